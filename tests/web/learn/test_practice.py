"""An officer practises: decides first, sees why, and meets again what went wrong."""

from __future__ import annotations

import re
from collections.abc import Callable

from django.test import Client

from suluh.cases import Role
from suluh.learn.pages import courses_for
from suluh.web.learn.models import CardRow
from suluh.web.order import rules

PAGE = "/latihan/keamanan/"


def asked(client: Client) -> str:
    found = re.search(r'name="item" value="([^"]+)"', client.get(PAGE).content.decode())
    assert found
    return found[1]


def test_a_post_is_decided_by_the_engine_and_explained(desk: Callable[..., Client]) -> None:
    officer = desk("rani", Role.REPORTER_TRUSTED)
    page = officer.post(PAGE, {"item": "D1-P1", "D1-P1": "leave"}).content.decode()
    assert "Belum sesuai" in page and "Dibatasi sementara sampai ditinjau" in page
    assert "ID-SCH-001" in page and "CIV-PROC" in page


def test_what_went_wrong_is_due_again_and_what_went_right_is_not(
    desk: Callable[..., Client],
) -> None:
    officer = desk("rani", Role.REPORTER_TRUSTED)
    course = next(c for c in courses_for(rules()[0]) if c.id == "keamanan")
    officer.post(PAGE, {"item": "D1-Q1", "D1-Q1": "0"})
    officer.post(PAGE, {"item": "D1-Q2", "D1-Q2": "0"})
    boxes = dict(CardRow.objects.values_list("item", "box"))
    assert boxes == {"D1-Q1": 0, "D1-Q2": 1}
    page = officer.get("/latihan/").content.decode()
    assert f"{len(course.items) - 1} menunggu" in page
    assert asked(officer) == "D1-Q1"  # wrong before, so first


def test_practice_is_ones_own(desk: Callable[..., Client]) -> None:
    desk("rani", Role.REPORTER_TRUSTED).post(PAGE, {"item": "D1-Q1", "D1-Q1": "1"})
    other = desk("budi", Role.REVIEWER)
    assert "0 dikuasai" in other.get("/latihan/").content.decode()
    assert Client().get("/latihan/").status_code == 302


def test_what_is_not_of_the_course_is_no_answer(desk: Callable[..., Client]) -> None:
    officer = desk("rani", Role.REVIEWER)
    officer.post(PAGE, {"item": "K1-Q1", "K1-Q1": "1"})
    officer.post(PAGE, {"item": "D1-Q1", "D1-Q1": "77"})
    assert not CardRow.objects.exists()
    assert officer.get("/latihan/tidak-ada/").status_code == 404
