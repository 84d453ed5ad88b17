"""A claim, and the review that a fact-checker or election body published about it."""

from __future__ import annotations

from functools import lru_cache
from pathlib import Path

import msgspec

from suluh.kept import kept

DATA = Path(__file__).parent / "data"


class Source(msgspec.Struct, frozen=True):
    """Where the review can be read. `date` is ISO 8601 and may stop at the month or year."""

    title: str
    publisher: str
    date: str | None = None
    url: str | None = None


class ClaimReview(msgspec.Struct, frozen=True):
    """One claim with its verdict. A `control` is true, or partly true, and must not be labelled."""

    id: str
    claim: str  # the statement itself, without "hoaks:" before it
    verdict: str = "unknown"  # one of verdict.VERDICTS
    explanation_id: str = ""
    explanation_en: str = ""
    patterns: tuple[str, ...] = ()  # other ways in which people say it
    publisher: str = ""
    url: str | None = None
    date: str | None = None
    topic: str = "other"
    policy: str | None = None  # rule that a spread of it falls under; None: no rule follows
    facts: tuple[str, ...] = ()
    control: bool = False
    election: str | None = None
    jurisdiction: str = "ID"  # Kemendagri code, or ID for the whole country
    confidence: str = "medium"  # high: several publishers; medium: one; low: conclusion not seen
    nuance: str | None = None
    mixed_truth: str | None = None  # the part of the claim that is true
    also_policy: str | None = None
    time_sensitive: bool = False  # true or false only for some days
    recurring: tuple[int, ...] = ()  # years in which it came back
    derived: bool = False  # concluded from official notices, not from a fact-check
    local: bool = False
    scope: str | None = None
    kind: str | None = None  # clarification, when nobody lied
    gfd: str | None = None  # id in Mafindo's GFD database
    status: str = "seen"  # seen: the article was read; imported: read from a file
    notes: str | None = None
    sources: tuple[Source, ...] = ()

    @property
    def says(self) -> tuple[str, ...]:
        """The claim and its patterns: every wording that a post is held against."""
        return (self.claim, *self.patterns)

    @property
    def is_refuted(self) -> bool:
        """True when spreading the claim misleads, whatever the kind of untruth."""
        return not self.control and self.verdict in REFUTED


class Rejected(msgspec.Struct, frozen=True):
    """One record of a file that could not be read as a claim review, and why."""

    file: str
    line: int | None
    reason: str
    raw: str = ""  # at most 200 characters, to find it again


REFUTED = frozenset({"false", "misleading", "fabricated", "scam", "satire"})


@lru_cache(maxsize=1)
def shipped() -> tuple[ClaimReview, ...]:
    """The claim reviews that come with Suluh, one file a topic; a mistake raises DataError."""
    from suluh.claims.importers.yaml_file import load_reviews

    files = sorted(DATA.glob("*.yaml"))
    made = kept(
        "claims",
        files,
        lambda: [r for path in files for r in load_reviews(path)],
        list[ClaimReview],
    )
    return tuple(made)
