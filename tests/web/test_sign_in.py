"""Signing in, being locked out, and what every answer carries."""

from __future__ import annotations

from collections.abc import Callable, Iterator

import pytest
from django.test import Client

from suluh.cases import Role
from suluh.errors import RequestError
from suluh.web import people
from suluh.web.models import Person

Opened = Callable[..., Client]


def sign_in(client: Client, name: str, password: str) -> int:
    return client.post("/akun/masuk/", {"login": name, "password": password}).status_code


def test_an_account_signs_in_with_the_password_shown_once() -> None:
    account = people.invite("rani", Role.REVIEWER)
    assert Person.objects.get(username="rani").password.startswith("argon2")
    client = Client()
    assert sign_in(client, "rani", account.password) == 302
    assert client.get("/meja/", follow=True).redirect_chain == [("/antrean/review/", 302)]


def test_five_wrong_passwords_lock_the_name_for_everyone() -> None:
    account = people.invite("rani", Role.REVIEWER)
    for attempt in range(5):
        assert sign_in(Client(REMOTE_ADDR=f"10.0.0.{attempt}"), "rani", "keliru") == 200
    locked = Client(REMOTE_ADDR="10.0.0.99")
    sign_in(locked, "rani", account.password)
    assert locked.get("/antrean/review/").status_code == 302  # to the sign-in page
    other = people.invite("sari", Role.REVIEWER)
    assert sign_in(Client(REMOTE_ADDR="10.0.0.100"), "sari", other.password) == 302


def test_a_new_password_ends_the_sessions() -> None:
    account = people.invite("rani", Role.REVIEWER)
    client = Client()
    sign_in(client, "rani", account.password)
    assert client.get("/antrean/review/").status_code == 200
    people.new_password("rani")
    assert client.get("/antrean/review/").status_code == 302


def test_nobody_signs_up() -> None:
    page = Client().post(
        "/akun/daftar/",
        {
            "username": "tamu",
            "password1": "sandi panjang sekali",
            "password2": "sandi panjang sekali",
        },
    )
    assert page.status_code == 200
    assert not Person.objects.exists()


def test_one_name_is_one_account() -> None:
    people.invite("rani", Role.REVIEWER)
    with pytest.raises(RequestError, match="rani: this account exists already"):
        people.invite("rani", Role.TRIAGE)
    people.grant("rani", Role.TRIAGE, "18")
    assert Person.objects.get(username="rani").granted_roles == (
        (Role.REVIEWER, ""),
        (Role.TRIAGE, "18"),
    )


def test_every_role_has_a_demo_account() -> None:
    made = people.demo_accounts()
    assert {account.role for account in made} == set(Role) - {
        Role.AUTHOR,
        Role.AUTHORITY,
        Role.MACHINE,
    }
    assert len({account.password for account in made}) == len(made)
    assert people.demo_accounts() == []


def test_a_form_from_elsewhere_is_refused(person: Callable[..., Person]) -> None:
    client = Client(enforce_csrf_checks=True)
    client.force_login(
        person("rani", Role.REVIEWER), backend="django.contrib.auth.backends.ModelBackend"
    )
    assert client.post("/antrean/review/ambil/").status_code == 403


def test_a_safe_line_is_asked_for_where_there_is_one(settings_of_a_safe_line: None) -> None:
    assert Client().get("/akun/masuk/")["Strict-Transport-Security"] == "max-age=31536000"


@pytest.fixture
def settings_of_a_safe_line() -> Iterator[None]:
    from django.test import override_settings

    with override_settings(SECURE_HSTS_SECONDS=365 * 86400):
        yield


@pytest.mark.parametrize(
    "address",
    ["/akun/masuk/", "/antrean/review/", "/akun/mfa/", "/perkara/tidak-ada/", "/banding/x/"],
)
def test_every_answer_forbids_script_and_style_in_the_page(address: str, desk: Opened) -> None:
    answer = desk("rani", Role.REVIEWER).get(address)
    policy = answer["Content-Security-Policy"]
    assert (
        "script-src 'self';" in policy and "style-src 'self';" in policy and "unsafe" not in policy
    )
    assert answer["X-Frame-Options"] == "DENY" and answer["X-Content-Type-Options"] == "nosniff"
    assert answer["Cache-Control"].startswith(("no-store", "max-age=0"))
    page = answer.content.decode()
    assert " style=" not in page and "<style" not in page and " onclick=" not in page


def test_english_is_a_click_away_and_stays(desk: Opened) -> None:
    rani = desk("rani", Role.REVIEWER)
    assert 'lang="id"' in rani.get("/antrean/review/").content.decode()
    answer = rani.post("/bahasa/", {"to": "en", "next": "/antrean/review/"}, follow=True)
    assert (
        "Take the most urgent" in answer.content.decode()
        and '<html lang="en"' in answer.content.decode()
    )


@pytest.mark.parametrize(
    "elsewhere",
    ["https://jahat.example/", "//jahat.example", "javascript:alert(1)", "/\\jahat.example"],
)
def test_a_choice_leads_nowhere_else(elsewhere: str) -> None:
    assert Client().post("/tema/", {"to": "dark", "next": elsewhere})["Location"] == "/meja/"


def test_the_chosen_light_is_kept() -> None:
    client = Client()
    client.post("/tema/", {"to": "dark"})
    assert 'data-theme="dark"' in client.get("/akun/masuk/").content.decode()
    client.post("/tema/", {"to": '"><script>'})
    assert 'data-theme="dark"' in client.get("/akun/masuk/").content.decode()


def test_every_phrase_is_there_in_both_languages() -> None:
    from suluh.web.tongue import LANGUAGES, phrases

    assert [
        key
        for key, both in phrases().items()
        if set(both) != set(LANGUAGES) or not all(both.values())
    ] == []
