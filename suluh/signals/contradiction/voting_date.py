"""On which day is the vote, and is it moved or cancelled?"""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import timedelta

from suluh.signals.contradiction.events import VOTE, event_of, heads, is_vote
from suluh.signals.contradiction.frames import Finding, Statement, Token
from suluh.signals.contradiction.offices import races_not_held
from suluh.signals.contradiction.official import Official
from suluh.text.dates import SeenDate

SLOT = "voting_date"
_MOVES = {"POSTPONE": "postponed", "ADVANCE": "advanced", "CANCEL": "cancelled"}
_FIRM = ("DAY", "HELD", "VISIT", "POSTPONE", "ADVANCE", "VOTE", "TPS", "KEEP")
# Things that are called off or moved without the vote being so.
_OTHER_SUBJECTS = ("PAIR", "BALLOT", "INVITATION", "EVENT_OTHER", "KPPS", "QUICK_COUNT", "RECAP",
    "CAMPAIGN", "DETERMINATION", "ELECTED_STAGE", "ANNOUNCE", "LOW_TURNOUT", "ABSTAIN", "MARK_MULTI",
    "REGISTRATION", "COUNTING", "MK", "VOTES_OF", "SOLE_CANDIDATE", "TRANSFER", "NOTICE_STAGE",
    "MANUAL_COUNT", "SIREKAP", "VOTE_RIGHT", "QUIET", "INVALID", "VALID", "DAMAGED", "DPT", "SIGNATURE",
    "UNLISTED", "WITHOUT")  # fmt: skip
# "jangan lupa tanggal 27" reminds; it forbids nothing.
_REMINDS = re.compile(
    r"(?:jangan|ojo|aja|ulah|tong|do not|don't)(?: sampai| nganti)? "
    r"(?:lupa|lali|kelalen|poho|hilap|telat|kelewat\w*|lewat\w*|ketinggalan|salah|golput|khawatir"
    r"|kuatir|bingung|kesiangan|sampai|sia\w*|forget|miss|be late|males|malas|ragu|abai\w*)"
)
_NEXT_DAYS = ("besok", "lusa", "hari ini", "tomorrow", "today", "depan", "tanggal", "next")
_CALLS_OFF = (
    "pembatalan",
    "tidak ada",
    "membatalkan",
    "meniadakan",
    "cancelled",
    "canceled",
    "called off",
    "scrapped",
)
_FORBIDDERS = ("jangan", "aja ", "ojo", "ulah", "tong", "don't", "do not")
_SEASON = timedelta(days=240)
_COUNTDOWN = re.compile(r"h ?[-+] ?\d")  # "H-7 pemungutan suara" counts days, it moves none
_FORBIDDEN_ACT = re.compile(
    r"(?:jangan|aja|ojo|ulah|tong|don't|do not) (?:\w+ )?(?:datang|dateng|teka|hadir|ke|ka|menyang|nyoblos|mencoblos"
    r"|pergi|milih|memilih|pada|di|tanggal|hari|come|go|vote|berangkat)\b"
)
_ABSENT = re.compile(
    r"(?:tidak|ora|teu|belum) (?:sempat|sempet|bisa|hadir|datang|masuk|ada|kober|dapat)\b"
)
_PURPOSE = re.compile(
    r"\b(?:biar|supaya|agar|sangkan|ben|demi|so that|in order to|boikot)\b[^.,;]{0,20}$"
)


def voting_date(s: Statement, official: Official) -> Iterator[Finding]:
    """Days said of the vote, then moves and cancellations that name no day."""
    if s.elsewhere or races_not_held(s, official):
        return
    said = [f for seen in s.dates if (f := _day(s, seen, official))]
    yield from said
    if not any(not f.agrees for f in said):
        yield from _moves(s, official)
    for split in s.of("SPLIT"):
        if voting := s.near(split, "VOTE", "DAY", "ELECTION", within=6):
            yield Finding(SLOT, "split", *s.span(split, voting[0]), sure=False)


