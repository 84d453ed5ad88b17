"""The stages of the election: their days, deadlines and durations."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date

from suluh.signals.contradiction.events import event_of
from suluh.signals.contradiction.frames import Finding, Number, Statement, Token
from suluh.signals.contradiction.official import Official
from suluh.text.dates import SeenDate

_RANGES = {
    "CAMPAIGN": "campaign_period",
    "QUIET": "quiet_period",
    "ADS": "media_ad_period",
    "REGISTRATION": "candidate_registration",
    "DETERMINATION": "candidate_determination",
    "DRAW": "ballot_number_draw",
}
_LEVELS = {
    "LEVEL_DISTRICT": "recap_district",
    "LEVEL_REGENCY": "recap_regency",
    "LEVEL_PROVINCE": "recap_province",
}
_NEAR = 8


def schedule(s: Statement, official: Official) -> Iterator[Finding]:
    """Days and deadlines said of a stage other than the vote itself."""
    if s.elsewhere:
        return
    for seen in s.dates:
        if finding := _stage_day(s, seen, official):
            yield finding
    yield from _holiday(s, official)
    yield from _quiet(s, official)
    yield from _transfer_open(s, official)
    yield from _days_counted(s, official)
    yield from _court(s)
    yield from _report_anytime(s)
    yield from _no_reason(s, official)
    yield from _notice_request(s, official)
    yield from _recap_dropped(s)
    yield from _replacement_late(s)


def _stage_day(s: Statement, seen: SeenDate, official: Official) -> Finding | None:
    event = event_of(s, seen)
    if event is None or seen.grain != "day" or abs(s.word(seen.start) - event.last) > _NEAR + 4:
        return None
    if event.concept in ("TRANSFER", "DPTB"):
        return _transfer_day(s, seen, event, official)
    if event.concept == "NOTICE_STAGE":
        return _notice_day(s, seen, event, official)
    if event.concept == "REPLACE_CANDIDATE":
        return _replacement_day(s, seen, event, official)
    slot, span = _stage(s, event, official)
    if slot is None or span is None:
        return None
    wrong = _outside(s, seen, span)
    if wrong is None:
        return None
    negated = s.before_word(seen.start, "NEG", within=2) is not None
    return Finding(slot, "day", *s.span(event, seen), agrees=negated or not wrong, sure=False)


def _stage(
    s: Statement, event: Token, official: Official
) -> tuple[str | None, tuple[date, date] | None]:
    if event.concept in _RANGES:
        slot = _RANGES[event.concept]
        return slot, official.date(slot)
    if event.concept == "RECAP":
        level = s.near(event, *_LEVELS, within=3)
        slot = _LEVELS[level[0].concept] if level else "count_and_recap"
        return slot, official.date(slot)
    if event.concept == "COUNTING":
        return "count_and_recap", official.date("count_and_recap")
    part = {"COKLIT": "coklit", "LIST_UPDATE": "update"}.get(event.concept)
    days = official.field("voter_list_update", part) if part else None
    if not days:
        return None, None
    return "voter_list_update", (date.fromisoformat(days["start"]), date.fromisoformat(days["end"]))


def _outside(s: Statement, seen: SeenDate, stage: tuple[date, date]) -> bool | None:
    """Whether these days contradict the stage's; None when they say nothing of it."""
    first, last = stage
    if abs((seen.first - first).days) > 300:
        return None
    if seen.first != seen.last and not seen.relative:
        whole = s.before_word(
            seen.start, "START_WORD", "QUIET", "CAMPAIGN", "ADS", "HELD", within=4
        )
        inside = first <= seen.first and seen.last <= last
        return (seen.first, seen.last) != stage if whole or not inside else None
    if s.before_word(seen.start, "END_WORD", "DEADLINE", "CLOSE", "EXTEND", within=3):
        return seen.first != last
    if s.before_word(seen.start, "START_WORD", "OPEN", within=3):
        return seen.first != first
    inside = first <= seen.first <= last
    if first != last and s.before_word(seen.start, "ONLY", within=3):
        return True
    if first == last:
        return not inside
    return None if inside else True


