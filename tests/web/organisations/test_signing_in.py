"""Through an organisation's server and back: who comes in, as whom, and every proof that is refused."""

from __future__ import annotations

import base64
import hashlib
import hmac
import time
from collections.abc import Callable
from typing import Any
from urllib.parse import parse_qs, urlsplit

import pytest
import requests
from cryptography.hazmat.primitives.serialization import Encoding, PublicFormat
from django.test import Client
from server_of_tests import OpenIdServer

from suluh.cases import Role
from suluh.web.models import Grant, Person
from suluh.web.store import LEDGER
from suluh.web.tongue import said

Set = Callable[..., Any]
DOMAIN = """\
    - claim: email_domain
      value: contoh.example
      organisation: Bawaslu Contoh
      role: supervisor
      region: "18.71"
"""
GROUP = """\
    - claim: groups
      value: pemeriksa
      organisation: Pemeriksa Contoh
"""


def sent(client: Client, next_url: str = "") -> Any:
    return client.get("/akun/lembaga/contoh/" + (f"?next={next_url}" if next_url else ""))


def back(client: Client, to_server: Any) -> str:
    """The person signs in there; the address that brings the browser back."""
    came = requests.get(to_server["Location"], allow_redirects=False, timeout=10).headers[
        "Location"
    ]
    parts = urlsplit(came)
    assert f"{parts.scheme}://{parts.netloc}" == "http://127.0.0.1:8000"
    return f"{parts.path}?{parts.query}"


def through(client: Client, next_url: str = "") -> Any:
    return client.get(back(client, sent(client, next_url)))


def refused(answer: Any, why: str) -> bool:
    page = answer.content.decode()
    return bool(
        answer.status_code == 401
        and said(f"oidc_{why}", "id") in page
        and not Person.objects.exists()
    )


def test_the_sign_in_page_names_the_organisation(organisation: Set) -> None:
    organisation()
    page = Client().get("/akun/masuk/?next=/laporan/").content.decode()
    assert (
        "Masuk lewat Lembaga Contoh" in page
        and 'href="/akun/lembaga/contoh/?next=/laporan/"' in page
    )


def test_without_a_file_there_is_no_organisation() -> None:
    assert "lembaga Anda" not in Client().get("/akun/masuk/").content.decode()
    assert Client().get("/akun/lembaga/contoh/").status_code == 404


def test_whoever_is_new_has_no_role(organisation: Set, server: OpenIdServer) -> None:
    organisation()
    client = Client()
    assert through(client).status_code == 302
    person = Person.objects.get()
    assert (person.username, person.roles, person.organisation, person.has_usable_password()) == (
        "dewi",
        (),
        "",
        False,
    )
    assert client.get("/antrean/review/").status_code == 403
    page = client.get("/", follow=True).content.decode()
    assert "belum ada peran" in page and "dewi" in page
    [event] = LEDGER.events(kind="person_came")
    assert (event.subject, event.data()["granted"]) == (person.key, [])


def test_whoever_comes_again_is_the_same_person(organisation: Set, server: OpenIdServer) -> None:
    organisation()
    through(Client())
    Grant.objects.create(person=Person.objects.get(), role=Role.REVIEWER)
    client = Client()
    assert through(client, "/antrean/review/")["Location"] == "/antrean/review/"
    assert client.get("/antrean/review/").status_code == 200
    assert Person.objects.count() == 1


def test_pkce_and_nonce_go_along_and_the_verifier_comes_after(
    organisation: Set, server: OpenIdServer
) -> None:
    organisation()
    client = Client()
    asked = parse_qs(urlsplit(sent(client)["Location"]).query)
    assert asked["code_challenge_method"] == ["S256"] and len(asked["nonce"][0]) >= 32
    assert set(asked["scope"][0].split()) == {"openid", "profile", "email"}
    through(client)
    assert len(server.asked[-1]["code_verifier"]) >= 43


@pytest.mark.parametrize(
    "more", ["auth_params=redirect_uri%3Dhttps://jahat.example", "scope=admin", "process=connect"]
)
def test_an_address_adds_nothing_to_the_request(more: str, organisation: Set) -> None:
    organisation()
    asked = parse_qs(urlsplit(Client().get(f"/akun/lembaga/contoh/?{more}")["Location"]).query)
    assert asked["redirect_uri"] == ["http://127.0.0.1:8000/akun/lembaga/contoh/kembali/"]
    assert "admin" not in asked["scope"][0]


