"""Who announces results, and which figures are official."""

from __future__ import annotations

import re
from collections.abc import Iterator

from suluh.signals.contradiction.frames import Finding, Statement
from suluh.signals.contradiction.official import Official

# "mengumumkan hasil pengawasan": results of something else
_OTHER_RESULT = re.compile(
    r"\s*(?:pengawasan|survei|audit|seleksi|rapat|verifikasi|kajian|laporan|tes|penelitian|lomba)"
)


_SUED = re.compile(r"\b(?:gugat\w*|menggugat|nggugat|ngagugat\w*|sengketa|hari kerja)\b")


def results(s: Statement, official: Official) -> Iterator[Finding]:
    """Quick counts and Sirekap called official, the manual tally abolished, winners declared by others than KPU."""
    if s.elsewhere:
        return
    yield from _called_official(s)
    yield from _no_manual_count(s)
    yield from _declared_by(s)
    yield from _disclaimer(s)


def _waits(s: Statement) -> bool:
    """ "tunggu KPU"; not "tidak perlu menunggu KPU"."""
    return any(not t.negated for t in s.of("PENDING"))


def _called_official(s: Statement) -> Iterator[Finding]:
    slot = "official_result_source"
    for source in s.of("SIREKAP", "QUICK_COUNT"):
        near = s.near(source, "OFFICIAL", "DECLARE_WINNER", within=6)
        if not near:
            continue
        token = near[0]
        text = s.text[source.start : source.end]
        kpu = [t for t in s.of("KPU") if 0 < s.gap(t, token) < s.gap(source, token)]
        tally = [
            t
            for t in s.near(token, "MANUAL_COUNT", "RECAP", within=4)
            if s.clause(t.start) == s.clause(token.start) and not s.has("ABOLISHED")
        ]
        if kpu or tally or "survei" in text or "exit" in text or _waits(s):
            continue
        no = token.negated or s.before_word(token.start, "NEG", within=2) is not None
        ahead = token.end <= source.start and s.text[token.start : token.end] == "resmi"
        ahead = ahead or 0 <= source.start - token.end <= 1
        if ahead and not no:
            continue  # "resmi merilis quick count"
        weak = s.text[token.start : token.end] in (
            "sah",
            "resmi",
            "final",
            "ditentukan",
            "ditetapkan",
        )
        yield Finding(
            slot,
            "official",
            *s.span(source, token),
            agrees=no,
            sure=not weak and s.has("DECLARE_WINNER"),
        )
        return


def _no_manual_count(s: Statement) -> Iterator[Finding]:
    for count in s.of("MANUAL_COUNT", "RECAP"):
        for gone in s.near(count, "ABOLISHED", "CANCEL", within=4):
            if gone.start < count.start and s.gap(gone, count) > 1:
                continue
            if not s.has("SIREKAP", "KPU", "MANUAL_COUNT", "ELECTION"):
                continue
            span = s.span(count, gone)
            yield Finding(
                "official_result_source", "manual_abolished", *span, agrees=gone.negated, sure=False
            )
            return


def _declared_by(s: Statement) -> Iterator[Finding]:
    """Only KPU determines results."""
    for act in s.of("DECLARE_WINNER"):
        other = s.near(
            act, "DECLARER", "BAWASLU", "MK", "SOLDIER", "POLICE", "QUICK_COUNT", within=6
        )
        if (
            not other
            or _waits(s)
            or _OTHER_RESULT.match(s.text, act.end)
            or _SUED.search(s.text, s.start, s.end)
        ):
            continue
        who = other[0]
        no = s.before_word(who.start, "NEG", within=2) or act.negated
        kpu = s.of("KPU")
        agrees = bool(no)
        if kpu and s.gap(kpu[0], act) < s.gap(who, act) and not agrees:
            continue
        sure = bool(s.has("ONLY", "NOW", "MUST", "CAN")) and not kpu
        yield Finding(
            "official_result_source", "declared_by", *s.span(who, act), agrees=agrees, sure=sure
        )
        return


def _disclaimer(s: Statement) -> Iterator[Finding]:
    """ "Lembaga survei tidak wajib menyatakan hasilnya bukan hasil resmi"."""
    for modal in s.modals():
        if modal.force != "need_not" or not s.has("QUICK_COUNT", "DECLARER"):
            continue
        if s.near(modal.token, "OFFICIAL", within=6) and s.has("QUICK_COUNT"):
            yield Finding("survey_disclaimer", "disclaimer", *s.span(modal.token), sure=False)
            return
