"""The days on which campaigning, polls and early counts are forbidden, read from the official facts.

`quiet_campaign` (actor): a campaign call by a party, candidate, campaign, registered or media account inside the quiet
period or before the polls close. Citizens are not bound and never signalled. `quiet_poll`: a poll published in the
quiet period. `premature_count`: a quick count or exit poll before the hour at which they may appear, by the post's
time or by the hour the post itself names. Rules QUIET-CAMP, QUIET-POLL.
"""

from __future__ import annotations

from datetime import datetime, time
from typing import TYPE_CHECKING, NamedTuple

from suluh.content import WIB, Author, Post
from suluh.facts import Facts
from suluh.facts.values import DateRangeValue, DateTimeValue, DateValue
from suluh.signals.campaigning import first_call
from suluh.signals.scene import Scene, scenes
from suluh.signals.signal import Against, Signal, Stance
from suluh.signals.standing import is_meant

if TYPE_CHECKING:
    from suluh.knowledge import Knowledge
    from suluh.signals.reading import Reading

BOUND = frozenset({"party", "candidate", "campaign", "media"})
POLLS_CLOSE = time(13, 0)  # PKPU 17/2024, fact ID-VOT-001
_CONTEST = (
    "people.candidate",
    "people.side",
    "people.national_figure",
)  # a poll on noodles is no election poll
_GUARDS = ("refuse", "warn", "report", "law", "study")


class Calendar(NamedTuple):
    """The hours that matter, all WIB, each with the fact that says so."""

    quiet_from: datetime
    polls_close: datetime
    counts_from: datetime
    quiet_fact: str
    poll_fact: str
    count_fact: str


def _at(day: int, hour: int) -> datetime:
    return datetime(2024, 11, day, hour, tzinfo=WIB)


_TEAM = Author(handle="paslon_a_resmi", kind="campaign", registered=True)
EXAMPLES: list[tuple[str | Post, str | None]] = [
    (
        Post(
            "x", "Coblos nomor 1, visi misi kami untuk Lampung", posted_at=_at(25, 9), author=_TEAM
        ),
        "quiet_campaign",
    ),
    (
        Post(
            "x",
            "Rekam jejak paslon yang membanggakan",
            posted_at=_at(24, 9),
            author=Author(kind="media"),
        ),
        "quiet_campaign",
    ),
    (
        Post(
            "x", "Jangan lupa coblos nomor 2", posted_at=_at(27, 8), author=Author(kind="candidate")
        ),
        "quiet_campaign",
    ),
    (Post("x", "Survei terbaru: Paslon A 61 persen.", posted_at=_at(25, 10)), "quiet_poll"),
    (Post("x", "Hasil survei lembaga X, nomor 2 unggul 55%", posted_at=_at(26, 20)), "quiet_poll"),
    (
        Post("x", "Latest poll: candidate number 1 leading with 58%", posted_at=_at(24, 20)),
        "quiet_poll",
    ),
    (Post("x", "Exit poll: Paslon A menang.", posted_at=_at(27, 10)), "premature_count"),
    (
        Post("x", "Quick count sudah keluar, nomor 3 unggul telak", posted_at=_at(27, 12)),
        "premature_count",
    ),
    ("Exit poll jam 10 pagi ini paslon nomor 2 sudah menang", "premature_count"),
    (Post("x", "Hitung cepet wis metu, nomer 1 menang", posted_at=_at(27, 11)), "premature_count"),
    (Post("x", "Coblos nomor 1 yuk", posted_at=_at(25, 9), author=Author(kind="citizen")), None),
    (Post("x", "Jangan lupa datang ke TPS.", posted_at=_at(25, 9)), None),
    (
        Post("x", "Tata cara mencoblos", posted_at=_at(26, 9), author=Author(kind="government")),
        None,
    ),
    (Post("x", "Coblos nomor 1, visi misi kami", posted_at=_at(20, 9), author=_TEAM), None),
    (
        Post(
            "x",
            "Hitung cepat lembaga terdaftar, nomor 2 unggul, bukan hasil resmi KPU.",
            posted_at=_at(27, 16),
        ),
        None,
    ),
    (Post("x", "Survei terbaru: Paslon A 61 persen.", posted_at=_at(20, 10)), None),
    (Post("x", "Survei dilarang di masa tenang lho", posted_at=_at(25, 10)), None),
    (Post("x", "Quick count baru boleh setelah jam 3 sore", posted_at=_at(27, 9)), None),
    (Post("x", "Hasil quick count yang beredar jam 9 itu hoaks", posted_at=_at(27, 10)), None),
    ("Quick count menunjukkan nomor 2 unggul", None),
    ("Apa itu exit poll? Simak penjelasannya", None),
    (Post("x", "Ora sabar ngenteni quick count", posted_at=_at(27, 9)), None),
]


