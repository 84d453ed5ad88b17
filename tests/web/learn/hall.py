"""A hall: a trainer with a workshop, and phones."""

from __future__ import annotations

import re
from urllib.parse import parse_qs, urlsplit

from django.test import Client

from suluh.learn.course import Question
from suluh.web.learn import running
from suluh.web.learn.judging import options, read_judged
from suluh.web.learn.models import Workshop


def open_workshop(trainer: Client, course: str = "keamanan", province: str = "18") -> Workshop:
    answer = trainer.post("/lokakarya/", {"course": course, "province": province})
    (code,) = parse_qs(urlsplit(answer["Location"]).query)["kode"]
    return Workshop.objects.get(code=code)


def phones(workshop: Workshop, count: int) -> list[Client]:
    """So many participants, seated."""
    found = []
    for number in range(count):
        phone = Client()
        phone.post(f"/lokakarya/ikut/{workshop.code}/", {"pseudonym": f"Melati {number}"})
        found.append(phone)
    return found


def on(trainer: Client, workshop: Workshop) -> None:
    workshop.refresh_from_db()
    state = running.state_of(workshop)
    trainer.post("/lokakarya/lanjut/", {"kode": workshop.code, "state": state})
    workshop.refresh_from_db()


def answers(workshop: Workshop, right: bool) -> dict[str, str]:
    """What is asked now, all right or all wrong."""
    judged = read_judged(workshop.judged)
    said = {}
    for item in running.asked(workshop):
        key = str(item.right) if isinstance(item, Question) else judged[item.id].choice.value
        said[item.id] = key if right else next(o for o in options(item) if o != key)
    return said


def send(phone: Client, workshop: Workshop, right: bool) -> int:
    return phone.post(f"/lokakarya/ikut/{workshop.code}/", answers(workshop, right)).status_code


def words(page: str) -> str:
    return re.sub(r"\s+", " ", re.sub(r"<[^>]+>", " ", page))
