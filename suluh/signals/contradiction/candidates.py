"""Which pair has which number, and is it still a candidate? Judged by identity only, the same for every pair."""

from __future__ import annotations

import re
from collections.abc import Iterator

from suluh.facts.fact import Fact, Facts
from suluh.facts.values import RecordValue
from suluh.signals.contradiction.frames import Finding, Statement, Token
from suluh.signals.contradiction.official import Official
from suluh.text.names import pair_forms, veil_of

SLOT = "candidate_pair"
_NUMBERED = re.compile(
    r"\b(?:nomor urut|nomer urut|nomor|nomer|no\.?|paslon|pasangan|urut|pair|number)\s*"
    r"(?:nomor |no\.? |urut )*0?([1-9])\b(?![.,:/]?\d)"
)
_STATUS = {
    "PAIR_WITHDREW": "withdrew",
    "PAIR_DIED": "died",
    "PAIR_OUT": "struck",
    "PAIR_REPLACED": "replaced",
}
_REACH = 45  # characters between a name and its number


_INDEX: dict[str, dict[str, list[tuple[str, tuple[Fact, ...]]]]] = {}


def _index(facts: Facts) -> dict[str, list[tuple[str, tuple[Fact, ...]]]]:
    """Every way to write a candidate's name, plain and veiled, with the facts of that pair, by its first word."""
    if facts.version not in _INDEX:
        named: dict[str, tuple[Fact, ...]] = {}
        for fact in facts.by_slot.get(SLOT, ()):
            if isinstance(fact.value, RecordValue) and not fact.value.fields.get("is_blank"):
                for part in pair_forms(fact.value.fields):
                    for word in (part, veil_of(part)):
                        named[word] = (*named.get(word, ()), fact)
        keyed: dict[str, list[tuple[str, tuple[Fact, ...]]]] = {}
        for part, known in named.items():
            keyed.setdefault(part.split()[0], []).append((part, known))
        _INDEX[facts.version] = keyed
    return _INDEX[facts.version]


def candidates(s: Statement, official: Official) -> Iterator[Finding]:
    """Numbers that do not belong to the named pair; pairs said to be out; votes for a number said to be lost."""
    if s.elsewhere:
        return
    yield from _numbers(s, official)
    yield from _swapped(s, official)
    yield from _status(s, official)
    yield from _votes_void(s, official)
    yield from _sole(s, official)


def _named(s: Statement, official: Official) -> list[tuple[int, int, Fact]]:
    """Names of candidates in the sentence; a name that several pairs share needs the region."""
    text = s.text[s.start : s.end]
    found = []
    for part, facts in _by_first_word(official.facts, text):
        at = text.find(part)
        races = {f.jurisdiction for f in facts}
        mine = [f for f in facts if len(races) == 1 or f.jurisdiction == official.region]
        if mine:
            found.append((s.start + at, s.start + at + len(part), mine[-1]))
    return found


def _by_first_word(facts: Facts, text: str) -> Iterator[tuple[str, tuple[Fact, ...]]]:
    names = _index(facts)
    for word in set(re.findall(r"[a-z]+", text)):
        for part, known in names.get(word, ()):
            if re.search(rf"\b{re.escape(part)}\b", text):
                yield part, known


def _numbers(s: Statement, official: Official) -> Iterator[Finding]:
    text = s.text[s.start : s.end]
    numbered = [
        (s.start + m.start(), s.start + m.end(), int(m[1])) for m in _NUMBERED.finditer(text)
    ]
    if not numbered:
        return
    for start, end, fact in _named(s, official):
        near = [n for n in numbered if abs(n[0] - start) <= _REACH or abs(n[1] - start) <= 12]
        if len(near) != 1 or not isinstance(fact.value, RecordValue):
            continue
        right = fact.value.fields.get("number") == near[0][2]
        span = min(start, near[0][0]), max(end, near[0][1])
        yield Finding(SLOT, "number", *span, agrees=right, sure=False, fact=fact)
        return


def _swapped(s: Statement, official: Official) -> Iterator[Finding]:
    """ "nomor urut ditukar di surat suara"."""
    for token in s.of("PAIR_REPLACED"):
        said = s.text[token.start : token.end]
        numbers = "nomor" in said or "number" in said or "nomor urut" in s.text[s.start : s.end]
        swapped = any(
            w in said
            for w in (
                "tukar",
                "tuker",
                "mengganti",
                "mengubah",
                "berubah",
                "diubah",
                "swap",
                "switch",
                "changed",
                "diganti",
            )
        )
        if numbers and swapped and not token.negated and s.has("BALLOT", "PAIR", "VOTE", "KPU"):
            if official.fact("ballot_number_draw"):
                yield Finding("ballot_number_draw", "swapped", *s.span(token), sure=False)
            return


