"""How a finding is meant: the statement's stance, read for rules rather than for events."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from suluh.signals.contradiction.frames import Finding, Statement
from suluh.text.stance import StanceReading

if TYPE_CHECKING:
    from suluh.signals.reading import ReadSegment

# A rule has a condition ("kalau tidak bawa undangan, ditolak"); that is no supposition.
_CONDITIONS = frozenset(
    "kalau kalo jika apabila bila asal asalkan if when yen nek menawi lamun mun upami misal manawi yang".split()
)
# Asking to pass it on, or to come, is no wish that it were so.
_URGES = ("maaf", "mohon", "tolong", "please", "ayo", "mari", "biar", "supaya", "nyuwun")
_TELLS = ("mohon info", "info", "mohon dis", "mohon diteruskan")
_EVENTS = ("voting_date", "voting_hours", "voting_hours_dpk", "voting_hours_dptb")
# "golput itu pidana = SALAH"
_CORRECTED = re.compile(
    r"[^\n.!?]{0,12}?(?:➡\ufe0f?|=>?|->|→|❌|:)\s*\W*(?:salah|hoaks|hoax|bohong|tidak benar|keliru|mitos|false)\b"
)
_SUPPOSED = re.compile(
    r"\W*(?:coba|andai\w*|seandainya|misal\w*|umpama\w*|imagine|what if|bayangkan|bayangin)\b"
    r"(?! (?:cek|lihat|baca|simak))"
)
_WITNESSED = ("voting_hours", "voting_hours_dpk", "voting_hours_dptb", "late_queue", "ballot_types")


def meant(segment: ReadSegment, s: Statement, finding: Finding) -> tuple[str, bool]:
    """The stance of a finding, and whether it is plain.

    Conditions, urgings and first persons that go with a general rule leave it an assertion, though not a plain one.
    """
    if finding.stance is not None:
        return finding.stance, True
    if _SUPPOSED.match(s.text, s.start):
        return "supposes", False
    if _CORRECTED.match(s.text, finding.end):
        return "denies", True
    start = finding.start
    if s.joined:
        start = max(start, segment.clause_at(max(finding.end - 1, 0)).start)
    reading = segment.stance(start, finding.end)
    if reading.stance == "asserts":
        reading = _at_its_end(segment, finding) or reading
    stance, words = reading.stance, [w for w in _cue_words(segment, reading) if w]
    if (
        stance == "asks"
        and "?" not in s.text[s.start : s.end + 2]
        and any(w.startswith(_TELLS) for w in words)
    ):
        return "asserts", False
    if "kawuningan" in s.text and stance == "wishes":
        return "asserts", False
    rule = finding.slot not in _EVENTS
    if not rule and stance == "asserts" and _in_condition(segment, s, finding):
        return "supposes", False
    asked = "?" in s.text[s.end - 1 : s.end + 2]
    if (
        rule
        and not asked
        and not _in_condition(segment, s, finding)
        and stance == "supposes"
        and words
        and all(w.split()[0] in _CONDITIONS for w in words)
    ):
        return "asserts", reading.sure
    if stance == "wishes" and words and all(w.startswith(_URGES) for w in words):
        return "asserts", False
    if stance == "testifies" and not _first_hand(s, finding):
        return "asserts", False
    if stance == "asserts" and segment.frame.has("debunk"):
        return "reports", False
    if stance == "asserts" and _somebody_thought(s, finding):
        return "reports", False
    return stance, reading.sure


def _at_its_end(segment: ReadSegment, finding: Finding) -> StanceReading | None:
    """The stance of the last clause, where a question or a refutation often stands."""
    last = segment.clause_at(max(finding.end - 1, 0))
    if last.start <= finding.start:
        return None
    reading = segment.stance(last.start, finding.end)
    return reading if reading.stance in ("asks", "denies", "mocks", "doubts", "reports") else None


def _somebody_thought(s: Statement, finding: Finding) -> bool:
    """ "warga mengira tidak bisa memilih": what people believed, not what is so."""
    return any(t.start < finding.end for t in s.of("THOUGHT"))


def _in_condition(segment: ReadSegment, s: Statement, finding: Finding) -> bool:
    """ "kalau golput dipenjara, penjara penuh": all of it is only supposed, and what follows is something else."""
    clause = segment.clause_at(finding.start)
    return clause.kind == "condition" and finding.end <= clause.end < s.end - 1


def _cue_words(segment: ReadSegment, reading: StanceReading) -> list[str]:
    return [segment.normal.text[c.start : c.end].strip() for c in reading.cues]


def _first_hand(s: Statement, finding: Finding) -> bool:
    """What was seen at one polling station: past, or about hours there."""
    return s.has("PAST") or (s.polled and finding.slot in _WITNESSED)
