"""A workshop from its opening to its certificates, through the pages that trainer, participants and strangers see."""

from __future__ import annotations

import io
from collections.abc import Callable

import pytest
from django.test import Client
from hall import answers, on, open_workshop, phones, send, words
from openpyxl import load_workbook

from suluh.cases import Role
from suluh.learn.certificate import read_number
from suluh.web.learn import running
from suluh.web.learn.models import Answer, Certificate, Participant, Workshop

Desk = Callable[..., Client]


def get(client: Client, address: str) -> str:
    return client.get(address).content.decode()


def to_the_end(trainer: Client, workshop: Workshop, hall: list[Client]) -> None:
    """Half right before, all right after; the posts one by one, the first two of the hall wrong."""
    on(trainer, workshop)
    for number, phone in enumerate(hall):
        send(phone, workshop, right=number % 2 == 0)
    on(trainer, workshop)
    while workshop.phase == running.Phase.POSTS:
        for number, phone in enumerate(hall):
            send(phone, workshop, right=number > 1)
        on(trainer, workshop)
        on(trainer, workshop)
    for phone in hall:
        send(phone, workshop, right=True)
    on(trainer, workshop)


def test_a_workshop_is_led_answered_and_certified(desk: Desk) -> None:
    trainer = desk("pelatih", Role.SUPERVISOR, "18")
    workshop = open_workshop(trainer)
    hall = phones(workshop, 6)
    wall = f"/lokakarya/layar/?kode={workshop.code}"
    seat = f"/lokakarya/ikut/{workshop.code}/"
    assert "<b>6</b> peserta" in get(trainer, wall)
    to_the_end(trainer, workshop, hall)
    assert workshop.phase == running.Phase.CLOSED
    told = words(get(trainer, wall))
    assert "Perolehan ternormalisasi 1,00" in told and "Benar di awal 50%" in told
    assert "Perolehan Anda 1,00" in words(get(hall[1], seat))
    paper = hall[0].post(f"{seat}sertifikat/", {"name": "Siti Contoh"})
    assert paper["Content-Type"] == "application/pdf" and paper.content.startswith(b"%PDF")
    (kept,) = Certificate.objects.all()
    assert "Siti" not in repr(kept.__dict__)
    stranger = Client()
    page = get(stranger, f"/sertifikat/{kept.number}/")
    assert "Keamanan digital petugas" in page and "Siti" not in page and "Melati" not in page
    asked = f"/sertifikat/{kept.number}/"
    assert "Nama itu sama" in stranger.post(asked, {"name": "siti  CONTOH"}).content.decode()
    assert "Nama itu lain" in stranger.post(asked, {"name": "Siti Lain"}).content.decode()


def test_the_answer_is_not_told_before_the_trainer_shows_it(desk: Desk) -> None:
    trainer = desk("pelatih", Role.SUPERVISOR)
    workshop = open_workshop(trainer)
    phone = phones(workshop, 1)[0]
    on(trainer, workshop)
    on(trainer, workshop)
    post, seat = running.asked(workshop)[0], f"/lokakarya/ikut/{workshop.code}/"
    assert post.why not in get(phone, seat)
    send(phone, workshop, right=False)
    assert "Jawaban tersimpan" in get(phone, seat) and post.why not in get(phone, seat)
    on(trainer, workshop)
    after = get(phone, seat)
    assert post.why in after and "lain daripada putusan mesin" in after


def test_fewer_than_five_are_not_shown(desk: Desk) -> None:
    trainer = desk("pelatih", Role.SUPERVISOR)
    workshop = open_workshop(trainer)
    hall = phones(workshop, 4)
    to_the_end(trainer, workshop, hall)
    assert "Baru 4 orang" in get(trainer, f"/lokakarya/layar/?kode={workshop.code}")
    assert "Belum ada baris" in get(trainer, "/lokakarya/keliru/")