def _transfer_day(s: Statement, seen: SeenDate, event: Token, official: Official) -> Finding | None:
    """Two deadlines: general grounds thirty days before, special grounds seven days before."""
    general = official.date("transfer_deadline_general")
    special = official.date("transfer_deadline_special")
    if general is None or special is None:
        return None
    limit = s.has("DEADLINE", "CLOSE", "UNTIL", "CAN", "OPEN", "END_WORD")
    if not limit or (s.before_word(seen.start, "START_WORD", within=0) and not s.has("CLOSE")):
        return None
    days = {general[0], special[0]}
    slot = "transfer_deadline_general"
    if s.has("REASON_SPECIAL") and not s.has("REASON_GENERAL"):
        days, slot = {special[0]}, "transfer_deadline_special"
    elif s.has("REASON_GENERAL") and not s.has("REASON_SPECIAL"):
        days = {general[0]}
    agrees = seen.last in days
    if not agrees and seen.last < min(days) and not s.has("CLOSE", "DEADLINE"):
        return None
    return Finding(slot, "deadline", *s.span(event, seen), agrees=agrees, sure=False)


def _transfer_open(s: Statement, official: Official) -> Iterator[Finding]:
    """ "masih bisa urus pindah memilih" after the last deadline."""
    special = official.date("transfer_deadline_special")
    for token in s.of("TRANSFER", "DPTB"):
        if (
            special is None
            or official.posted is None
            or official.day <= special[0]
            or s.has("PAST")
        ):
            continue
        can = [m for m in s.modals() if m.force == "can" and s.gap(m.token, token) <= 3]
        text = s.text[s.start : s.end]
        if (
            can
            and ("masih" in text or "still" in text or "urus" in text)
            and can[0].token.end <= token.start
        ):
            span = s.span(can[0].token, token)
            yield Finding("transfer_deadline_special", "still_open", *span, sure=False)
            return


def _notice_day(s: Statement, seen: SeenDate, event: Token, official: Official) -> Finding | None:
    deadline = official.date("notice_deadline")
    if deadline is None or not s.has("DEADLINE", "END_WORD"):
        return None
    asked = any(w in s.text[s.start : s.end] for w in ("minta", "ambil", "request", "jemput"))
    if asked:
        deadline = official.date("notice_request") or deadline
    agrees = seen.last == deadline[1]
    return Finding("notice_deadline", "deadline", *s.span(event, seen), agrees=agrees, sure=False)


def _replacement_day(
    s: Statement, seen: SeenDate, event: Token, official: Official
) -> Finding | None:
    last = official.field("candidate_replacement_cutoff", "date")
    if last is None:
        return None
    agrees = seen.last <= date.fromisoformat(last) or not any(m.force == "can" for m in s.modals())
    slot = "candidate_replacement_cutoff"
    return Finding(slot, "deadline", *s.span(event, seen), agrees=agrees, sure=False)


def _replacement_late(s: Statement) -> Iterator[Finding]:
    """ "calon masih bisa diganti sampai hari H"."""
    for token in s.of("REPLACE_CANDIDATE"):
        until = s.near(token, "UNTIL", "END_WORD", within=4)
        cannot = any(m.force == "cannot" for m in s.modals())
        late = s.near(token, "DAY", "VOTE", within=10) or "hari h" in s.text[s.start : s.end]
        if until and late and not cannot:
            slot = "candidate_replacement_cutoff"
            yield Finding(slot, "deadline", *s.span(token, until[0]), sure=False)
            return


def _holiday(s: Statement, official: Official) -> Iterator[Finding]:
    """Polling day is a national holiday."""
    slot = "voting_day_holiday"
    poll_day = any(d.first == official.poll for d in s.dates)
    day = s.of("DAY", "ELECTION", "VOTE", "ELECTION_2024")
    if not poll_day and not day:
        return
    for seen in s.dates:
        near = [
            t for t in s.of("HOLIDAY") if abs(s.word(seen.start) - t.last) <= 4 and not t.negated
        ]
        if (
            near
            and seen.first != official.poll
            and not poll_day
            and seen.grain == "day"
            and s.has("VOTE", "DAY")
        ):
            yield Finding(slot, "other_day", *s.span(near[0], seen), sure=False)
            return
    if any(d.first != official.poll for d in s.dates) and not poll_day:
        return
    for token in s.of("WORKDAY", "HOLIDAY"):  # what is said of work comes first
        # The phrases that begin with a negation say the opposite as a whole.
        free = (token.concept == "HOLIDAY") != token.negated
        free = free and not s.near(token, "CANCEL", "ABOLISHED", "LOST", within=1)
        if free and not _all_are_free(s, token):
            continue
        said = poll_day or s.near(token, "DAY", "ELECTION", "VOTE", within=6)
        if not said or s.has("FIRST_PERSON", "PAST"):
            continue
        if (
            not free
            and s.has("HOLIDAY")
            and token.concept == "WORKDAY"
            and not s.text[token.start : token.end].startswith(_NOT_FREE)
            and not s.of("HOLIDAY")[0].negated
        ):
            continue
        # The negation is part of what is said, not a refutation of it.
        own = s.text[token.start : token.end].startswith(_NOT_FREE) or token.negated
        stance = "asserts" if own and not free and "?" not in s.ending else None
        yield Finding(
            slot,
            "holiday",
            *s.span(token, *_beside(s, token, day)),
            agrees=free,
            sure=False,
            stance=stance,
        )
        return