def _day(s: Statement, seen: SeenDate, official: Official) -> Finding | None:
    event = _moved_vote(s, seen) or event_of(s, seen)
    if (
        event is None
        and s.has("KPU", "CANCEL")
        and (found := _poll_day_cancelled(s, seen, official))
    ):
        return found
    if event is None and not s.of(*_MOVES):
        return _after_the_vote(s, seen, official)
    if event is None or _moves_something_else(s, seen):
        return None
    if not is_vote(event) or seen.grain == "year" or _COUNTDOWN.match(s.text, seen.start):
        return None
    if event.concept == "VOTER" and s.has("INVITATION", "NOTICE_STAGE"):
        return None  # the day by which notices reach voters
    gap = _words_apart(s, event, seen)
    moved = _moved_vote(s, seen) is not None
    if (gap > 12 and not moved) or _in_brackets(s, seen) or _outside_season(s, seen, official):
        return None
    move = s.of(*_MOVES)
    if (
        event.concept.startswith("ELECTION")
        and event.start > seen.end
        and not s.has("HELD", "DAY", "VOTE", "TPS")
    ):
        return None
    if (
        event.concept in ("ELECTION", "ELECTION_2024", "GENERAL_ELECTION")
        and gap > (10 if s.has("VOTE", "DAY") else 6)
        and not move
    ):
        return None
    right, weekday_wrong = _holds(seen, official)
    if right and not weekday_wrong:
        found = _right(s, seen, event)
        return None if found and found.agrees and not _agrees(s, seen, event) else found
    if seen.relative and not s.of(*_MOVES) and _named_right(s, seen, official):
        return None
    if _told_away(s, seen):
        away = Finding(SLOT, "negated_other_day", *s.span(event, seen), agrees=True)
        return away if _agrees(s, seen, event) else None
    if _just_passing(s, seen, event, official):
        return None
    kind = "weekday" if weekday_wrong and right else "other_day"
    firm = (
        (official.posted is not None or seen.year_said)
        and not seen.tentative
        and (not seen.relative or event.concept == "DAY" or bool(move))
    )
    sure = firm and seen.grain == "day" and (s.has(*_FIRM) or gap <= 3) and not s.has("PLAN")
    return Finding(SLOT, kind, *s.span(event, seen), sure=sure)


def _agrees(s: Statement, seen: SeenDate, event: Token) -> bool:
    """Whether the day is said of the vote itself, in its own clause, and of nothing that is split or put off.

    "malam ini datangi rumah ketua KPPS" names an official day and says nothing of the vote.
    """
    if s.clause(event.start) != s.clause(seen.start) or s.has("SPLIT", "POSTPONE", "ADVANCE"):
        return False
    if seen.relative or event.concept in ("TPS", "VOTER", "ANYWHERE"):
        acts = s.near(event, "VOTE", "DAY", "HELD", "VISIT", "OPEN", within=4)
        return event.concept in ("VOTE", "DAY") or bool(acts)
    return True


def _after_the_vote(s: Statement, seen: SeenDate, official: Official) -> Finding | None:
    """The day alone, in the sentence after one about voting: "Ayo nyoblos! Sabtu tanggal 30 ya."."""
    earlier = {t.concept for t in s.before}
    if not earlier & {"VOTE", "DAY"} or earlier & {
        "EVENT_OTHER",
        "CAMPAIGN",
        "RECAP",
        "COUNTING",
        "QUIET",
    }:
        return None
    if (
        seen.grain != "day"
        or seen.first <= official.day
        or _in_brackets(s, seen)
        or _holds(seen, official)[0]
    ):
        return None
    if _named_right(s, seen, official) or not s.has(
        "ONLY", "VISIT", "OPEN", "HELD", "KEEP", "MUST"
    ):
        return None
    return Finding(SLOT, "other_day", seen.start, seen.end, sure=False)


def _named_right(s: Statement, seen: SeenDate, official: Official) -> bool:
    """The official weekday by name, or the official day said beside a "tonight" or "this week"."""
    words = s.text[seen.start : seen.end]
    if seen.weekday == official.poll.weekday() and not any(w in words for w in _NEXT_DAYS):
        return True
    return any(d is not seen and d.first == d.last == official.poll for d in s.dates)


def _moved_vote(s: Statement, seen: SeenDate) -> Token | None:
    """The vote, when a move of it stands before the day: "diundur sampai selesai panen, tanggal 5"."""
    for token in s.of("POSTPONE", "ADVANCE"):
        if token.end <= seen.start and not token.negated and (subject := _subject(s, token)):
            return subject
    return None