def test_a_link_on_another_site_is_shown_first(organisation: Set) -> None:
    organisation()
    answer = Client().get("/akun/lembaga/contoh/", headers={"Sec-Fetch-Site": "cross-site"})
    assert answer.status_code == 200 and "Lembaga Contoh" in answer.content.decode()


def test_a_verified_domain_brings_organisation_and_role(
    organisation: Set, server: OpenIdServer
) -> None:
    organisation(DOMAIN)
    server.claims |= {"email": "dewi@contoh.example", "email_verified": True}
    through(Client())
    person = Person.objects.get()
    assert (person.organisation, person.email) == ("Bawaslu Contoh", "dewi@contoh.example")
    assert person.granted_roles == ((Role.SUPERVISOR, "18.71"),)


@pytest.mark.parametrize(
    "claims",
    [
        {"email": "dewi@contoh.example"},
        {"email": "dewi@contoh.example", "email_verified": "true"},  # a text is no truth value
        {"email": "dewi@jahat-contoh.example", "email_verified": True},
        {"email": "contoh.example@jahat.example", "email_verified": True},
        {"email_domain": "contoh.example"},  # of the server's own making
    ],
)
def test_any_other_address_brings_nothing(
    claims: dict[str, Any], organisation: Set, server: OpenIdServer
) -> None:
    organisation(DOMAIN)
    server.claims |= claims
    through(Client())
    assert Person.objects.get().granted_roles == ()


def test_a_claim_may_name_the_organisation_alone(organisation: Set, server: OpenIdServer) -> None:
    organisation(GROUP)
    server.claims["groups"] = ["lain", "pemeriksa"]
    through(Client())
    person = Person.objects.get()
    assert (person.organisation, person.roles) == ("Pemeriksa Contoh", ())


def test_a_role_that_was_taken_away_stays_away(organisation: Set, server: OpenIdServer) -> None:
    organisation(DOMAIN)
    server.claims |= {"email": "dewi@contoh.example", "email_verified": True}
    through(Client())
    Grant.objects.all().delete()
    through(Client())
    assert not Grant.objects.exists()


def test_a_name_or_address_that_is_there_opens_nothing(
    organisation: Set, server: OpenIdServer, person: Any
) -> None:
    mine = person("dewi", Role.REVIEWER)
    mine.email = "dewi@contoh.example"
    mine.save()
    organisation()
    server.claims |= {"email": "dewi@contoh.example", "email_verified": True}
    through(Client())
    new = Person.objects.exclude(pk=mine.pk).get()
    assert new.username != "dewi" and new.roles == ()


def test_a_closed_account_does_not_come_in(organisation: Set, server: OpenIdServer) -> None:
    organisation()
    through(Client())
    Person.objects.update(is_active=False)
    client = Client()
    through(client)
    assert client.get("/", follow=True).redirect_chain[-1][0].startswith("/akun/masuk/")


@pytest.mark.parametrize(
    ("lies", "why"),
    [
        ({"iss": "https://lain.example"}, "issuer"),
        ({"aud": "aplikasi-lain"}, "audience"),
        ({"aud": ["suluh-uji", "lain"]}, "audience"),  # for several, and not said to be issued to us
        ({"aud": ["suluh-uji", "lain"], "azp": "lain"}, "audience"),
        pytest.param({"exp": int(time.time()) - 3600}, "expired", id="expired"),
        pytest.param(
            {"iat": int(time.time()) + 3600, "nbf": int(time.time()) + 3600}, "expired", id="not-yet"
        ),
        ({"nonce": "lain"}, "replayed"),
        ({"nonce": None}, "token"),
        ({"exp": None}, "token"),
        ({"sub": None}, "token"),
        ({"sub": ""}, "token"),
    ],
    ids=str,
)  # fmt: skip
def test_a_proof_that_does_not_fit_is_refused(
    lies: dict[str, Any], why: str, organisation: Set, server: OpenIdServer
) -> None:
    organisation()
    server.lies = lies
    assert refused(through(Client()), why)


def test_another_key_or_no_signature_is_refused(organisation: Set, server: OpenIdServer) -> None:
    organisation()
    server.key = server.other
    assert refused(through(Client()), "signature")
    server.key, server.kid = server.rsa, "k9"
    assert refused(through(Client()), "signature")
    server.kid = "k2"  # the name of the other kind of key
    assert refused(through(Client()), "signature")
    server.token_of = lambda asked: unsigned(server.signed(asked))
    assert refused(through(Client()), "signature")
    server.token_of = lambda asked: "bukan.token"
    assert refused(through(Client()), "token")
    server.token_of = lambda asked: None
    assert refused(through(Client()), "token")