_NOT_FREE = ("bukan", "tidak", "dudu", "sanes", "ora", "teu", "not ")
_ANOTHER_HOLIDAY = re.compile(
    r"\W+(?:natal|lebaran|imlek|panjang|semester|akhir tahun|waisak|nyepi|ke\b)"
)


def _all_are_free(s: Statement, holiday: Token) -> bool:
    """A holiday for everyone on polling day: not only for some, not one taken back, not another feast."""
    if any(t.negated or t.concept == "WORKDAY" for t in s.of("HOLIDAY", "WORKDAY")):
        return False
    if s.before_word(holiday.start, "ONLY", within=4) or s.has("LOST", "CANCEL", "ABOLISHED"):
        return False
    return not _ANOTHER_HOLIDAY.match(s.text, holiday.end)


def _beside(s: Statement, token: Token, day: list[Token]) -> list[Token]:
    """The word for the vote in the clause of the holiday, if it has one."""
    return [d for d in day if s.clause(d.start) == s.clause(token.start)][:1]


def _quiet(s: Statement, official: Official) -> Iterator[Finding]:
    """How long the quiet period is, and what may not be done in it."""
    days = official.date("quiet_period")
    for quiet in s.of("QUIET"):
        gone = [
            t
            for t in s.near(quiet, "ABOLISHED", "CANCEL", within=4)
            if not t.negated and t.start > quiet.start
        ]
        changed = s.near(quiet, "SHORTEN", "EXTEND", within=3)
        gone = gone or [t for t in changed if not t.negated]
        if gone:
            yield Finding("quiet_period", "abolished", *s.span(quiet, gone[0]), sure=False)
            return
        for number in s.numbers:
            if (
                number.unit in ("hari", "days", "dinten", "poe", "dina")
                and days
                and abs(number.first - quiet.last) <= 4
            ):
                agrees = number.value == (days[1] - days[0]).days + 1
                yield Finding(
                    "quiet_period", "length", *s.span(quiet, number), agrees=agrees, sure=False
                )
                return
        for modal in s.modals():
            act = s.near(modal.token, "CAMPAIGN", "QUICK_COUNT", "ADS", within=5)
            fined = s.near(modal.token, "SANCTION", within=2)
            if (
                act
                and not fined
                and modal.force in ("can", "cannot")
                and s.gap(modal.token, quiet) <= 10
            ):
                slot = "survey_quiet_ban" if act[0].concept == "QUICK_COUNT" else "quiet_period"
                agrees = modal.force == "cannot"
                yield Finding(
                    slot, "allowed", *s.span(modal.token, act[0], quiet), agrees=agrees, sure=False
                )
                return


_ONE_DAY = re.compile(r"\b(\d)\s?x\s?24 jam\b")


def _days_counted(s: Statement, official: Official) -> Iterator[Finding]:
    """Deadlines counted in days: court filing, court ruling, winners, reports, their handling."""
    numbers = list(s.numbers)
    if once := _ONE_DAY.search(s.text, s.start, s.end):
        numbers.append(Number(float(once[1]), *once.span(), s.word(once.start()), "hari"))
    for number in numbers:
        days = _in_days(number, s)
        if days is None:
            continue
        slot, right = _counted_slot(s, number, official)
        if (
            slot
            and right
            and s.has("DEADLINE", "END_WORD", "UNTIL", "CAN", "MUST", "RULING", "ONLY")
        ):
            agrees = days in right
            at = s.of("MK", "REPORT_VIOLATION", "FOLLOW_UP", "ELECTED_STAGE")[:1]
            yield Finding(slot, "days", *s.span(number, *at), agrees=agrees, sure=False)
            return


def _in_days(number: Number, s: Statement) -> float | None:
    if number.unit in ("hari", "days", "day", "dinten", "poe", "dina"):
        return number.value
    if number.unit in ("jam", "hours") and number.value in (24, 48, 72):
        return number.value / 24
    if number.unit in ("minggu", "pekan", "weeks", "week"):
        return number.value * 7
    if number.unit in ("bulan", "months", "month", "sasi", "wulan"):
        return number.value * 30
    return None