def _poll_day_cancelled(s: Statement, seen: SeenDate, official: Official) -> Finding | None:
    """ "27 November dibatalkan": the day stands for the vote."""
    if (
        seen.first != official.poll
        or seen.last != official.poll
        or s.has("EVENT_OTHER", "HOLIDAY", "PAIR")
    ):
        return None
    gone = [
        t for t in s.of("CANCEL") if 0 <= t.first - s.word(seen.end - 1) - 1 <= 2 and not t.negated
    ]
    return Finding(SLOT, "cancelled", *s.span(seen, gone[0]), sure=False) if gone else None


def _moves_something_else(s: Statement, seen: SeenDate) -> bool:
    """ "Pertandingan ditunda ke tanggal 30, lapangannya dipakai TPS"."""
    clause = s.clause(seen.start)
    moves = [t for t in s.of("POSTPONE", "ADVANCE") if s.clause(t.start) == clause]
    return bool(moves) and all(_subject(s, t) is None for t in moves)


def _right(s: Statement, seen: SeenDate, event: Token) -> Finding | None:
    """The official day: agreed with, or told away ("jangan datang tanggal 27")."""
    gone = [
        t for t in s.of("CANCEL") if 0 <= t.first - s.word(seen.end - 1) - 1 <= 2 and not t.negated
    ]
    if gone and seen.first == seen.last and not s.has("EVENT_OTHER", "HOLIDAY", "PAIR"):
        return Finding(SLOT, "cancelled", *s.span(seen, gone[0]))
    if s.before_word(seen.start, "FORMERLY", within=2) or s.of(*_MOVES):
        return None
    if _told_away(s, seen):
        return Finding(SLOT, "right_day_denied", *s.span(event, seen))
    return Finding(SLOT, "day", *s.span(event, seen), agrees=True)


def _told_away(s: Statement, seen: SeenDate) -> bool:
    """A negation reaches this day: "bukan tanggal 30", "jangan datang tanggal 27"."""
    no = s.before_word(seen.start, "NEG", within=5)
    if no is None or s.clause(no.start) != s.clause(seen.start):
        return False
    if _REMINDS.match(s.text, no.start) or _ABSENT.match(s.text, no.start):
        return False
    if s.text.startswith(_FORBIDDERS, no.start) and not _FORBIDDEN_ACT.match(s.text, no.start):
        return False
    between = [t for t in s.tokens if no.last < t.first and t.end <= seen.start]
    passing = (
        "VISIT",
        "VOTE",
        "TPS",
        "DAY",
        "HELD",
        "BRING",
        "POSTPONE",
        "NOW",
        "KEEP",
        "ELECTION",
    )
    text = s.text[no.start : no.end]
    if text.startswith(("tanpa", "belum", "durung", "without")):
        return False
    if any(t.concept in ("POSTPONE", "ADVANCE") for t in between):
        return True
    if any(t.concept not in passing for t in between):
        return False
    close = s.word(seen.start) - no.last - 1 <= 1
    forbids = text.startswith(
        ("jangan", "aja", "ojo", "ulah", "tong", "don", "not", "bukan", "dudu", "sanes", "lain")
    )
    return forbids or (close and not between)


def _holds(seen: SeenDate, official: Official) -> tuple[bool, bool]:
    """Whether the day is the official one, and whether the weekday named beside it is wrong."""
    poll = official.poll
    right = seen.first <= poll <= seen.last
    wrong = seen.weekday is not None and seen.weekday != poll.weekday() and not seen.relative
    return right, wrong


def _outside_season(s: Statement, seen: SeenDate, official: Official) -> bool:
    """Another year is another election, unless this one is said to move there."""
    if abs(seen.first - official.poll) <= timedelta(days=60):
        return False
    if seen.first > official.poll and (s.has("POSTPONE", "ADVANCE") or not seen.year_said):
        return False
    return seen.first < official.poll - _SEASON or seen.first.year > official.poll.year


