"""Accounts are given, not taken: made by whoever runs the installation, with a role and a region."""

from __future__ import annotations

import logging
import secrets
from contextlib import suppress
from typing import Any, NamedTuple

from allauth.account.adapter import DefaultAccountAdapter
from argon2.exceptions import HashingError
from django.core.exceptions import ValidationError
from django.core.validators import validate_email
from django.db import OperationalError, transaction
from django.http import HttpRequest

from suluh.cases import Role
from suluh.errors import RequestError
from suluh.web.account.hashing import Unchecked
from suluh.web.models import Grant, Person
from suluh.web.tongue import lang_of, said

LOG = logging.getLogger(__name__)

# One a role R1 to R11, the second of the panel because two must agree, and Bawaslu's own supervisor.
DEMO: tuple[tuple[str, Role, str, str], ...] = (
    ("pelapor", Role.REPORTER_TRUSTED, "18", "Mitra Pemantau (peragaan)"),  # R1
    ("warga", Role.REPORTER_PUBLIC, "", ""),  # R2
    ("pemilah", Role.TRIAGE, "", ""),  # R3
    ("peninjau", Role.REVIEWER, "", ""),  # R4
    ("panel1", Role.SENIOR_PANEL, "", ""),  # R5
    ("panel2", Role.SENIOR_PANEL, "", ""),
    ("pemeriksa", Role.FACT_CHECKER, "", "Pemeriksa Fakta (peragaan)"),  # R6
    ("penjagafakta", Role.FACT_STEWARD, "", ""),  # R7
    ("hukum", Role.LEGAL_GATEWAY, "", ""),  # R8
    ("banding", Role.APPEAL_PANEL, "", ""),  # R9
    ("auditor", Role.AUDITOR, "", ""),  # R10
    ("penyelidik", Role.INVESTIGATOR, "", ""),  # R11
    ("pengawas", Role.SUPERVISOR, "18.71", "Bawaslu (peragaan)"),
)


class ByInvitation(DefaultAccountAdapter):  # type: ignore[misc]
    """Nobody signs up."""

    def is_open_for_signup(self, request: HttpRequest) -> bool:
        return False

    def authenticate(self, request: HttpRequest, **credentials: Any) -> Person | None:
        """As allauth's. What could not be checked is not called wrong, and does not count as an attempt."""
        try:
            found: Person | None = super().authenticate(request, **credentials)
        except (Unchecked, HashingError, OperationalError) as error:
            LOG.warning("a password could not be checked: %s", error)
            with suppress(OperationalError):
                self._rollback_login_failed_rl_usage()
            raise ValidationError(said("acc_busy", lang_of(request))) from error
        return found


class Account(NamedTuple):
    """A new account. The password is shown once and kept nowhere but as its hash."""

    username: str
    password: str
    role: Role
    region: str


def invite(username: str, role: Role, region: str = "", organisation: str = "") -> Account:
    """A new account with one role. Raises RequestError when the name is taken."""
    password = secrets.token_urlsafe(12)
    with transaction.atomic():
        if Person.objects.filter(username=username).exists():
            raise RequestError(f"{username}: this account exists already")
        person = Person.objects.create_user(username, password=password, organisation=organisation)
        Grant.objects.create(person=person, role=role, region=region)
    return Account(username, password, role, region)


def grant(username: str, role: Role, region: str = "") -> None:
    """One more role. Raises RequestError when there is no such account."""
    Grant.objects.get_or_create(person=_person(username), role=role, region=region)


def new_password(username: str) -> str:
    """A fresh password; every session of the account ends. Raises RequestError when there is no such account."""
    person, password = _person(username), secrets.token_urlsafe(12)
    person.set_password(password)
    person.save(update_fields=["password"])
    return password


def new_email(username: str, address: str) -> None:
    """Where letters go; "" for nowhere. Raises RequestError for what is no address, or no such account."""
    person = _person(username)
    try:
        if address:
            validate_email(address)
    except ValidationError as error:
        raise RequestError(f"{address}: not an e-mail address") from error
    person.email = address
    person.save(update_fields=["email"])


def demo_accounts() -> list[Account]:
    """One account a role, those that are missing; the others keep their passwords."""
    there = set(Person.objects.values_list("username", flat=True))
    return [
        invite(name, role, region, organisation)
        for name, role, region, organisation in DEMO
        if name not in there
    ]


def _person(username: str) -> Person:
    person = Person.objects.filter(username=username).first()
    if person is None:
        raise RequestError(f"{username}: no such account")
    return person
