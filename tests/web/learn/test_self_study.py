"""An officer learns alone: test before, practice, the same test after, own gain, a certificate whose QR anybody can open."""

from __future__ import annotations

import io
from collections.abc import Callable
from urllib.parse import urlsplit

import pytest
from django.test import Client
from hall import words

from suluh.cases import Role
from suluh.learn.course import Item, Question
from suluh.learn.pages import courses_for
from suluh.web.learn.judging import judged, options
from suluh.web.learn.models import Certificate, SelfTest
from suluh.web.order import rules

Desk = Callable[..., Client]
PRACTICE = "/latihan/keamanan/"
TEST, PAPER = f"{PRACTICE}ujian/", f"{PRACTICE}sertifikat/"
COURSE = next(c for c in courses_for(rules()[0]) if c.id == "keamanan")


def get(client: Client, address: str) -> str:
    return words(client.get(address).content.decode())


def key(item: Item) -> str:
    return str(item.right) if isinstance(item, Question) else judged(item).choice.value


def answers(right: int) -> dict[str, str]:
    """The first so many right, the others wrong."""
    told = {item.id: key(item) for item in COURSE.test}
    wrong = COURSE.test[right:]
    return told | {i.id: next(o for o in options(i) if o != key(i)) for i in wrong}


def practise(client: Client) -> None:
    for item in COURSE.items:
        if not item.test:
            client.post(PRACTICE, {"item": item.id, item.id: key(item)})


def study(client: Client, before: int, after: int) -> None:
    client.post(TEST, answers(before))
    practise(client)
    client.post(TEST, answers(after))


def test_an_officer_sees_the_own_gain_and_takes_the_certificate(desk: Desk) -> None:
    officer, of = desk("rani", Role.REVIEWER), len(COURSE.test)
    assert "Ujian awal" in get(officer, "/latihan/") and "Ujian awal" in get(officer, TEST)
    officer.post(TEST, answers(of // 2))
    page = get(officer, TEST)
    assert "latihan lagi" in page and "Perolehan Anda" not in page
    assert officer.post(PAPER, {"name": "Siti Contoh"}).status_code == 302
    assert not Certificate.objects.exists()  # not before the test after
    practise(officer)
    assert "Ujian akhir" in get(officer, TEST)
    officer.post(TEST, answers(of))
    assert "Perolehan Anda 1,00" in get(officer, TEST)
    paper = officer.post(PAPER, {"name": "Siti Contoh"})
    assert paper["Content-Type"] == "application/pdf"


def test_what_the_tests_ask_is_not_practised_between_them(desk: Desk) -> None:
    officer, asked = desk("rani", Role.REVIEWER), COURSE.test[0]
    officer.post(TEST, answers(0))
    page = officer.post(PRACTICE, {"item": asked.id, asked.id: key(asked)}).content.decode()
    assert asked.why not in page
    left = sum(not item.test for item in COURSE.items)
    assert f"{left} menunggu" in get(officer, "/latihan/")


def test_the_first_answers_count_and_half_of_them_are_none(desk: Desk) -> None:
    officer = desk("rani", Role.REVIEWER)
    officer.post(TEST, {COURSE.test[0].id: key(COURSE.test[0])})
    assert not SelfTest.objects.exists()
    officer.post(TEST, answers(1))
    officer.post(TEST, answers(3))  # the test after is not open yet
    (row,) = SelfTest.objects.all()
    assert (row.before, row.after_on) == (1, None)


def test_a_trainer_reads_the_group_with_its_range_and_nobody_alone(desk: Desk) -> None:
    trainer, of = desk("pelatih", Role.SUPERVISOR), len(COURSE.test)
    for number in range(4):
        study(desk(f"petugas{number}", Role.REVIEWER), 0, of)
    assert "Baru 4 orang" in get(trainer, "/lokakarya/")
    for number in range(4, 10):
        study(desk(f"petugas{number}", Role.REVIEWER), 1, of - number % 2)
    page = get(trainer, "/lokakarya/")
    assert "Mengerjakan keduanya 10" in page and "Perolehan ternormalisasi 0," in page
    assert "–" in page.split("Perolehan ternormalisasi")[1][:40]  # a range from ten people on
    assert "petugas3" not in page


def test_the_qr_on_the_paper_opens_a_page_that_names_nobody(desk: Desk) -> None:
    reader, pdfium = pytest.importorskip("zxingcpp"), pytest.importorskip("pypdfium2")
    officer = desk("rani", Role.REVIEWER)
    study(officer, 0, 1)
    paper = officer.post(PAPER, {"name": "Siti Contoh"}).content
    picture = pdfium.PdfDocument(io.BytesIO(paper))[0].render(scale=3).to_pil()
    (code,) = reader.read_barcodes(picture)
    (kept,) = Certificate.objects.all()
    assert code.text.endswith(f"/sertifikat/{kept.number}/")
    page = Client().get(urlsplit(code.text).path)
    assert page.status_code == 200
    said = page.content.decode()
    assert COURSE.title.id in said and kept.number in said
    assert not any(name in said for name in ("Siti", "Contoh", "rani", kept.hash, kept.salt))
    assert "Siti" not in repr(kept.__dict__)
