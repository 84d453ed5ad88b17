"""Devices, signing out everywhere, idleness, and what whoever runs the installation takes back."""

from __future__ import annotations

import time
from collections.abc import Callable
from datetime import datetime
from typing import Any

import pytest
from django.test import Client

from suluh.cases import Role
from suluh.errors import RequestError
from suluh.web import people
from suluh.web.account import idle, keeping
from suluh.web.api import keys
from suluh.web.api.scopes import Scope
from suluh.web.models import Person
from suluh.web.store import LEDGER

Opened = Callable[..., Client]
HERE = "/antrean/review/"


@pytest.fixture
def rani() -> Callable[[str], Client]:
    """Browsers in which she signed in by password."""
    account = people.invite("rani", Role.REVIEWER)

    def opened(agent: str) -> Client:
        client = Client(headers={"User-Agent": agent})
        client.post("/akun/masuk/", {"login": "rani", "password": account.password})
        assert client.get(HERE).status_code == 200
        return client

    return opened


def test_each_device_is_listed_and_the_others_can_be_signed_out(
    rani: Callable[[str], Client],
) -> None:
    office, phone = (
        rani("Mozilla/5.0 (Windows NT 10.0) Firefox/130.0"),
        rani("Mozilla/5.0 (Android 14) Chrome/130"),
    )
    page = office.get("/akun/perangkat/").content.decode()
    assert (
        "Firefox, Windows" in page
        and "Chrome, Android" in page
        and page.count("perangkat ini") == 1
    )
    office.post("/akun/perangkat/")
    assert (office.get(HERE).status_code, phone.get(HERE).status_code) == (200, 302)


def test_out_on_all_devices_is_out_on_all(rani: Callable[[str], Client]) -> None:
    office, phone = rani("a"), rani("b")
    answer = office.post("/akun/perangkat/keluar/", follow=True)
    assert "keluar dari semua perangkat" in answer.content.decode()
    assert [client.get(HERE).status_code for client in (office, phone)] == [302, 302]


def test_who_does_nothing_is_signed_out_and_comes_back_to_the_page(
    rani: Callable[[str], Client],
) -> None:
    client = rani("a")
    session = client.session
    session[idle.SEEN] = int(time.time()) - int(idle.IDLE.total_seconds()) - 1
    session.save()
    answer = client.get(HERE)
    assert answer["Location"] == f"/akun/masuk/?next={HERE}"
    assert "tidak ada kegiatan" in client.get(answer["Location"]).content.decode()


def test_a_page_that_looks_by_itself_is_no_activity(rani: Callable[[str], Client]) -> None:
    client = rani("a")
    session = client.session
    before = session[idle.SEEN] = int(time.time()) - 2 * idle.NOTED
    session.save()
    client.get(HERE, headers={idle.LIVE: "yes"})
    assert client.session[idle.SEEN] == before
    client.get(HERE)
    assert client.session[idle.SEEN] > before


def test_a_role_taken_back_is_gone_at_once(rani: Callable[[str], Client], now: datetime) -> None:
    client = rani("a")
    keeping.revoke("rani", Role.REVIEWER, "", now)
    assert client.get(HERE).status_code == 403
    with pytest.raises(RequestError, match="has no role reviewer"):
        keeping.revoke("rani", Role.REVIEWER, "", now)
    assert [e.data() for e in LEDGER.events(kind=keeping.REVOKED)] == [
        {"role": "reviewer", "region": ""}
    ]


def test_a_closed_account_and_its_keys_open_nothing(
    rani: Callable[[str], Client], now: datetime
) -> None:
    client = rani("a")
    secret = keys.make(Person.objects.get(), "uji", [Scope.READ], now).secret
    keeping.close("rani", now)
    assert client.get(HERE).status_code == 302
    assert (
        Client().get("/api/v1/me", headers={"Authorization": f"Bearer {secret}"}).status_code == 401
    )
    [one] = keeping.every()
    assert not one.is_open


def test_who_lost_everything_gets_a_new_password_and_nothing_else(
    rani: Callable[[str], Client], now: datetime
) -> None:
    from allauth.mfa.models import Authenticator

    client, person = rani("a"), Person.objects.get()
    Authenticator.objects.create(user=person, type="totp", data={"secret": "x"})
    assert keeping.every()[0].ways == "password+totp"
    password = keeping.recover("rani", now)
    assert client.get(HERE).status_code == 302 and keeping.every()[0].ways == "password"
    again = Client()
    again.post("/akun/masuk/", {"login": "rani", "password": password})
    assert again.get(HERE).status_code == 200


@pytest.mark.parametrize("do", [keeping.close, keeping.recover])
def test_no_account_is_said(do: Any, now: datetime) -> None:
    with pytest.raises(RequestError, match="siapa: no such account"):
        do("siapa", now)


ENGLISH = (
    "Sign In",
    "Two-Factor",
    "Authenticator",
    "Security Key",
    "Recovery Codes",
    "Change Password",
    "Password:",
)
PAGES = (
    "/akun/mfa/", "/akun/sandi/", "/akun/keluar/", "/akun/ulang/", "/akun/perangkat/", "/akun/mfa/webauthn/",
    "/akun/mfa/totp/activate/", "/akun/mfa/webauthn/add/", "/akun/mfa/recovery-codes/generate/",
    "/akun/mfa/reauthenticate/", "/akun/daftar/", "/akun/nonaktif/",
)  # fmt: skip


@pytest.mark.parametrize("address", PAGES)
def test_every_page_of_the_account_is_ours_and_indonesian(address: str, desk: Opened) -> None:
    page = desk("rani", Role.REVIEWER).get(address, follow=True).content.decode()
    assert 'class="torch"' in page and [words for words in ENGLISH if words in page] == []