def test_what_a_province_misjudges_is_exported_and_names_nobody(desk: Desk) -> None:
    trainer = desk("pelatih", Role.SUPERVISOR)
    workshop = open_workshop(trainer)
    to_the_end(trainer, workshop, phones(workshop, 5))
    table = get(trainer, "/lokakarya/keliru/?as=csv")
    assert "Lampung,IMP-OFFICIAL" in table and "Melati" not in table
    sheet = load_workbook(io.BytesIO(trainer.get("/lokakarya/keliru/?as=xlsx").content)).active
    rows = list(sheet.values)
    assert {row[1] for row in rows[1:]} == {"CIV-PROC", "IMP-OFFICIAL", "SCAM-ELECTION"}
    assert {row[5] for row in rows[1:]} == {0.4}  # two of five


def test_a_second_answer_and_a_second_press_change_nothing(desk: Desk) -> None:
    trainer = desk("pelatih", Role.SUPERVISOR)
    workshop = open_workshop(trainer)
    phone = phones(workshop, 1)[0]
    on(trainer, workshop)
    trainer.post("/lokakarya/lanjut/", {"kode": workshop.code, "state": "lobby-0-0"})
    workshop.refresh_from_db()
    assert workshop.phase == running.Phase.BEFORE
    send(phone, workshop, right=False)
    send(phone, workshop, right=True)
    assert Answer.objects.count() == len(answers(workshop, True))
    assert not Answer.objects.filter(right=True).exists()


@pytest.mark.parametrize("said", [{}, {"D1-Q1": "9"}, {"D1-Q1": "leave"}])
def test_an_answer_that_is_none_is_refused(said: dict[str, str], desk: Desk) -> None:
    trainer = desk("pelatih", Role.SUPERVISOR)
    workshop = open_workshop(trainer)
    phone = phones(workshop, 1)[0]
    on(trainer, workshop)
    assert phone.post(f"/lokakarya/ikut/{workshop.code}/", said).status_code == 400
    assert not Answer.objects.exists()


def test_who_did_not_take_the_test_gets_no_certificate(desk: Desk) -> None:
    trainer = desk("pelatih", Role.SUPERVISOR)
    workshop = open_workshop(trainer)
    phone = phones(workshop, 1)[0]
    while workshop.phase != running.Phase.CLOSED:
        on(trainer, workshop)
    phone.post(f"/lokakarya/ikut/{workshop.code}/sertifikat/", {"name": "Siti"})
    assert not Certificate.objects.exists()


def test_nobody_joins_what_is_not_there(desk: Desk) -> None:
    assert Client().post("/lokakarya/ikut/", {"code": "XXXXXX"}).status_code == 404
    assert Client().get("/lokakarya/ikut/XXXXXX/").status_code == 404
    assert Client().get("/sertifikat/7K3M-9QXA-2BCD/").status_code == 404
    assert not Participant.objects.exists()


def test_a_workshop_is_its_trainers_alone(desk: Desk) -> None:
    workshop = open_workshop(desk("pelatih", Role.SUPERVISOR))
    other = desk("lain", Role.SUPERVISOR)
    on(other, workshop)
    assert workshop.phase == running.Phase.LOBBY
    assert other.get(f"/lokakarya/layar/?kode={workshop.code}").status_code == 302


def test_a_pseudonym_cannot_become_a_formula(desk: Desk) -> None:
    trainer = desk("pelatih", Role.SUPERVISOR)
    workshop = open_workshop(trainer)
    Client().post(f"/lokakarya/ikut/{workshop.code}/", {"pseudonym": "=HYPERLINK(1)"})
    assert "'=HYPERLINK" in get(trainer, f"/lokakarya/hadir/?kode={workshop.code}")


def test_phones_are_told_when_something_new_is_there(desk: Desk) -> None:
    trainer = desk("pelatih", Role.SUPERVISOR)
    workshop = open_workshop(trainer)
    phone = phones(workshop, 1)[0]
    assert f'data-state="{running.state_of(workshop)}"' in get(
        phone, f"/lokakarya/ikut/{workshop.code}/"
    )
    told = phone.get(f"/lokakarya/ikut/{workshop.code}/keadaan/").json()
    assert told == {"state": "lobby-0-0"}


def test_numbers_are_read_as_people_type_them() -> None:
    assert read_number("7k3m 9qxa2bcd") == "7K3M-9QXA-2BCD"
    answer = Client().post("/sertifikat/", {"number": "7k3m 9qxa2bcd"})
    assert answer["Location"] == "/sertifikat/7K3M-9QXA-2BCD/"
