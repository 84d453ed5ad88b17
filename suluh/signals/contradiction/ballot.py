"""What makes a vote count: the mark, the signature, the paper and its replacement, the number of papers."""

from __future__ import annotations

import re
from collections.abc import Iterator

from suluh.signals.contradiction.frames import Finding, Number, Statement, Token
from suluh.signals.contradiction.official import Official


def ballot(s: Statement, official: Official) -> Iterator[Finding]:
    """Claims about marks, signatures, spoiled papers and how many papers each voter gets."""
    if s.elsewhere:
        return
    yield from _mark(s)
    yield from _signature(s)
    yield from _replacement(s, official)
    yield from _how_many(s, official)
    yield from _empty_column(s, official)


def _verdict(s: Statement, near: Token, within: int = 9) -> tuple[Token, bool] | None:
    """Whether the vote is said to count: the nearest of valid and invalid, negation applied."""
    judged = list(s.near(near, "VALID", "INVALID", within=within))
    judged += [
        t for t in s.near(near, "CANNOT", within=within) if "hangus" in s.text[t.start : t.end]
    ]
    if not judged:
        return None
    token = min(judged, key=lambda t: (s.clause(t.start) != s.clause(near.start), s.gap(t, near)))
    return token, (token.concept == "VALID") != token.negated


def _mark(s: Statement) -> Iterator[Finding]:
    if not s.has("BALLOT", "VOTE", "MARK_PUNCH", "MARK_OTHER", "PAIR", "ELECTION"):
        return
    slot = "valid_mark"
    for many in s.of("MARK_MULTI"):
        verdict = _verdict(s, many) or _allowed(s, many)
        chosen = "pilih" in s.text[max(many.start - 12, s.start) : many.start]
        if verdict and (chosen or s.near(many, "VOTE", "MARK_PUNCH", "BALLOT", within=9)):
            told = [t for t in s.of("VOTE", "MARK_PUNCH") if t.start < many.start]
            if not verdict[1] and s.clause(verdict[0].start) != s.clause(many.start):
                continue
            sure = bool(told) and not s.has("PAST", "EMPTY_COLUMN", "DOUBLE")
            yield Finding(
                slot, "several_columns", *s.span(many, verdict[0]), agrees=not verdict[1], sure=sure
            )
            return
    for outside in s.of("MARK_OUTSIDE"):
        if verdict := _verdict(s, outside):
            yield Finding(
                slot, "outside", *s.span(outside, verdict[0]), agrees=not verdict[1], sure=False
            )
            return
    yield from _spot(s)
    yield from _other_mark(s)
    yield from _punched_invalid(s)


def _allowed(s: Statement, token: Token) -> tuple[Token, bool] | None:
    modals = [
        m for m in s.modals() if m.force in ("can", "cannot", "must") and s.gap(m.token, token) <= 5
    ]
    if not modals:
        return None
    return modals[0].token, modals[0].force in ("can", "must")


def _spot(s: Statement) -> Iterator[Finding]:
    """ "harus pas di muka calon, meleset sedikit hangus": anywhere inside the column counts."""
    for spot in s.of("MARK_SPOT"):
        if not s.has("VOTE", "MARK_PUNCH"):
            continue
        void = list(s.near(spot, "INVALID", "VALID", "CANNOT", within=10))
        bad = [t for t in void if (t.concept != "VALID") != t.negated]
        musts = [m.token for m in s.modals() if m.force == "must" and s.gap(m.token, spot) <= 4]
        if (bad or musts) and not s.has("MARK_OUTSIDE", "MARK_MULTI"):
            yield Finding("valid_mark", "spot", *s.span(spot, (bad or musts)[0]), sure=False)
            return


def _other_mark(s: Statement) -> Iterator[Finding]:
    """Ticks, pens, tears: only a punch counts."""
    for punch in s.of("MARK_PUNCH"):
        instead = [t for t in s.near(punch, "MARK_OTHER", within=4) if not t.negated]
        if punch.negated and instead and not s.has("DPT", "PAST"):
            yield Finding("valid_mark", "other_mark", *s.span(punch, instead[0]), sure=False)
            return
    for mark in s.of("MARK_OTHER"):
        if s.text[mark.start : mark.end] in ("dicoret", "coret") and s.has(
            "DPT", "PAIR", "SANCTION"
        ):
            continue
        if s.has("SIGNATURE", "DAMAGED", "STATEMENT_FORM", "PAST") and not s.has("VALID"):
            continue
        verdict = _verdict(s, mark) or _allowed(s, mark)
        enough = s.near(mark, "ENOUGH", "NOW", "ONLY", within=4)
        if not verdict and not enough:
            continue
        if not s.has("VOTE", "BALLOT", "PAIR", "MARK_PUNCH", "TPS", "ELECTION"):
            continue
        token, fine = verdict or (enough[0], not mark.negated)
        if not fine and s.clause(token.start) != s.clause(mark.start):
            continue
        yield Finding("valid_mark", "other_mark", *s.span(mark, token), agrees=not fine, sure=False)
        return


