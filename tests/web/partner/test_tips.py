"""Citizens without an account: a number, a link nobody can guess, an answer where it is sure."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, datetime, timedelta

import pytest
from django.test import Client
from telling_web import by

from suluh.cases import Role
from suluh.cases import events as e
from suluh.ledger.models import EventRow
from suluh.web import decisions
from suluh.web.models import CaseRow
from suluh.web.partner.models import Tip
from suluh.web.partner.views import tips as view
from suluh.web.store import case_from, happen, history

WORDS = "Ada pembagian amplop di pos ronda RT 03, hubungi 0812-3456-7890"


def taken(**more: str) -> tuple[Client, str]:
    client = Client()
    answer = client.post("/lapor/", {"words": WORDS, **more})
    assert answer.status_code == 302, answer.content.decode()
    return client, answer["Location"]


def test_a_number_and_a_page_come_back() -> None:
    client, where = taken(url="https://www.tiktok.com/@contoh/video/9", region="18.71")
    tip = Tip.objects.get()
    page = client.get(where).content.decode()
    assert tip.number in page and "Keadaan sekarang" in page and "submitted" not in page
    assert where.split("/")[2] not in "".join(EventRow.objects.values_list("body", flat=True))
    case = case_from(history(tip.case))
    assert case.region == "18.71" and "3456" not in "".join(
        EventRow.objects.values_list("body", flat=True)
    )


@pytest.mark.parametrize("secret", ["x", "x" * 43, "%00", "..%2f", "T-ABCDEFG"])
def test_another_link_opens_nothing(secret: str) -> None:
    taken()
    assert Client().get(f"/lapor/{secret}/").status_code == 404


def test_what_is_sure_is_answered_and_can_be_reported_all_the_same() -> None:
    asked = {"words": "Pencoblosan diundur ke 28 November 2024"}
    page = Client().post("/lapor/", asked).content.decode()
    assert "27 November 2024" in page and "Tetap laporkan" in page and not Tip.objects.exists()
    assert Client().post("/lapor/", asked | {"insist": "1"}).status_code == 302


@pytest.mark.parametrize(
    "given",
    [
        {"words": ""},
        {"words": "pendek"},
        {"words": WORDS, "url": "x"},
        {"words": WORDS, "region": "99"},
    ],
)
def test_what_does_not_fit_is_said(given: dict[str, str]) -> None:
    assert Client().post("/lapor/", given).status_code == 400 and not CaseRow.objects.exists()


def test_too_many_are_slowed_down() -> None:
    answers = [
        Client().post("/lapor/", {"words": "pendek"}).status_code for _ in range(view.TIPS + 1)
    ]
    assert answers[-1] == 429 and answers[-2] == 400


def test_many_tips_about_one_post_are_one_case() -> None:
    for _ in range(3):
        taken(url="https://www.tiktok.com/@contoh/video/9")
    assert CaseRow.objects.get().seen == 3 and Tip.objects.count() == 3


def test_a_question_reaches_them_and_the_outcome_too(
    desk: Callable[..., Client], now: datetime
) -> None:
    client, where = taken()
    case = Tip.objects.get().case
    now = datetime.now(UTC)
    happen(
        e.Acknowledged(**by(case, now)),
        e.Triaged(**by(case, now), priority="P2", severity=2),
        e.InfoAsked(**by(case, now), question="Jam berapa?"),
    )
    assert "Jam berapa?" in client.get(where).content.decode()
    client.post(where, {"words": "Jam delapan malam"})
    assert case_from(history(case)).state == "triaged"
    happen(e.Routed(**by(case, datetime.now(UTC)), to="in_review"))
    desk("rani", Role.REVIEWER).post(
        f"/perkara/{case}/putus/",
        {"outcome": "no_action", "severity": "0", "reason": "Tidak terbukti."},
    )
    decisions.settle(datetime.now(UTC) + timedelta(minutes=1))
    page = client.get(where).content.decode()
    assert "Tidak ada tindakan" in page and "Tidak terbukti." in page


def test_an_election_that_is_over_is_not_answered_about(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("SULUH_AS_OF")
    assert (
        Client().post("/lapor/", {"words": "Pencoblosan diundur ke 28 November 2024"}).status_code
        == 302
    )
