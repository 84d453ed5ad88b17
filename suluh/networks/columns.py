"""Posts become columns, a batch at a time: who, when, where the line stands, and the prints of what it carries."""

from __future__ import annotations

from array import array
from collections.abc import Callable, Sequence

import numpy as np

from suluh.networks import copies
from suluh.networks.line import (
    Line,
    Who,
    account_key,
    given,
    listed,
    milliseconds,
    same_link,
    tags_in,
    who,
)
from suluh.networks.prints import U64, mixed, prints_of
from suluh.networks.traffic import Counts, Kind, Traces, Traffic, ordered
from suluh.networks.words import Words, comparable, links_in, words_of

_AFTER = ".,;:!?)]}\"'»”"  # signs that follow a link and are none of it
MediaPrint = Callable[[str], str]


class Columns:
    """What is kept of each post. Strings live as long as their batch; after it there are only numbers."""

    def __init__(self, medium: MediaPrint) -> None:
        self.medium = medium
        self.counts = Counts()
        self.people = People()
        self.account, self.when, self.offset = array("i"), array("q"), array("q")
        self.trace_post, self.trace_kind = array("i"), array("b")
        self.words: list[Words] = []
        self.wholes: list[U64] = []
        self.post_id: list[U64] = []
        self.trace_thing: list[U64] = []

    def add(self, lines: Sequence[Line], offsets: Sequence[int]) -> None:
        """A batch of posts. offsets: where the line of each begins."""
        ids: list[str] = []
        texts: list[str] = []
        things: list[str] = []
        for line, offset in zip(lines, offsets, strict=True):
            account = self.people.number(line)
            when = milliseconds(line.posted_at)
            if account < 0:
                self.counts.without_author += 1
            elif when is None:
                self.counts.without_time += 1
            else:
                text = line.text or ""
                for kind, thing in traces_of(line, text, self.medium):
                    self.trace_post.append(len(self.account))
                    self.trace_kind.append(kind)
                    things.append(thing)
                self.account.append(account)
                self.when.append(when)
                self.offset.append(offset)
                ids.append(given(line.id) or f"{when} {given(text)}")
                repeats = line.repost is not None and given(line.repost)
                texts.append("" if repeats else comparable(text))
        self._print(ids, texts, things)

    def _print(self, ids: list[str], texts: list[str], things: list[str]) -> None:
        words = words_of(texts)
        self.words.append(words)
        self.wholes.append(copies.whole(words))
        self.post_id.append(prints_of(ids))
        self.trace_thing.append(prints_of(things))

    def traffic(self) -> Traffic:
        """Everything that was added, in its own order."""
        text = self._copied()
        said = np.flatnonzero(text).astype(np.int32)
        kind = np.frombuffer(self.trace_kind, np.int8)
        thing = mixed(_joined(self.trace_thing) + kind.astype(np.uint64))
        traces = Traces(
            np.concatenate((said, np.frombuffer(self.trace_post, np.int32))),
            np.concatenate((np.full(len(said), Kind.TEXT, np.int8), kind)),
            np.concatenate((text[said], thing)),
        )
        return ordered(
            np.frombuffer(self.account, np.int32),
            np.frombuffer(self.when, np.int64),
            _joined(self.post_id),
            np.frombuffer(self.offset, np.int64),
            traces,
            list(self.people.accounts),
            np.array(self.people.created, np.float64),
            self.counts,
        )

    def _copied(self) -> U64:
        """The print that the copies of each caption share. The words are given up on the way."""
        words, wholes = Words.joined(self.words), _joined(self.wholes)
        self.words.clear()
        self.wholes.clear()
        return copies.copied(words, wholes)


def _joined(parts: list[U64]) -> U64:
    return np.concatenate([*parts, np.zeros(0, np.uint64)])


class People:
    """The accounts in the order in which they were met, and when each was made."""

    def __init__(self) -> None:
        self.accounts: dict[str, int] = {}
        self.created: list[float] = []  # milliseconds since 1970 UTC; NaN where nobody said
        self._known: dict[tuple[object, ...], int] = {}  # as lines name them; -1 for nobody

    def number(self, line: Line) -> int:
        """The author's number; -1 where nobody is named."""
        author = line.author
        if isinstance(author, Who):
            named = (line.platform, author.id, author.handle, author.created_at)
        else:
            named = (line.platform, None, author, None)
        number = self._known.get(named)
        if number is None:
            number = self._known[named] = self._met(line)
        return number

    def _met(self, line: Line) -> int:
        """An account, or another way of naming one that is known already."""
        author = who(line)
        if not (key := account_key(line, author)):
            return -1
        number = self.accounts.setdefault(key, len(self.created))
        if number == len(self.created):
            self.created.append(np.nan)
        if author.created_at is not None and (born := milliseconds(author.created_at)) is not None:
            self.created[number] = min(born, self.created[number])  # NaN comes second and gives way
        return number


def traces_of(line: Line, text: str, medium: MediaPrint = str) -> list[tuple[Kind, str]]:
    """What a post points to or carries, beside its words. A repost is one trace and nothing else."""
    if line.repost is not None and (repeated := given(line.repost)):
        return [(Kind.REPOST, repeated)]
    found: list[tuple[Kind, str]] = []
    if line.media:
        found += [(Kind.MEDIA, medium(name)) for name in listed_media(line.media)]
    if line.link is not None:
        found += [(Kind.LINK, same_link(link)) for link in listed(line.link)]
    if "://" in text or "www." in text:
        found += [(Kind.LINK, same_link(link.rstrip(_AFTER))) for link in links_in(text)]
    if line.hashtags is not None:
        found += _sequence(listed(line.hashtags), 1)
    elif "#" in text:
        found += _sequence(tags_in(text), 2)
    if line.sound is not None and (sound := given(line.sound)):
        found.append((Kind.SOUND, sound))
    if line.parent is not None and (parent := given(line.parent)):
        found.append((Kind.REPLY, parent))
    return found


def _sequence(tags: list[str], fewest: int) -> list[tuple[Kind, str]]:
    """The hashtags in their order. In a caption one alone is everybody's; a table's column was chosen."""
    if len(tags) < fewest:
        return []
    return [(Kind.HASHTAGS, " ".join(tag.lower().removeprefix("#") for tag in tags))]


def listed_media(media: list[str] | str) -> list[str]:
    """The names of media, blanks left out."""
    names = media.split(";") if isinstance(media, str) else media
    return [name for each in names if (name := given(each))]