def _status(s: Statement, official: Official) -> Iterator[Finding]:
    """A pair said to have withdrawn, died, been struck or replaced: a person must look, whoever it is."""
    for token in s.of(*_STATUS):
        pair = s.near(token, "PAIR", within=7)
        names = _named(s, official)
        if token.concept == "PAIR_REPLACED" and not s.has("REPLACE_CANDIDATE", "DEPUTY"):
            continue
        if not pair and not names:
            continue
        if (
            s.has(
                "KPPS", "BALLOT", "ONLY", "REVOTE", "PLAN", "OPINION", "DEPUTY", "MUST", "VOLUNTEER"
            )
            and token.concept != "PAIR_REPLACED"
        ):
            continue
        ended = s.has("ENDED")
        fact = _pair_fact(s, official, names)
        finding = _judge_status(s, token, fact, official, pair)
        if finding:
            agrees = finding.agrees or token.negated or ended
            yield Finding(finding.slot, finding.kind, finding.start, finding.end, agrees=agrees, sure=False,
                fact=finding.fact, stale=finding.stale and not agrees)  # fmt: skip
        return


def _judge_status(
    s: Statement, token: Token, fact: Fact | None, official: Official, pair: list[Token]
) -> Finding | None:
    """Against the versions of the race's facts: what was announced and revoked is left alone while it stood."""
    region = fact.jurisdiction if fact else official.region
    if token.concept == "PAIR_OUT" and region and _ruled_out(official, region):
        return None
    struck = _struck(official, region) if region and token.concept == "PAIR_OUT" else []
    span = s.span(token, *pair[:1])
    if any(f.holds_on(official.day) for f in struck):
        return Finding(SLOT, "struck", *span, agrees=True, fact=struck[0])
    stale = any(f.valid_to and f.valid_to < official.day for f in struck)
    later = _in_force(official, region) if stale and region else fact
    known = later or official.fact("candidate_replacement_cutoff")
    firm = s.text[token.start : token.end]
    if firm in ("mundur", "gugur", "dicoret", "meninggal", "diganti", "dibatalkan") and not (
        pair or fact
    ):
        return None
    return Finding(SLOT, _STATUS[token.concept], *span, sure=False, fact=known, stale=stale)


def _versions(official: Official, region: str) -> list[Fact]:
    return [f for f in official.facts.by_slot.get(SLOT, ()) if f.jurisdiction == region]


def _struck(official: Official, region: str) -> list[Fact]:
    """Versions of this race that say that a pair was struck off, whether or not anybody knows yet until when."""
    return [f for f in _versions(official, region) if "dibatalkan" in f.value.spoken()]


def _in_force(official: Official, region: str) -> Fact | None:
    later = [f for f in _versions(official, region) if f.holds_on(official.day) and f.valid_from]
    return max(later, key=lambda f: f.valid_from or official.day) if later else None


def _ruled_out(official: Official, region: str) -> bool:
    """A court has ruled on this race: statements on it are news, whoever they name."""
    return any(f.holds_on(official.day) for f in official.facts.of_slot("mk_ruling", region))


def _pair_fact(s: Statement, official: Official, names: list[tuple[int, int, Fact]]) -> Fact | None:
    if names:
        return names[0][2]
    match = _NUMBERED.search(s.text[s.start : s.end])
    if match is None or official.region is None:
        return None
    mine = [f for f in _versions(official, official.region) if f.holds_on(official.day)]
    for fact in mine:
        if isinstance(fact.value, RecordValue) and fact.value.fields.get("number") == int(match[1]):
            return fact
    return None


def _votes_void(s: Statement, official: Official) -> Iterator[Finding]:
    """ "suara nomor 2 hangus", "nyoblos nomor 2 tetap sah"."""
    numbered = _NUMBERED.search(s.text[s.start : s.end])
    if numbered is None:
        return
    for token in s.of("INVALID", "VALID", "CANNOT"):
        text = s.text[token.start : token.end]
        if token.concept == "CANNOT" and text not in ("hangus", "percuma", "sia-sia"):
            continue
        votes = s.near(token, "VOTE", "VOTES_OF", "BALLOT", within=6)
        if not votes or s.has("ENDED", "MARK_MULTI", "SIGNATURE", "MARK_OTHER", "EMPTY_COLUMN"):
            continue
        counts = (token.concept == "VALID") != token.negated
        region = official.region
        fact = _in_force(official, region) if region else None
        if region and any(f.holds_on(official.day) for f in _struck(official, region)):
            return
        known = fact or official.fact("candidate_replacement_cutoff")
        yield Finding(
            SLOT, "votes_void", *s.span(votes[0], token), agrees=counts, sure=False, fact=known
        )
        return


def _sole(s: Statement, official: Official) -> Iterator[Finding]:
    """Regions with one pair against the empty column."""
    sole = s.of("SOLE_CANDIDATE")
    if not sole or official.region is None or s.has("OPINION"):
        return
    several = official.facts.of_slot("candidate_count", official.region)
    if several:
        if not any(f.holds_on(official.day) for f in several):
            return
        told = sole[0].negated
        stale = bool(_struck(official, official.region)) and not told
        yield Finding(
            "candidate_count", "sole", *s.span(sole[0]), agrees=told, sure=False, stale=stale
        )
        return
    yield from _how_many_sole(s, sole[0], official)


def _how_many_sole(s: Statement, sole: Token, official: Official) -> Iterator[Finding]:
    fact = official.fact("single_candidate_regions")
    if fact is None:
        return
    regions = fact.value.spoken().split(", ")
    for number in s.numbers:
        if number.unit in ("kabupaten", "daerah", "kota", "wilayah", "regencies"):
            agrees = number.value == len(regions)
            yield Finding(
                "single_candidate_regions",
                "how_many",
                *s.span(number, sole),
                agrees=agrees,
                sure=False,
            )
            return
