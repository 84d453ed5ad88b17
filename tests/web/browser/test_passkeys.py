"""Passkeys in a real browser with a virtual authenticator: registered, used to sign in, renamed, removed; and refused."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import TYPE_CHECKING, Any

import pytest

if TYPE_CHECKING:
    from playwright.sync_api import Browser, BrowserContext, CDPSession, Page

NAME = "Telepon kantor"


class Device:
    """A browser whose authenticator answers by itself, as somebody does who touches it."""

    def __init__(self, context: BrowserContext) -> None:
        self.context, self.page = context, context.new_page()
        self.cdp: CDPSession = context.new_cdp_session(self.page)
        self.cdp.send("WebAuthn.enable")
        options = {
            "protocol": "ctap2", "transport": "internal", "hasResidentKey": True,
            "hasUserVerification": True, "isUserVerified": True, "automaticPresenceSimulation": True,
        }  # fmt: skip
        self.authenticator = self.cdp.send(
            "WebAuthn.addVirtualAuthenticator", {"options": options}
        )["authenticatorId"]

    def credentials(self) -> list[dict[str, Any]]:
        found: list[dict[str, Any]] = self.cdp.send(
            "WebAuthn.getCredentials", {"authenticatorId": self.authenticator}
        )["credentials"]
        return found

    def is_verified(self, yes: bool) -> None:
        """Whether finger, face or PIN fit."""
        self.cdp.send(
            "WebAuthn.setUserVerified",
            {"authenticatorId": self.authenticator, "isUserVerified": yes},
        )

    def by_password(self, name: str, password: str) -> Page:
        self.page.goto("/akun/masuk/")
        self.page.fill("[name=login]", name)
        self.page.fill("[name=password]", password)
        self.page.press("[name=password]", "Enter")
        self.page.wait_for_url(lambda url: "/akun/masuk" not in url)
        return self.page

    def sign_out(self) -> None:
        self.page.locator("[popovertarget='own']").click()
        self.page.locator("form[action$='/akun/keluar/'] button").click()
        self.page.wait_for_url("**/akun/masuk/**")

    def prove(self, password: str) -> None:
        """Asked again before the security of the account changes."""
        self.page.fill("[name=password]", password)
        self.page.press("[name=password]", "Enter")

    def add(self, password: str, name: str = NAME, alone: bool = True) -> None:
        self.page.goto("/akun/mfa/webauthn/add/")
        self.prove(password)
        self.page.fill("[name=name]", name)
        self.page.set_checked("[name=passwordless]", alone)
        self.page.click("#mfa_webauthn_add")


@pytest.fixture
def device(desks: Any, browser: Browser) -> Iterator[Callable[[], Device]]:
    """By its name: a passkey is bound to one, and a number is none."""
    opened = []

    def made() -> Device:
        opened.append(browser.new_context(base_url=desks.url.replace("127.0.0.1", "localhost")))
        return Device(opened[-1])

    yield made
    for context in opened:
        context.close()


def test_a_passkey_is_registered_opens_is_renamed_and_removed(
    device: Callable[[], Device], desks: Any
) -> None:
    phone = device()
    page = phone.by_password("penyelidik", desks.passwords["penyelidik"])
    phone.add(desks.passwords["penyelidik"])
    page.wait_for_url("**/recovery-codes/")  # the first second step comes with them
    assert len(page.locator("code.secret").all()) == 10
    assert [key["isResidentCredential"] for key in phone.credentials()] == [True]

    phone.sign_out()
    page.click("#passkey_login")
    page.wait_for_url("**/antrean/security/")

    page.goto("/akun/mfa/webauthn/")
    page.get_by_role("link", name="Ganti nama kunci").click()
    phone.prove(desks.passwords["penyelidik"])
    page.fill("[name=name]", "Kunci cadangan")
    page.get_by_role("button", name="Simpan nama").click()
    page.get_by_text("Kunci cadangan").first.wait_for()
    assert page.get_by_text("untuk masuk tanpa sandi").is_visible()

    page.get_by_role("link", name="Hapus kunci").click()
    page.get_by_role("button", name="Hapus kunci").click()
    page.get_by_text("Belum ada kunci sandi.").wait_for()
    phone.sign_out()
    page.click("#passkey_login")  # the telephone still has it; the account does not
    page.get_by_role("alert").first.wait_for()
    assert "/akun/masuk/" in page.url


def test_a_key_after_the_password_and_none_without_the_finger(
    device: Callable[[], Device], desks: Any
) -> None:
    phone = device()
    page = phone.by_password("panel2", desks.passwords["panel2"])
    phone.add(desks.passwords["panel2"], alone=False)
    page.wait_for_url("**/recovery-codes/")
    code = page.locator("code.secret").first.inner_text()
    phone.sign_out()

    phone.by_password("panel2", desks.passwords["panel2"])
    page.wait_for_url("**/mfa/authenticate/**")
    phone.is_verified(False)
    page.click("#mfa_webauthn_authenticate")
    phone.is_verified(True)
    page.wait_for_timeout(300)
    if "/mfa/authenticate" in page.url:
        page.click("#mfa_webauthn_authenticate")
    page.wait_for_url("**/antrean/panel/")
    phone.sign_out()

    other = device()  # the key is lost: a recovery code opens once
    page = other.by_password("panel2", desks.passwords["panel2"])
    page.fill("[name=code]", code)
    page.press("[name=code]", "Enter")
    page.wait_for_url("**/antrean/panel/")
    other.sign_out()
    page = other.by_password("panel2", desks.passwords["panel2"])
    page.fill("[name=code]", code)
    page.press("[name=code]", "Enter")
    page.locator(".errorlist").first.wait_for()
    assert "/mfa/authenticate" in page.url


def test_without_a_key_the_page_says_so(device: Callable[[], Device]) -> None:
    page = device().page
    page.goto("/akun/masuk/")
    assert page.locator("#passkey_failed").is_hidden()
    page.click("#passkey_login")
    page.locator("#passkey_failed").wait_for(state="visible")


def test_a_numeric_address_leads_to_a_name(desks: Any, browser: Browser) -> None:
    with browser.new_context(base_url=desks.url) as context:
        page = context.new_page()
        page.goto("/akun/masuk/")
        page.fill("[name=login]", "auditor")
        page.fill("[name=password]", desks.passwords["auditor"])
        page.press("[name=password]", "Enter")
        page.wait_for_url("**/antrean/**")
        page.goto("/akun/mfa/webauthn/add/")
        page.fill("[name=password]", desks.passwords["auditor"])
        page.press("[name=password]", "Enter")
        page.locator("#mfa_webauthn_add").wait_for()
        assert page.get_by_text(f"http://localhost:{desks.url.rpartition(':')[2]}/").is_visible()