def quiet_period(reading: Reading, knowledge: Knowledge) -> list[Signal]:
    """What the calendar makes of a post; without a time of posting only what the post itself dates."""
    calendar = calendar_of(knowledge.facts)
    if calendar is None:
        return []
    signals = []
    for scene in scenes(reading):
        signals += _campaign(scene, reading.post, calendar)
        signals += _poll(scene, reading.post, calendar)
        signals += _count(scene, reading.post, calendar)
    return signals


def calendar_of(facts: Facts) -> Calendar | None:
    """The calendar of the facts' election, or None when they do not give one."""
    quiet = next(iter(facts.of_slot("quiet_period")), None)
    ban = next(iter(facts.of_slot("survey_quiet_ban")), None) or quiet
    counts = next(iter(facts.of_slot("quick_count_earliest")), None)
    day = next(iter(facts.of_slot("voting_date")), None)
    if quiet is None or ban is None or counts is None or day is None:
        return None
    start, first, polling = quiet.value, counts.value, day.value
    if not (
        isinstance(start, DateRangeValue)
        and isinstance(first, DateTimeValue)
        and isinstance(polling, DateValue)
    ):
        return None
    begins = datetime.combine(start.start, time(), WIB)
    close = datetime.combine(polling.date, POLLS_CLOSE, WIB)
    return Calendar(begins, close, first.datetime, quiet.id, ban.id, counts.id)


def _campaign(scene: Scene, post: Post, calendar: Calendar) -> list[Signal]:
    actor = (
        post.author.kind
        if post.author.kind in BOUND
        else "registered"
        if post.author.registered
        else None
    )
    if actor is None or not _between(post.posted_at, calendar.quiet_from, calendar.polls_close):
        return []
    match = first_call(scene)
    if match is None:
        return []
    against = Against("fact", calendar.quiet_fact)
    return [
        scene.segment.signal(
            "quiet_campaign",
            0.85,
            match.start,
            match.end,
            against=against,
            stance=Stance.ASSERTS,
            actor=actor,
        )
    ]


def _poll(scene: Scene, post: Post, calendar: Calendar) -> list[Signal]:
    if not _between(post.posted_at, calendar.quiet_from, calendar.counts_from):
        return []
    for match in scene.together(
        "count.poll", ("percent", "count.win", "count.result_word"), within=80
    ):
        contest = scene.about(match.start, match.end, _CONTEST, 80)
        if contest and not scene.hits("count.quick") and is_meant(scene, match, *_GUARDS):
            against = Against("fact", calendar.poll_fact)
            return [
                scene.segment.signal(
                    "quiet_poll",
                    0.8,
                    match.start,
                    match.end,
                    against=against,
                    stance=Stance.ASSERTS,
                )
            ]
    return []


def _count(scene: Scene, post: Post, calendar: Calendar) -> list[Signal]:
    early = _between(
        post.posted_at,
        datetime.combine(calendar.counts_from.date(), time(), WIB),
        calendar.counts_from,
    )
    if not early and not _names_early_hour(scene, post, calendar):
        return []
    for match in scene.together("count.quick", ("count.win", "percent"), within=80):
        if is_meant(scene, match, *_GUARDS):
            against = Against("fact", calendar.count_fact)
            return [
                scene.segment.signal(
                    "premature_count",
                    0.85,
                    match.start,
                    match.end,
                    against=against,
                    stance=Stance.ASSERTS,
                )
            ]
    return []


def _names_early_hour(scene: Scene, post: Post, calendar: Calendar) -> bool:
    """ "Exit poll jam 10" published when the time of posting is unknown, or on polling day itself."""
    if post.posted_at and post.posted_at.astimezone(WIB).date() != calendar.counts_from.date():
        return False
    limit = calendar.counts_from.timetz().replace(tzinfo=None)
    hours = [seen.opens for seen in scene.segment.hours if seen.opens and not seen.closes]
    return bool(hours) and all(hour < limit for hour in hours)


def _between(moment: datetime | None, start: datetime, end: datetime) -> bool:
    return moment is not None and start <= moment < end
