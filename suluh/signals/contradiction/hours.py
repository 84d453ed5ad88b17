"""From when until when can each class of voter vote, and when may quick counts appear?"""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import time

import msgspec

from suluh.signals.contradiction.events import event_of, heads
from suluh.signals.contradiction.frames import Finding, Statement, Token
from suluh.signals.contradiction.official import Official
from suluh.text.hours import SeenHours

_CLOCK = re.compile(
    r"\b(?:jam|pukul|pkl|tabuh|waktu indonesia|wib|wita|wit|o'clock|a\.?m|p\.?m|noon|midnight)\b|\d[.:]\d\d|\bat \d"
)
_EVENING = re.compile(r"\b(?:malam|sore|petang)(?: hari)?\s*$")
_OWN = re.compile(r"\btps[ -]?(?:ku|saya|kami|kita|gue|gw|aku|\d+)\b")
_VOTING = ("TPS", "VOTE", "DAY", "ELECTION", "ELECTION_2024", "VOTER", "DPK", "DPTB", "DPT", "TRANSFER",
    "VOTE_RIGHT", "UNLISTED", "ANYWHERE")  # fmt: skip
_CLASSES = {"DPK": "voting_hours_dpk", "DPTB": "voting_hours_dptb", "UNLISTED": "voting_hours_dpk",
    "TRANSFER": "voting_hours_dptb"}  # fmt: skip


def voting_hours(s: Statement, official: Official) -> Iterator[Finding]:
    """Opening and closing hours said of polling stations, per class of voter."""
    if s.elsewhere:
        return
    for seen in s.hours:
        if not _is_word(s, seen) or not _about_voting(s, seen):
            continue
        if finding := _held_against(s, seen, official):
            yield finding
    yield from _whole_day(s)
    yield from _by_prayer(s)
    yield from _late_queue(s)


def _is_word(s: Statement, seen: SeenHours) -> bool:
    """Clock times only: "jam 9", "09.00", "9-11 pagi"; a lone number beside a part of the day may count anything."""
    if seen.start and s.text[seen.start - 1].isalnum():
        return False
    return bool(_CLOCK.search(s.text, max(seen.start - 9, 0), seen.end + 5)) or bool(
        seen.opens and seen.closes
    )


def _about_voting(s: Statement, seen: SeenHours) -> bool:
    if s.has("WITNESS") and not s.has("VOTER", "VOTE"):
        return False
    event = event_of(s, seen)
    if event is not None and event.concept.startswith(("ELECTION", "GENERAL")):
        return s.has("TPS", "VOTE", "DAY", "OPEN", "CLOSE")
    if event is not None:
        return event.concept in _VOTING or (event.concept == "TRANSFER")
    if s.has("VOTER", "DPK", "DPTB", "DPT", "UNLISTED", "VOTE_RIGHT"):
        return True
    earlier = {t.concept for t in s.before}
    if earlier & {"COUNTING", "RECAP", "EVENT_OTHER", "QUICK_COUNT", "OTHER_ELECTION"}:
        return False
    topic = bool(earlier & {"TPS", "VOTE", "DAY", "UNLISTED", "DPTB"}) or "DAY" in s.post
    opening = any(w in s.text[s.start : s.end] for w in ("buka", "tutup", "layan", "open", "close"))
    both = seen.opens is not None and seen.closes is not None and "OPEN" in earlier
    return topic and (opening or both or s.has("UNTIL", "VISIT"))


def _class_slot(s: Statement, seen: SeenHours) -> str:
    """The slot of the class of voter that these hours are said of."""
    named = [t for t in s.of(*_CLASSES, "DPT") if s.clause(t.start) == s.clause(seen.start)]
    if not named and any(t.concept == "TPS" for t in _here(s, seen)):
        return "voting_hours"  # "polls 7 am to 1 pm, last hour for unlisted voters"
    named = named or s.of(*_CLASSES, "DPT") or [t for t in s.before if t.concept in _CLASSES]
    if not named:
        return "voting_hours"
    nearest = min(named, key=lambda t: abs(t.start - seen.start))
    return _CLASSES.get(nearest.concept, "voting_hours")