def _counted_slot(
    s: Statement, number: Number, official: Official
) -> tuple[str | None, set[float]]:
    if s.has("MK"):
        filing = official.field("mk_filing_deadline", "filing_working_days")
        ruling = official.field("mk_filing_deadline", "ruling_working_days")
        if filing is None or s.has("REVOTE"):
            return None, set()
        return "mk_filing_deadline", {float(ruling)} if s.has("RULING") else {
            float(filing),
            float(ruling),
        }
    if s.has("REPORT_VIOLATION"):
        slot = "handling_deadline" if s.has("FOLLOW_UP") else "report_deadline"
        fact = official.fact(slot)
        known = {"report_deadline": {7.0}, "handling_deadline": {3.0, 2.0, 5.0}}[slot]
        return (slot, known) if fact else (None, set())
    if s.has("ELECTED_STAGE"):
        most = official.field("elected_determination", "max_days")
        return ("elected_determination", {float(most), 3.0}) if most else (None, set())
    return None, set()


def _report_anytime(s: Statement) -> Iterator[Finding]:
    """ "lapor ke Bawaslu bisa kapan saja": there are seven days."""
    for report in s.of("REPORT_VIOLATION"):
        anytime = [t for t in s.near(report, "ANYTIME", within=8) if not t.negated]
        if anytime and not s.has("ONLINE_OTHER", "CANNOT"):
            yield Finding("report_deadline", "anytime", *s.span(report, anytime[0]), sure=False)
            return


def _no_reason(s: Statement, official: Official) -> Iterator[Finding]:
    """A ground for a transfer that the rule lists, said to be none."""
    for none in s.of("NO_REASON"):
        ground = s.near(
            none, "REASON_LISTED", "REASON_GENERAL", "REASON_SPECIAL", "DISABLED", within=8
        )
        if ground and s.has("TRANSFER", "DPTB"):
            slot = (
                "transfer_reasons_general"
                if official.fact("transfer_reasons_general")
                else "transfer_reasons_special"
            )
            yield Finding(slot, "no_reason", *s.span(none, ground[0]), sure=False)
            return


_REQUEST = re.compile(
    r"\b(?:minta|njaluk|menta|pénta|penta|mamintak|request|ask for)"
    r" (?:\w+ )?(?:undangan|c6|layang|uleman?|surat undangan|invitation)"
)


def _notice_request(s: Statement, official: Official) -> Iterator[Finding]:
    """Asking for one's notice said to be over while its days still run."""
    last = official.date("notice_request")
    asked = _REQUEST.search(s.text, s.start, s.end)
    if last is None or asked is None or official.posted is None or official.day > last[1]:
        return
    closed = [
        m.token
        for m in s.modals()
        if m.force == "cannot" and abs(m.token.start - asked.start()) < 60
    ]
    if closed and any(
        w in s.text[s.start : s.end]
        for w in ("sudah", "lagi", "wis", "geus", "no longer", "anymore")
    ):
        begin, end = min(closed[0].start, asked.start()), max(closed[0].end, asked.end())
        yield Finding("notice_request", "closed", begin, end, sure=False)


def _court(s: Statement) -> Iterator[Finding]:
    """Results may be disputed at the Constitutional Court, within days."""
    for court in s.of("MK"):
        act = [
            w
            for w in ("gugat", "sengketa", "permohonan", "dispute", "challenge")
            if w in s.text[s.start : s.end]
        ]
        if not act:
            continue
        anytime = s.near(court, "ANYTIME", within=8)
        cannot = [m for m in s.modals() if m.force == "cannot" and s.gap(m.token, court) <= 5]
        if anytime and not anytime[0].negated:
            yield Finding("mk_filing_deadline", "anytime", *s.span(court, anytime[0]), sure=False)
            return
        if (
            cannot
            and cannot[0].token.concept == "CAN"
            and s.has("ELECTION", "ELECTION_2024", "RECAP")
            and not any(n.unit == "hari" for n in s.numbers)
        ):
            yield Finding(
                "mk_filing_deadline", "no_court", *s.span(court, cannot[0].token), sure=False
            )
            return


def _recap_dropped(s: Statement) -> Iterator[Finding]:
    """The tiers of tabulation are not skipped."""
    for recap in s.of("RECAP", "MANUAL_COUNT"):
        gone = [t for t in s.near(recap, "ABOLISHED", "CANCEL", within=6) if not t.negated]
        if gone and gone[0].start > recap.start and not s.has("EVENT_OTHER"):
            yield Finding("count_and_recap", "skipped", *s.span(recap, gone[0]), sure=False)
            return
