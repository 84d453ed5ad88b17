"""A workshop from its opening to its end: steps of the trainer, joining, answering. Nothing of the web in it."""

from __future__ import annotations

import hashlib
import secrets
from collections.abc import Mapping
from datetime import datetime
from enum import StrEnum

from django.db import IntegrityError, transaction

from suluh.learn.certificate import ALPHABET
from suluh.learn.course import Course, Item, PracticePost
from suluh.learn.pages import courses_for
from suluh.web.asked import Unclear
from suluh.web.learn.judging import all_judged, is_right, options, read_judged
from suluh.web.learn.models import Answer, Participant, Workshop
from suluh.web.order import rules
from suluh.web.store import LINE

CODE = 6  # of 30 letters: 7·10^8 codes, and a code opens nothing but a pseudonym's seat
MOST = 1000  # participants of one workshop
PSEUDONYM = 24  # characters


class Phase(StrEnum):
    """In this order."""

    LOBBY = "lobby"
    BEFORE = "before"  # the test
    POSTS = "posts"  # one by one, decided first and then talked about
    AFTER = "after"  # the same test
    CLOSED = "closed"


TESTS = (Phase.BEFORE, Phase.AFTER)
NEXT = dict(zip(Phase, [*list(Phase)[1:], Phase.CLOSED], strict=True))


def opened(course: str, province: str, trainer: str, now: datetime) -> Workshop:
    """A new workshop; every post of the course is decided now. Raises Unclear for an unknown course."""
    code = "".join(secrets.choice(ALPHABET) for _ in range(CODE))
    return Workshop.objects.create(
        code=code,
        course=course,
        province=province,
        trainer=trainer,
        judged=all_judged(course_of(course).posts),
        opened_at=now,
    )


def course_of(course: str) -> Course:
    """Raises Unclear for a course that is not of this election."""
    found = {one.id: one for one in courses_for(rules()[0])}
    if course not in found:
        raise Unclear("choice")
    return found[course]


def posts_of(workshop: Workshop) -> tuple[PracticePost, ...]:
    """What is decided together: the posts that the test does not ask."""
    return tuple(post for post in course_of(workshop.course).posts if not post.test)


def step(workshop: Workshop) -> None:
    """On: the answer is shown, the next post comes, the next phase begins."""
    phase, posts = Phase(workshop.phase), posts_of(workshop)
    if phase is Phase.POSTS and not workshop.shown:
        workshop.shown = True
    elif phase is Phase.POSTS and workshop.at + 1 < len(posts):
        workshop.at, workshop.shown = workshop.at + 1, False
    else:
        workshop.phase, workshop.at, workshop.shown = NEXT[phase], 0, False
    workshop.save(update_fields=["phase", "at", "shown"])


def state_of(workshop: Workshop) -> str:
    """One word that changes whenever participants have something new to see."""
    return f"{workshop.phase}-{workshop.at}-{int(workshop.shown)}"


def joined(workshop: Workshop, pseudonym: str, now: datetime) -> str:
    """A seat for a pseudonym; the secret that its browser keeps. Raises Unclear without a name, or with no seat left."""
    name = " ".join(pseudonym.split())[:PSEUDONYM]
    if not name:
        raise Unclear("pseudonym")
    if (
        workshop.phase == Phase.CLOSED
        or Participant.objects.filter(workshop=workshop).count() >= MOST
    ):
        raise Unclear("workshop_full")
    secret = secrets.token_urlsafe(24)
    row = Participant(workshop=workshop, key=key_of(secret), pseudonym=name, joined_at=now)
    with LINE:
        row.save()
    return secret


def key_of(secret: str) -> str:
    return hashlib.sha256(secret.encode()).hexdigest()


def asked(workshop: Workshop) -> tuple[Item, ...]:
    """What is asked at this moment."""
    phase = Phase(workshop.phase)
    if phase in TESTS:
        return course_of(workshop.course).test
    if phase is Phase.POSTS and not workshop.shown:
        return posts_of(workshop)[workshop.at : workshop.at + 1]
    return ()


def answer(workshop: Workshop, participant: Participant, said: Mapping[str, str]) -> int:
    """Keeps what was answered of what is asked now; how many. A second answer to the same is no answer.

    Raises Unclear when something that is asked has no answer.
    """
    judged = read_judged(workshop.judged)
    rows = []
    for item in asked(workshop):
        word = said.get(item.id, "")
        if word not in options(item):
            raise Unclear("choice")
        rows.append(
            Answer(
                workshop=workshop,
                participant=participant,
                phase=workshop.phase,
                item=item.id,
                rule=item.rule if isinstance(item, PracticePost) else "",
                said=word,
                right=is_right(item, word, judged.get(item.id)),
            )
        )
    try:
        with LINE, transaction.atomic():  # a hall answers at once; SQLite has one writer
            Answer.objects.bulk_create(rows)
    except IntegrityError:
        return 0
    return len(rows)


def has_answered(workshop: Workshop, participant: Participant) -> bool:
    """Whether everything that is asked now has this participant's answer."""
    items = [item.id for item in asked(workshop)]
    found = Answer.objects.filter(
        participant=participant, phase=workshop.phase, item__in=items
    ).count()
    return bool(items) and found == len(items)
