"""One post of the queue in words: where it stands, what a person is asked, and why."""

from __future__ import annotations

import re
from datetime import datetime
from functools import cache
from pathlib import Path
from typing import Any

import msgspec
import yaml

from suluh.content import Place
from suluh.facts import Fact, Facts
from suluh.policy.compiler import CompiledPolicy
from suluh.report.queue import Entry, moment
from suluh.runners import DecisionDigest

WORDS = Path(__file__).parent / "words.yaml"
BANNER = "INFO-BANNER"


class Counted(msgspec.Struct, frozen=True):
    """A thing with its names in two languages and how often it came."""

    id: str
    title_id: str
    title_en: str
    count: int


class Held(msgspec.Struct, frozen=True):
    """The official fact or published review that a post was held against."""

    id: str
    says: str
    source: str | None = None
    url: str | None = None


class ListedPost(msgspec.Struct, frozen=True):
    """A post that a person should see, or that is limited. `text`, `seen` and `author` are masked."""

    row: int  # its line in decisions.jsonl, from 1
    post_id: str
    priority: str
    queue: str
    why: str
    text: str
    seen: str
    outcome: str
    outcome_id: str
    proposed: str | None
    proposed_id: str | None
    rules: tuple[Counted, ...]
    held: tuple[Held, ...]
    platform: str | None = None
    url: str | None = None
    posted_at: datetime | None = None
    region: str | None = None
    author: str | None = None
    views: int | None = None
    where: str = ""  # where the words stand, when not in the caption: "ucapan, menit 0:07"


@cache
def words() -> dict[str, dict[str, str]]:
    """The plain words of reports: actions, priorities, platforms."""
    read: dict[str, dict[str, str]] = yaml.safe_load(WORDS.read_text("utf-8"))
    return read


def listed(entry: Entry, facts: Facts, policy: CompiledPolicy) -> ListedPost:
    """The digest with the names of its actions, rules, facts, region and platform."""
    digest = entry.digest
    actions = policy.policy.actions
    return ListedPost(
        row=entry.row,
        post_id=digest.post_id,
        priority=digest.priority or "",
        queue=digest.queue or "",
        why=said_why(digest.why or ""),
        text=digest.text or digest.seen,
        seen=digest.seen,
        where=place_in_words(digest.where),
        outcome=digest.outcome,
        outcome_id=actions[digest.outcome].title.id,
        proposed=digest.proposed,
        proposed_id=actions[digest.proposed].title.id if digest.proposed else None,
        rules=rules_of(dict.fromkeys(digest.rules, 1), policy),
        held=tuple(held(fact) for i in digest.facts if (fact := facts.get(i))),
        **_place(digest, facts),
    )


def place_in_words(place: Place | None) -> str:
    """Where in a medium words stand: "ucapan, menit 0:07"; "" for the caption.

    >>> place_in_words(Place("speech", at=67.2))
    'ucapan, menit 1:07'
    """
    if place is None or place.kind == "caption":
        return ""
    named = words()["places"].get(place.kind, place.kind)
    if place.at is None:
        return named
    minutes, seconds = divmod(int(place.at), 60)
    return f"{named}, menit {minutes}:{seconds:02d}"


def _place(digest: DecisionDigest, facts: Facts) -> dict[str, Any]:
    """Where the post stands. Only an address that a browser may open is kept as a link."""
    platform = digest.platform
    return {
        "platform": words()["platforms"].get(platform, platform) if platform else None,
        "url": digest.url if (digest.url or "").startswith(("https://", "http://")) else None,
        "posted_at": digest.posted_at,
        "region": facts.regions.name(digest.region) if digest.region else None,
        "author": digest.author,
        "views": digest.views,
    }


def cells(number: int, post: ListedPost) -> list[str]:
    """The post as a row of antrean.csv."""
    broken = [rule.title_id for rule in post.rules if rule.id != BANNER]
    told = {
        "urutan": str(number),
        "prioritas": post.priority,
        "nomor unggahan": post.post_id,
        "platform": post.platform or "",
        "waktu unggah (WIB)": moment(post.posted_at),
        "wilayah": post.region or "",
        "akun (disamarkan)": (post.author or "").lstrip("@"),
        "dilihat": "" if post.views is None else str(post.views),
        "tautan": post.url or "",
        "alasan": post.why,
        "sekarang": now_says(post),
        "diusulkan": post.proposed_id or "",
        "aturan": "; ".join(broken),
        "fakta": " ".join(fact.says for fact in post.held),
        "kata yang dimaksud": f"{post.seen} ({post.where})" if post.where else post.seen,
        "teks": " ".join(post.text.split()),
        "baris di decisions.jsonl": str(post.row),
    }
    return list(told.values())


def now_says(post: ListedPost) -> str:
    """What stands now; nothing standing reads as waiting when a person is asked."""
    if post.priority and post.outcome in ("none", "info_label"):
        return words()["states"]["waiting"]
    return words()["actions"].get(post.outcome, post.outcome_id)


def said_why(text: str) -> str:
    """The reason without the rule's code, which a reader does not know: `CIV-PROC: mungkin …`."""
    said = re.sub(r"^[A-Z][A-Z-]+: ", "", text)
    return said[:1].upper() + said[1:]


def rules_of(counts: dict[str, int], policy: CompiledPolicy) -> tuple[Counted, ...]:
    """The policy's rules among the counts, the most frequent first."""
    titles = {rule.id: rule.title for rule in policy.policy.rules}
    ordered = sorted(counts.items(), key=lambda item: (-item[1], item[0]))
    return tuple(
        Counted(key, titles[key].id, titles[key].en, count)
        for key, count in ordered
        if key in titles
    )


def held(fact: Fact) -> Held:
    """A fact with the source that can be opened, if one can."""
    source = next((s for s in fact.sources if s.url), fact.sources[0] if fact.sources else None)
    return Held(
        fact.id, fact.statement_id, source.title if source else None, source.url if source else None
    )