def _held_against(s: Statement, seen: SeenHours, official: Official) -> Finding | None:
    slot = _class_slot(s, seen)
    hours = official.hours(slot)
    seen = _closing(s, seen)
    if hours is None or _is_plan(s, seen, hours):
        return None
    opens, closes = hours
    span = _span(s, seen)
    if slot == "voting_hours" and _of_another_class(s, seen, official):
        return None
    no = s.before_word(seen.start, "NEG", within=2)
    denied = no is not None and not s.text[no.start : no.end].startswith(
        ("belum", "durung", "acan", "tanpa")
    )
    wrong = _wrong(s, seen, opens, closes)
    if wrong == ("", False):
        return None
    first_hand = _witnessed(s, official) and wrong is not None and wrong[0] == "opening"
    first_hand = first_hand or _own_evening(s, seen)
    if wrong is None:
        return (
            None if denied or not _agrees(s, seen) else Finding(slot, "hours", *span, agrees=True)
        )
    if denied:
        held = _agrees(s, seen) and _same_clause(s, seen)
        return Finding(slot, "negated_hours", *span, agrees=True) if held else None
    sure = (
        wrong[1]
        and not (official.posted and official.day >= official.poll)
        and not s.has("PLAN")
        and _same_clause(s, seen)
        and _said_of_a_station(s, seen)
    )
    return Finding(slot, wrong[0], *span, sure=sure, stance="testifies" if first_hand else None)


def _witnessed(s: Statement, official: Official) -> bool:
    """On polling day and after, somebody tells when a station really opened."""
    over = official.posted is not None and official.day >= official.poll
    return over and (
        s.has("FIRST_PERSON", "PAST", "JUST_AFTER") or bool(_OWN.search(s.text, s.start, s.end))
    )


_ALREADY_SHUT = re.compile(
    r"\b(?:sudah|wis|geus|tos|already) (?:selesai|tutup|ditutup|rampung|kelar|closed|over)\b"
)
_BESIDE = re.compile(r"\b(?:depan|dekat|sebelah|samping|seberang|belakang|ngarep|cedhak|deukeut) $")
# What people do around the vote: "debat golput vs nyoblos sampai jam 2 pagi", "antre nyoblos dari jam 6".
_DOINGS = re.compile(
    r"\b(?:debat|begadang|bergadang|nongkrong|ngobrol|ketiduran|tidur|turu|baru pulang|pulang ke|mudik|antre|antri"
    r"|ngantre|ngantri|antrean|macul|ngopi|disapu|masak|dandan|kelar"
    r"|mabar|nonton|masih bahas|bahas|rapat|mikir|galau|kukut)\b"
)
_DONE_WITH = ("selesai", "rampung", "kelar", "beres", "bubar", "rengse", "finish")


def _here(s: Statement, seen: SeenHours) -> list[Token]:
    clause = s.clause(seen.start)
    return [t for t in s.tokens if s.clause(t.start) == clause]


def _opens_or_shuts(s: Statement, tokens: list[Token]) -> bool:
    gates = [t for t in tokens if t.concept in ("OPEN", "CLOSE", "EXTEND", "SHORTEN")]
    return any(not s.text[t.start : t.end].startswith(_DONE_WITH) for t in gates)


def _said_of_a_station(s: Statement, seen: SeenHours) -> bool:
    """The hour is a polling station's or a rule: it opens, shuts or serves, or somebody may or must."""
    here = _here(s, seen)
    if _opens_or_shuts(s, here) or "layan" in s.text[s.start : s.end]:
        return True
    station = {"TPS", "DAY", "DPK", "DPTB", "UNLISTED", "TRANSFER", "CAN", "CANNOT", "MUST", "ONLY"}
    return any(t.concept in station or _NAMED.match(s.text, t.start) for t in here)


_NAMED = re.compile(r"(?:pencoblosan|pemungutan|coblosan|polling|voting)\b")


def _own_evening(s: Statement, seen: SeenHours) -> bool:
    """What somebody did until or from that hour; no station opens or shuts, nobody may or must."""
    here = _here(s, seen)
    ruled = any(
        t.concept in ("CAN", "CANNOT", "MUST", "ONLY", "DPK", "DPTB", "UNLISTED") for t in here
    )
    if ruled or _opens_or_shuts(s, here):
        return False
    return bool(_DOINGS.search(s.text, s.start, s.end))


