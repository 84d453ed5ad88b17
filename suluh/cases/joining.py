"""Many reports of one thing become one case: the same address, the same medium, or the same words.

`same_thing` says why two things are one and is the whole rule. `Board` asks the same of many cases at once, by what
they have in common; a test holds the two against each other.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable
from datetime import datetime
from typing import Any, Literal
from urllib.parse import parse_qsl, urlencode, urlsplit

from suluh.cases.actors import Role, Track
from suluh.cases.case import Case
from suluh.cases.events import Absorbed, Merged, Reported, Sighted
from suluh.cases.things import Thing
from suluh.claims.copies import WORDS, same_words
from suluh.claims.words import searchable

Why = Literal["address", "medium", "words"]
# What links carry to tell where a reader came from; the page is the same without it.
_TRAILS = re.compile(
    r"utm_\w+|fbclid|gclid|igshid?|igsh|si|s|t|ref|ref_src|feature|share_\w+|is_from_webapp|sender_device|_[a-z]|web_id"
)
_MEANT = {"v", "story_fbid", "id", "list", "q"}  # what an address needs to be itself
_YOUTUBE = re.compile(r"^/(?:shorts|live|embed)/(?P<id>[\w-]{6,})")


def same_address(url: str) -> str:
    """The address without what only says where the reader came from; "" for what is no web address.

    >>> same_address("https://www.tiktok.com/@info/video/73?is_from_webapp=1&sender_device=pc")
    'tiktok.com/@info/video/73'
    >>> same_address("https://youtu.be/AbCdEfGhIjk?si=x") == same_address("http://m.youtube.com/watch?v=AbCdEfGhIjk")
    True
    """
    try:
        parts = urlsplit(url.strip())
        host = (
            (parts.hostname or "").removeprefix("www.").removeprefix("m.").removeprefix("mobile.")
        )
    except ValueError:
        return ""
    if parts.scheme not in ("http", "https") or not host:
        return ""
    path, query = parts.path.rstrip("/"), parse_qsl(parts.query)
    if video := _video(host, path, dict(query)):
        return f"youtube.com/watch?v={video}"
    kept = sorted(pair for pair in query if pair[0] in _MEANT or not _TRAILS.fullmatch(pair[0]))
    return host.replace("twitter.com", "x.com") + path + (f"?{urlencode(kept)}" if kept else "")


def _video(host: str, path: str, query: dict[str, str]) -> str | None:
    if host == "youtu.be":
        return path.lstrip("/") or None
    if host != "youtube.com":
        return None
    found = _YOUTUBE.match(path)
    return found["id"] if found else query.get("v")


def same_thing(left: Thing, right: Thing) -> Why | None:
    """Why the two are one thing, the surest reason first; None when nothing says so.

    A copy under another address is the same thing by its medium (SHA-256) or by its words: same words, same numbers,
    same negations (suluh.claims.copies), so that a correction never joins what it corrects.
    """
    if _addresses(left) & _addresses(right):
        return "address"
    if _hashes(left) & _hashes(right):
        return "medium"
    return "words" if same_words(searchable(left.text), searchable(right.text)) else None


def _addresses(thing: Thing) -> frozenset[str]:
    url = same_address(thing.url or "")
    own = f"{thing.platform}:{thing.platform_id}" if thing.platform and thing.platform_id else ""
    return frozenset(filter(None, (url, own)))


def _hashes(thing: Thing) -> frozenset[str]:
    return frozenset(mark.sha256 for mark in thing.media)


class Board:
    """The open cases of one track, to be asked which of them a thing belongs to."""

    def __init__(self, track: Track, cases: Iterable[Case] = ()) -> None:
        self.track = track
        self._by_mark: dict[str, str] = {}  # address or hash: case
        self._words: dict[str, str] = {}  # case: searchable text
        self._holding: dict[str, list[str]] = {}  # word: cases whose text has it
        for case in cases:
            self.add(case)

    def add(self, case: Case) -> None:
        """A case, with everything it is known by. Cases of another track are left out."""
        if case.track is self.track:
            self.learn(case.id, case.thing)

    def learn(self, case: str, thing: Thing) -> None:
        """A further address, medium or wording of a case: the first keeps what two would claim."""
        for mark in _addresses(thing) | _hashes(thing):
            self._by_mark.setdefault(mark, case)
        words = searchable(thing.text)
        if len(words.split()) >= WORDS and case not in self._words:
            self._words[case] = words
            for word in set(words.split()):
                self._holding.setdefault(word, []).append(case)

    def find(self, thing: Thing) -> tuple[str, Why] | None:
        """The case that this thing belongs to, and why; None for a new one."""
        for marks, why in ((_addresses(thing), "address"), (_hashes(thing), "medium")):
            known = sorted(self._by_mark[mark] for mark in marks if mark in self._by_mark)
            if known:
                return known[0], why  # type: ignore[return-value]
        alike = self._alike(searchable(thing.text))
        return (alike, "words") if alike else None

    def _alike(self, words: str) -> str | None:
        mine = set(words.split())
        shared = Counter(case for word in mine for case in self._holding.get(word, ()))
        close = (case for case, count in shared.most_common() if count * 3 >= len(mine))
        return next((case for case in close if same_words(words, self._words[case])), None)


def as_sighting(report: Reported, case: Case) -> Sighted:
    """The report as one more sighting of a case that is there already."""
    return Sighted(
        case=case.id,
        at=report.at,
        actor=report.actor,
        role=report.role,
        organisation=report.organisation,
        thing=report.thing,
        words=report.words,
        region=report.region,
        seen_at=report.seen_at,
    )


def merge(
    case: Case, into: Case, *, actor: str, role: Role, at: datetime
) -> tuple[Merged, Absorbed]:
    """The two events by which one case goes on as another; each is refused where it may not happen."""
    who: dict[str, Any] = {"at": at, "actor": actor, "role": role}
    merged = Merged(case=case.id, into=into.id, into_track=into.track, **who)
    absorbed = Absorbed(
        case=into.id,
        other=case.id,
        reporters=tuple(sorted(case.reporters)),
        organisations=tuple(sorted(case.organisations)),
        sightings=case.seen,
        **who,
    )
    return merged, absorbed