def test_the_public_key_is_no_shared_secret(organisation: Set, server: OpenIdServer) -> None:
    organisation()
    public = server.rsa.public_key().public_bytes(Encoding.PEM, PublicFormat.SubjectPublicKeyInfo)
    server.token_of = lambda asked: resigned(server.signed(asked), public)
    assert refused(through(Client()), "signature")


def test_an_elliptic_key_signs_as_well(organisation: Set, server: OpenIdServer) -> None:
    organisation()
    server.alg, server.key, server.kid = "ES256", server.curve, "k2"  # type: ignore[assignment]
    through(Client())
    assert Person.objects.count() == 1


def test_an_answer_counts_once_and_in_one_browser(organisation: Set, server: OpenIdServer) -> None:
    organisation()
    client = Client()
    address = back(client, sent(client))
    assert refused(Client().get(address), "state")
    assert client.get(address).status_code == 302
    again = client.get(address)
    assert again.status_code == 401 and said("oidc_state", "id") in again.content.decode()


def test_a_stolen_token_does_not_come_in_a_second_time(
    organisation: Set, server: OpenIdServer
) -> None:
    organisation()
    kept: list[Any] = []
    server.token_of = lambda asked: kept.append(server.signed(asked)) or kept[0]  # type: ignore[func-returns-value]
    through(Client())
    answer = through(Client())
    assert answer.status_code == 401 and said("oidc_replayed", "id") in answer.content.decode()


@pytest.mark.parametrize(
    "said_of_itself",
    [{"issuer": "https://lain.example"}, {"token_endpoint": None}, {"jwks_uri": 5}],
    ids=str,
)
def test_another_or_half_a_server_is_refused(
    said_of_itself: dict[str, Any], organisation: Set, server: OpenIdServer
) -> None:
    organisation()
    server.discovery = said_of_itself
    assert refused(sent(Client()), "discovery")


def test_a_dead_server_is_said(written: Callable[[str], Any], organisation: Set) -> None:
    path = organisation()
    written(
        path.read_text().replace(
            path.read_text().split("server: ")[1].split()[0], "http://127.0.0.1:9"
        )
    )
    assert refused(sent(Client()), "unreachable")


def test_who_turns_back_there_is_not_blamed(organisation: Set, server: OpenIdServer) -> None:
    organisation()
    client = Client()
    state = parse_qs(urlsplit(sent(client)["Location"]).query)["state"][0]
    assert refused(
        client.get(f"/akun/lembaga/contoh/kembali/?error=access_denied&state={state}"), "cancelled"
    )
    state = parse_qs(urlsplit(sent(client)["Location"]).query)["state"][0]
    assert refused(
        client.get(f"/akun/lembaga/contoh/kembali/?error=server_error&state={state}"), "unknown"
    )


def test_a_code_that_the_server_does_not_know_is_refused(
    organisation: Set, server: OpenIdServer
) -> None:
    organisation()
    client = Client()
    state = parse_qs(urlsplit(sent(client)["Location"]).query)["state"][0]
    assert refused(client.get(f"/akun/lembaga/contoh/kembali/?code=palsu&state={state}"), "token")


def test_whoever_has_no_password_is_not_asked_for_one(
    organisation: Set, server: OpenIdServer
) -> None:
    organisation()
    client = Client()
    through(client)
    assert client.get("/akun/sandi/")["Location"] == "/akun/mfa/"
    page = client.get("/akun/mfa/").content.decode()
    assert "Anda masuk lewat Lembaga Contoh" in page and "/akun/mfa/webauthn/add/" not in page


def resigned(token: str, secret: bytes) -> str:
    """The same claims under HS256, with what everybody can read as the secret."""
    start = encoded(b'{"alg":"HS256","kid":"k1"}') + "." + token.split(".")[1]
    return f"{start}.{encoded(hmac.new(secret, start.encode(), hashlib.sha256).digest())}"


def encoded(raw: bytes) -> str:
    return base64.urlsafe_b64encode(raw).rstrip(b"=").decode()


def unsigned(token: str) -> str:
    """The same claims under `alg: none`."""
    return encoded(b'{"alg":"none","kid":"k1"}') + "." + token.split(".")[1] + "."