def _agrees(s: Statement, seen: SeenHours) -> bool:
    """The official hours, and nothing in that clause that takes them back."""
    return not any(
        t.concept == "CANNOT" or (t.concept in ("CAN", "VOTE") and t.negated)
        for t in _here(s, seen)
    )


def _same_clause(s: Statement, seen: SeenHours) -> bool:
    """Voting and the hour stand together; else the hour may be another event's."""
    clause = s.clause(seen.start)
    here = {t.concept for t in s.tokens if s.clause(t.start) == clause}
    return bool(here & {"TPS", "VOTE", "DAY", "VOTER", "DPK", "DPTB", "UNLISTED", "TRANSFER"})


def _of_another_class(s: Statement, seen: SeenHours, official: Official) -> bool:
    """The hours of voters with an identity card or a transfer, said without naming the class."""
    pair = (seen.opens, seen.closes)
    named = s.has("KTP", "ENOUGH", "WITHOUT", "KTP_PHYSICAL")
    return named and pair in (
        official.hours("voting_hours_dpk"),
        official.hours("voting_hours_dptb"),
    )


def _closing(s: Statement, seen: SeenHours) -> SeenHours:
    """ "jam sepuluh TPS sudah ditutup": a lone hour beside a closing is one; "malam hari jam 8" is 20.00."""
    evening = _EVENING.search(s.text, max(seen.start - 14, s.start), seen.start)
    if evening and seen.opens and seen.opens.hour < 12 and not seen.closes:
        seen = msgspec.structs.replace(seen, opens=seen.opens.replace(hour=seen.opens.hour + 12))
    clause = s.clause(seen.start)
    here = {t.concept for t in s.tokens if s.clause(t.start) == clause}
    shuts = [t for t in s.of("CLOSE") if s.clause(t.start) == clause]
    other = [h for h in s.hours if h is not seen and s.clause(h.start) == clause]
    if shuts and shuts[0].start > seen.end and any(h.start > shuts[0].start for h in other):
        return seen  # "TPS bk jam 7 tutup jam 1": the closing hour comes after
    limit = "CLOSE" in here or "batas" in s.text[max(seen.start - 30, s.start) : seen.start]
    if seen.opens and not seen.closes and limit and not here & {"OPEN", "START_WORD"}:
        return msgspec.structs.replace(seen, opens=None, closes=seen.opens)
    return seen


def _wrong(s: Statement, seen: SeenHours, opens: time, closes: time) -> tuple[str, bool] | None:
    """What is wrong about these hours, and whether it is said outright; None when nothing is."""
    if seen.opens and seen.closes:
        if (seen.opens, seen.closes) == (opens, closes):
            return None
        return ("hours", True)
    if seen.closes and seen.closes > closes and _ALREADY_SHUT.search(s.text, s.start, s.end):
        return ("", False)
    if seen.closes and s.before_word(seen.start, "PENDING", within=3):
        return ("", False)  # "nunggu sampai jam 12" tells when one's turn begins
    if seen.closes and seen.closes != closes:
        return ("closing", s.has("CLOSE", "UNTIL", "ONLY", "OPEN", "EXTEND", "SHORTEN", "ADVANCE"))
    if seen.opens and seen.opens != opens:
        inside = opens <= seen.opens < closes
        said = seen.said and s.has("OPEN")
        if inside and not said and not s.has("CANNOT"):
            return ("", False)
        return ("opening", said)
    return None


def _is_plan(s: Statement, seen: SeenHours, hours: tuple[time, time]) -> bool:
    """An hour inside the opening hours at which somebody comes, was there, or is advised to come."""
    hour = seen.opens or seen.closes
    inside = hour is not None and hours[0] <= hour <= hours[1]
    if not inside:
        return False
    role = s.near_hours(seen, "OPEN", "CLOSE", "UNTIL", "EXTEND", "SHORTEN")
    visit = s.near_hours(seen, "VISIT", "ADVICE", "PAST", "BEFORE")
    if s.before_word(seen.start, "BEFORE", within=2) and not s.has("CANNOT", "CLOSE"):
        return True
    if visit and (not role or visit[0] < role[0]) and not s.has("ONLY", "CANNOT"):
        return True
    return (
        not role and not (seen.opens and seen.closes) and not s.has("ONLY", "DPK", "DPTB", "CANNOT")
    )


