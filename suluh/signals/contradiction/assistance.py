"""Who may be helped, by whom, and what helpers and polling staff may not do."""

from __future__ import annotations

from collections.abc import Iterator

from suluh.signals.contradiction.frames import Finding, Statement
from suluh.signals.contradiction.official import Official


def assistance(s: Statement, official: Official) -> Iterator[Finding]:
    """Helpers of voters with disabilities, secrecy, braille templates; neutrality of polling staff."""
    if s.elsewhere:
        return
    yield from _helper(s)
    yield from _secrecy(s)
    yield from _template(s)
    yield from _steering(s)


def _helper(s: Statement) -> Iterator[Finding]:
    slot = "disability_assistance"
    for helper in s.of("HELPER"):
        if not s.has("DISABLED", "MENTAL") and "dampin" not in s.text[helper.start : helper.end]:
            continue
        if not s.has("DISABLED", "VOTE", "TPS", "VOTER", "KPPS"):
            continue
        only = s.near(helper, "ONLY", within=4)
        for modal in s.modals():
            if modal.force in ("can", "cannot") and s.gap(modal.token, helper) <= 4:
                span = s.span(helper, modal.token)
                sure = s.has("DISABLED") and s.has("VOTE", "TPS")
                if not s.has("PROXY", "TELL_CHOICE", "DIRECT_CHOICE"):
                    if only:
                        yield Finding(slot, "helper_only", *span, sure=False)
                    else:
                        agrees = modal.force == "can"
                        yield Finding(slot, "helper", *span, agrees=agrees, sure=sure)
                    return
        if (helper.negated or only) and s.has("DISABLED"):
            yield Finding(slot, "helper", *s.span(helper, *s.of("DISABLED")[:1]), sure=False)
            return


def _secrecy(s: Statement) -> Iterator[Finding]:
    for told in s.of("TELL_CHOICE", "PROXY"):
        if not s.has("HELPER") or not s.has("DISABLED", "HELPER"):
            continue
        modals = [m for m in s.modals() if s.gap(m.token, told) <= 4]
        text = s.text[told.start : told.end]
        free = text.startswith(("tidak", "boleh")) or any(
            m.force in ("can", "must") for m in modals
        )
        if free or any(m.force == "cannot" for m in modals):
            agrees = not free
            yield Finding(
                "disability_assistance", "secrecy", *s.span(told), agrees=agrees, sure=False
            )
            return


def _template(s: Statement) -> Iterator[Finding]:
    for template in s.of("BRAILLE"):
        gone = template.negated or s.near(template, "ABOLISHED", "WITHOUT", within=3)
        if gone and s.has("DISABLED", "TPS", "BALLOT", "VOTE"):
            yield Finding("disability_assistance", "template", *s.span(template), sure=False)
            return


def _steering(s: Statement) -> Iterator[Finding]:
    slot = "kpps_neutral"
    for steer in s.of("DIRECT_CHOICE"):
        who = s.near(steer, "KPPS", "BAWASLU", "KPU", within=8)
        if not who:
            continue
        modals = [
            m
            for m in s.modals()
            if m.force in ("can", "cannot", "must") and s.gap(m.token, steer) <= 4
        ]
        text = s.text[steer.start : steer.end]
        if steer.negated or any(m.force == "cannot" for m in modals):
            yield Finding(slot, "steering", *s.span(steer, who[0]), agrees=True)
            return
        allowed = any(m.force in ("can", "must") for m in modals) or text.startswith(
            ("boleh", "bisa", "tidak")
        )
        if allowed:
            yield Finding(slot, "steering", *s.span(steer, who[0]), sure=who[0].end <= steer.start)
            return