def _punched_invalid(s: Statement) -> Iterator[Finding]:
    """One punched column makes a vote valid."""
    for one in s.of("MARK_ONE"):
        verdict = (
            _verdict(s, one, within=4)
            if not s.has("MARK_MULTI", "MARK_OUTSIDE", "REPLACE")
            else None
        )
        if verdict and s.has("VOTE", "MARK_PUNCH", "BALLOT"):
            yield Finding(
                "valid_mark", "one_column", *s.span(one, verdict[0]), agrees=verdict[1], sure=False
            )
            return
    for punch in s.of("MARK_PUNCH", "VOTE"):
        if s.has(
            "MARK_MULTI",
            "MARK_OUTSIDE",
            "MARK_OTHER",
            "SIGNATURE",
            "INVITATION",
            "LOW_TURNOUT",
            "DAMAGED",
        ):
            return
        every = any(
            w in s.text[s.start : s.end]
            for w in ("setiap", "semua", "pasti", "otomatis", "any punched", "justru", "malah")
        )
        verdict = _verdict(s, punch, within=4)
        if verdict and not verdict[1] and every and s.has("BALLOT"):
            yield Finding("valid_mark", "punched_invalid", *s.span(punch, verdict[0]), sure=False)
            return


def _signature(s: Statement) -> Iterator[Finding]:
    slot = "ballot_signature"
    for sign in s.of("SIGNATURE"):
        if not s.has("BALLOT", "VALID", "INVALID"):
            continue
        text = s.text[sign.start : sign.end]
        missing = (
            sign.negated
            or text.startswith(("tanpa", "tidak", "belum", "unsigned"))
            or s.has("WITHOUT", "UNSIGNED")
        )
        verdict = _verdict(s, sign, within=12)
        if verdict and not verdict[1] and not missing and not s.has("NEG"):
            yield Finding(slot, "signed_invalid", *s.span(sign, verdict[0]), sure=False)
            return
        if missing and verdict:
            yield Finding(slot, "unsigned", *s.span(sign, verdict[0]), agrees=not verdict[1])
            return
        for modal in s.modals():
            if modal.force in ("must", "need_not") and s.gap(modal.token, sign) <= 4:
                agrees = modal.force == "must"
                yield Finding(slot, "signature", *s.span(sign, modal.token), agrees=agrees)
                return


def _replacement(s: Statement, official: Official) -> Iterator[Finding]:
    slot = "replace_damaged_ballot"
    times = official.number(slot)
    for swap in s.of("REPLACE"):
        damaged = s.near(swap, "DAMAGED", "BALLOT", within=12)
        if "kertas" in s.text[swap.start : swap.end] or "ballot" in s.text[swap.start : swap.end]:
            damaged = damaged or [swap]
        if not damaged or s.has("PAIR", "REPLACE_CANDIDATE"):
            continue
        refused = swap.negated or any(
            m.force == "cannot" and s.gap(m.token, swap) <= 4 for m in s.modals()
        )
        counted = [
            n
            for n in s.numbers
            if n.unit in ("kali", "x", "times") and abs(n.first - swap.last) <= 6
        ]
        endless = s.near(swap, "UNLIMITED", within=8)
        if endless and not refused and not endless[0].negated:
            yield Finding(slot, "times", *s.span(swap, endless[0]), sure=False)
            return
        if refused and not counted:
            yield Finding(slot, "refused", *s.span(swap, damaged[0]))
            return
        if counted and times is not None and not refused:
            agrees = counted[0].value == times
            yield Finding(slot, "times", *s.span(swap, counted[0]), agrees=agrees)
            return


