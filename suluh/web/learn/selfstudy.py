"""A course by oneself: the test before, practice, the same test after. Nothing of the web in it.

Kept is how many were right, not which. The test before and the test after ask the same, so while somebody is between
the two, practice leaves what they ask aside.
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date

import msgspec
from django.db import IntegrityError, transaction
from django.db.models import F

from suluh.learn.course import Course, Item, PracticePost
from suluh.learn.gain import FEWEST, Gain, normalised_gain, own_gain
from suluh.web.asked import Unclear
from suluh.web.learn.judging import is_right, judged, options
from suluh.web.learn.models import CardRow, SelfTest
from suluh.web.store import LINE

CERTIFICATES = 3  # of one officer and course: a mistyped name can be put right


class Standing(msgspec.Struct, frozen=True):
    """How far somebody has come. Parts are of 1; None before the test was taken.

    `left`: practice items that have to be answered once before the test after.
    """

    before: float | None
    after: float | None
    left: int
    may_certify: bool

    @property
    def next(self) -> str:
        """What can be taken now: "before", "after" or ""."""
        if self.before is None:
            return "before"
        return "after" if self.after is None and not self.left else ""

    @property
    def gain(self) -> float | None:
        """None until both were taken."""
        if self.before is None or self.after is None:
            return None
        return own_gain(self.before, self.after)


def standing(person: str, course: Course) -> Standing:
    """person: an account's key."""
    row = _row(person, course)
    if row is None:
        return Standing(None, None, 0, False)
    before = row.before / row.before_of
    if row.after_on is None:
        return Standing(before, None, len(_unanswered(person, course)), False)
    return Standing(before, row.after / row.after_of, 0, row.certificates < CERTIFICATES)


def practised(person: str, course: Course) -> tuple[Item, ...]:
    """What practice asks: everything; between the two tests, all but what they ask."""
    row = _row(person, course)
    if row is None or row.after_on is not None:
        return course.items
    return tuple(item for item in course.items if not item.test)


def take(person: str, course: Course, said: Mapping[str, str], on: date) -> None:
    """Keeps the result of the test that can be taken now. on: a day in WIB.

    Raises Unclear when something that is asked has no answer, or no test can be taken. The first answers count.
    """
    which = standing(person, course).next
    if not which:
        raise Unclear("choice")
    right = sum(_is_right(item, said.get(item.id, "")) for item in course.test)
    of = len(course.test)
    try:
        with LINE, transaction.atomic():
            if which == "before":
                SelfTest.objects.create(
                    person=person, course=course.id, before=right, before_of=of, before_on=on
                )
            else:
                SelfTest.objects.filter(
                    person=person, course=course.id, after_on__isnull=True
                ).update(after=right, after_of=of, after_on=on)
    except IntegrityError:  # the same form twice at once
        return


def count_certificate(person: str, course: Course) -> bool:
    """One more; False when none may be made."""
    rows = SelfTest.objects.filter(
        person=person, course=course.id, after_on__isnull=False, certificates__lt=CERTIFICATES
    )
    return bool(rows.update(certificates=F("certificates") + 1))


def group(course: Course) -> Gain:
    """Of all who took both tests by themselves, in whole fives: nobody's result shows by what one more has changed."""
    rows = SelfTest.objects.filter(course=course.id, after_on__isnull=False).order_by("pk")
    known = rows.count()
    whole = known - known % FEWEST or known
    marks = rows.values_list("before", "before_of", "after", "after_of")[:whole]
    return normalised_gain(sorted((b / b_of, a / a_of) for b, b_of, a, a_of in marks))


def _row(person: str, course: Course) -> SelfTest | None:
    return SelfTest.objects.filter(person=person, course=course.id).first()


def _unanswered(person: str, course: Course) -> set[str]:
    items = {item.id for item in course.items if not item.test}
    known = CardRow.objects.filter(person=person, item__in=items).values_list("item", flat=True)
    return items - set(known)


def _is_right(item: Item, word: str) -> bool:
    """Raises Unclear for an answer that the item does not have."""
    if word not in options(item):
        raise Unclear("choice")
    return is_right(item, word, judged(item) if isinstance(item, PracticePost) else None)