def _just_passing(s: Statement, seen: SeenDate, event: Token, official: Official) -> bool:
    """A past or present day mentioned near the vote without being said to be its day."""
    today = official.posted.date() if official.posted else None
    if s.has("POSTPONE", "ADVANCE"):
        return bool(s.has("POSTPONE_OTHER"))
    if today and today > official.poll:
        return True
    if today and seen.first < today:
        return True
    if (
        s.has("FORMERLY")
        and s.before_word(seen.start, "FORMERLY", within=1)
        and not _until(s, seen)
    ):
        return True
    stretch = seen.last - seen.first > timedelta(days=2)
    return stretch and event.concept not in ("DAY", "VOTE")


def _until(s: Statement, seen: SeenDate) -> bool:
    return s.before_word(seen.start, "HELD", "DAY", within=3) is not None


def _in_brackets(s: Statement, seen: SeenDate) -> bool:
    """ "(20/11/2024)": the day of a report, not of the vote."""
    ahead = s.text[max(seen.start - 3, 0) : seen.start].rstrip()
    return ahead.endswith("(")


def _words_apart(s: Statement, token: Token, seen: SeenDate) -> int:
    here, last = s.word(seen.start), s.word(max(seen.end - 1, seen.start))
    return max(here - token.last - 1, token.first - last - 1, 0)


def _moves(s: Statement, official: Official) -> Iterator[Finding]:
    if official.posted and official.posted.date() > official.poll:
        return
    for token in s.of(*_MOVES):
        subject = _subject(s, token)
        if subject is None or subject.concept in ("TPS", "ANYWHERE", "VOTER"):
            continue  # a polling station that moves to another place
        if s.has("PLAN", "ONLINE", "PROXY") or _PURPOSE.search(s.text, s.start, subject.start):
            continue
        if s.has("KEEP") and any(d.first == d.last == official.poll for d in s.dates):
            continue  # "tidak jadi tanggal 5, tetap 27 November"
        if _undone(s, token):
            yield Finding(SLOT, "kept", *s.span(subject, token), agrees=True)
            return
        sure = not s.has("PLAN", "FIRST_PERSON") and _complete(s, subject, token)
        sure = sure and (bool(s.dates) or not s.text[token.start : token.end].endswith(" ke"))
        yield Finding(SLOT, _MOVES[token.concept], *s.span(subject, token), sure=sure)
        return


def _subject(s: Statement, token: Token) -> Token | None:
    """What is moved: the vote only when nothing else stands nearer."""
    events = heads(s)
    near = s.near(token, *VOTE, "HOLIDAY", *_OTHER_SUBJECTS, within=9)
    near = [t for t in near if t.concept not in VOTE or t in events]
    near.sort(key=lambda t: s.gap(t, token) + (4 if t.start > token.start else 0))
    same = [t for t in near if s.clause(t.start) == s.clause(token.start)]
    if not same and _opens_clause(s, token):
        same = near
    same = [t for t in same if not (t.concept == "WITHOUT" and t.start > token.start)]
    if not same or same[0].concept not in VOTE:
        return None
    best = same[0]
    if token.concept == "CANCEL" and (best.start > token.start or s.gap(best, token) > 5):
        verbal = s.text[token.start : token.end].startswith(_CALLS_OFF)
        return best if verbal else None
    if token.concept == "CANCEL" and best.concept == "TPS":
        return None
    return best


def _opens_clause(s: Statement, token: Token) -> bool:
    """Hardly a word before it in its clause, so that its subject must stand earlier."""
    begin = max((c for c in s.cuts if c <= token.start), default=s.start)
    return token.first - s.word(begin) <= 2


def _undone(s: Statement, token: Token) -> bool:
    """ "tidak diundur", "tidak jadi diundur", "batal ditunda"."""
    calls_off = [t for t in s.of("CANCEL") if t is not token and 0 <= token.first - t.last - 1 <= 1]
    return token.negated or bool(calls_off)


def _complete(s: Statement, subject: Token, token: Token) -> bool:
    if s.text[token.start : token.end].startswith("tidak ada"):
        return False  # "tidak ada pemilihan bupati" may be so elsewhere
    if subject.concept in ("TPS", "GENERAL_ELECTION", "VOTER", "ANYWHERE"):
        return False
    if token.concept == "ADVANCE":
        return s.gap(subject, token) <= 4
    return s.gap(subject, token) <= 5