def _span(s: Statement, seen: SeenHours) -> tuple[int, int]:
    event = event_of(s, seen)
    near: list[Token] = [
        t for t in s.of("OPEN", "CLOSE", "DPK", "DPTB") if abs(t.start - seen.start) < 60
    ]
    return s.span(*([event] if event else []), *near, seen)


def _held_there(s: Statement, place: Token) -> bool:
    """Not "indomaret depan TPS buka 24 jam", "sampai malam menjelang pencoblosan", nor a station that does not open."""
    landmark = _BESIDE.search(s.text, s.start, place.start) or place not in heads(s)
    return not landmark and not (s.of("OPEN") and all(t.negated for t in s.of("OPEN")))


def _whole_day(s: Statement) -> Iterator[Finding]:
    """ "TPS buka 24 jam", "nyoblos sampai malam"."""
    for token in s.of("ALL_DAY"):
        place = [t for t in s.near(token, "TPS", "VOTE", "VOTER", within=6) if _held_there(s, t)]
        if place and not token.negated and (s.has("OPEN", "CAN", "EXTEND", "UNTIL", "CLOSE")):
            if s.has("KPPS", "COUNTING", "GUARDED", "ONLINE_OTHER", "EVENT_OTHER", "HELPER"):
                continue
            yield Finding("voting_hours", "closing", *s.span(place[0], token), sure=s.has("OPEN"))


def _by_prayer(s: Statement) -> Iterator[Finding]:
    """Times of day without a clock: "sampai Asar", "baru buka setelah Zuhur", "from noon"."""
    for part in s.of("PRAYER"):
        if not s.near(part, "TPS", "VOTE", "DAY", within=9) or s.has(
            "COUNTING", "KPPS", "DUTY", "EVENT_OTHER"
        ):
            continue
        until = s.before_word(part.start, "UNTIL", "CLOSE", within=2)
        since = s.before_word(part.start, "AROUND", "START_WORD", "JUST_AFTER", within=2)
        if s.before_word(part.start, "NEG", within=4):
            continue
        if until is not None or (since is not None and s.has("OPEN", "ONLY", "JUST_AFTER", "CAN")):
            token = until or since
            assert token is not None
            yield Finding("voting_hours", "part_of_day", *s.span(token, part), sure=False)
            return


def _late_queue(s: Statement) -> Iterator[Finding]:
    """Whoever queues at closing time is still served."""
    queue = [
        t
        for t in s.of("VISIT")
        if "ant" in s.text[t.start : t.end] or "queue" in s.text[t.start : t.end]
    ]
    late = any(time(13) in (h.opens, h.closes) for h in s.hours) or "13" in s.text[s.start : s.end]
    if not queue or not (late or s.has("CLOSE")):
        return
    for modal in s.modals():
        if modal.force in ("can", "cannot") and modal.token.start > queue[0].start:
            span = s.span(queue[0], modal.token)
            yield Finding("late_queue", "late_queue", *span, agrees=modal.force == "can")
            return


def quick_count(s: Statement, official: Official) -> Iterator[Finding]:
    """The earliest hour for quick counts."""
    earliest = official.moment("quick_count_earliest")
    counts = s.of("QUICK_COUNT")
    if not counts or earliest is None or s.elsewhere:
        return
    for seen in s.hours:
        hour = seen.opens or seen.closes
        event = event_of(s, seen)
        if (
            hour is None
            or event is None
            or event.concept not in ("QUICK_COUNT", "VOTE", "TPS", "ELECTION")
        ):
            continue
        if s.has("ANNOUNCE", "CAN", "OPEN", "START_WORD") and not s.has("PAST"):
            right = hour >= earliest.time().replace(tzinfo=None)
            negated = any(m.force == "cannot" for m in s.modals()) or bool(s.of("NEG"))
            negated = negated or "langgar" in s.text[s.start : s.end]
            if right or negated:
                agrees = hour == earliest.time().replace(tzinfo=None)
                if agrees:
                    yield Finding(
                        "quick_count_earliest", "hour", *s.span(counts[0], seen), agrees=True
                    )
                continue
            yield Finding("quick_count_earliest", "too_early", *s.span(counts[0], seen))