def _how_many(s: Statement, official: Official) -> Iterator[Finding]:
    """Each voter receives two papers: governor, and regent or mayor."""
    slot = "ballot_types"
    right = official.number(slot)
    if right is None or s.has("DPTB", "TRANSFER", "DAMAGED", "RESIDENT_AWAY", "EVENT_OTHER"):
        return
    for paper in s.of("BALLOT"):
        for number in s.numbers:
            if not _counts_papers(s, number, paper) or not 1 <= number.value <= 9:
                continue
            if _CAST_THEM.search(s.text, s.start, number.start):
                continue  # "mencoblos empat surat suara" is what somebody did
            receiving = s.near(paper, "RECEIVE_BALLOT", "VOTER", "TPS", "ONLY", within=8)
            if not receiving:
                continue
            agrees = number.value == right
            explicit = bool(
                s.near(paper, "VOTER", "TPS", "VOTE", "ELECTION", "ELECTION_2024", within=12)
            )
            yield Finding(
                slot,
                "how_many",
                *s.span(number, paper),
                agrees=agrees,
                sure=explicit and number.value > right and s.has("RECEIVE_BALLOT"),
            )
            return


_CAST_THEM = re.compile(r"\b(?:mencoblos|nyoblos|memakai|mencuri|membawa|merusak|mencoblosi) $")


def _counts_papers(s: Statement, number: Number, paper: Token) -> bool:
    """ "lima surat suara", "surat suaranya ada 5", "5 jenis surat suara"."""
    if (
        s.text[max(number.start - 8, 0) : number.start]
        .rstrip()
        .endswith(("nomor", "tps", "no", "no.", "urut", "rp"))
    ):
        return False
    gap = paper.first - s.word(number.end - 1) - 1
    if 0 <= gap <= 1:
        return gap == 0 or number.unit in (
            "jenis",
            "lembar",
            "macam",
            "buah",
            "kinds",
            "different",
            "types",
        )
    after = number.first - paper.last - 1
    if 0 <= after <= 5 and number.unit in ("lembar", "jenis", "macam"):
        return True
    return 0 <= after <= 2 and number.unit in (
        "",
        "lembar",
        "jenis",
        "macam",
        "buah",
        "saja",
        "ya",
        "yaitu",
        "warna",
    )


def _empty_column(s: Statement, official: Official) -> Iterator[Finding]:
    """Voting the empty column is valid; a sole pair needs more than half."""
    slot = "single_candidate_threshold"
    for column in s.of("EMPTY_COLUMN"):
        verdict = _verdict(s, column)
        said = s.has("VOTE", "MARK_PUNCH", "BALLOT", "VOTES_OF", "VOTE_RIGHT")
        if verdict and (said or "suara" in s.text[s.start : s.end]):
            yield Finding(
                slot, "empty_column", *s.span(column, verdict[0]), agrees=verdict[1], sure=False
            )
            return
        if s.near(column, "SANCTION", within=6) and s.has("VOTE"):
            span = s.span(column, *s.of("SANCTION")[:1])
            yield Finding(
                slot, "empty_column", *span, agrees=s.of("SANCTION")[0].negated, sure=False
            )
            return
        for modal in s.modals():
            if (
                modal.force in ("can", "cannot")
                and s.gap(modal.token, column) <= 5
                and s.has("VOTE", "MARK_PUNCH")
            ):
                span = s.span(column, modal.token)
                yield Finding(slot, "empty_column", *span, agrees=modal.force == "can", sure=False)
                return
    yield from _sole_pair(s, official)


def _sole_pair(s: Statement, official: Official) -> Iterator[Finding]:
    slot = "single_candidate_threshold"
    if not s.has("SOLE_CANDIDATE", "EMPTY_COLUMN"):
        return
    half = official.field(slot, "threshold_percent")
    for win in s.of("WIN"):
        text = s.text[s.start : s.end]
        share = [n for n in s.numbers if n.unit in ("persen", "%", "percent")]
        if share and half is not None:
            needless = any(
                m.force == "need_not" and 0 <= share[0].first - m.token.last <= 3
                for m in s.modals()
            )
            agrees = share[0].value == half and not needless
            yield Finding(slot, "threshold", *s.span(win, share[0]), agrees=agrees, sure=False)
            return
        if "otomatis" in text or "automatic" in text or "langsung" in text or "pasti" in text:
            yield Finding(slot, "automatic", *s.span(win, *s.of("SOLE_CANDIDATE", "EMPTY_COLUMN")[:1]),
                agrees=win.negated, sure=False)  # fmt: skip
            return
