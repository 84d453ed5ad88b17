"""What whoever runs the installation does with accounts that are there. Each change is an event in the ledger."""

from __future__ import annotations

from datetime import datetime
from typing import NamedTuple

from allauth.mfa.models import Authenticator
from allauth.socialaccount.models import SocialAccount
from allauth.usersessions.models import UserSession
from django.db import transaction

from suluh.cases import Role
from suluh.errors import RequestError
from suluh.ledger import NewEvent
from suluh.web.api.models import ApiKey
from suluh.web.models import Grant, Person
from suluh.web.people import new_password
from suluh.web.store import LEDGER

REVOKED, CLOSED, RECOVERED = "role_revoked", "account_closed", "account_recovered"


class Account(NamedTuple):
    """An account as a list shows it. `ways`: how it signs in."""

    name: str
    roles: tuple[tuple[Role, str], ...]
    organisation: str
    ways: str
    last: datetime | None
    is_open: bool


def every() -> list[Account]:
    """All of them by name."""
    return [
        Account(p.username, p.granted_roles, p.organisation, _ways(p), p.last_login, p.is_active)
        for p in Person.objects.order_by("username")
    ]


def revoke(name: str, role: Role, region: str, now: datetime) -> None:
    """Raises RequestError when there is no such account, or it has no such grant."""
    person = _person(name)
    with transaction.atomic():
        if not Grant.objects.filter(person=person, role=role, region=region).delete()[0]:
            raise RequestError(
                f"{name}: has no role {role.value} for {region or 'all of Indonesia'}"
            )
        _told(REVOKED, person, now, role=role.value, region=region)


def close(name: str, now: datetime) -> None:
    """Raises RequestError when there is no such account."""
    person = _person(name)
    with transaction.atomic():
        Person.objects.filter(pk=person.pk).update(is_active=False)
        ApiKey.objects.filter(person=person, revoked_at=None).update(revoked_at=now)
        _told(CLOSED, person, now)
    _end_sessions(person)


def recover(name: str, now: datetime) -> str:
    """The new password. Raises RequestError for an account without one of its own, or none at all."""
    person = _person(name)
    if SocialAccount.objects.filter(user=person.pk).exists():
        raise RequestError(
            f"{name}: signs in through an organisation, which helps its people itself"
        )
    with transaction.atomic():
        Authenticator.objects.filter(user=person.pk).delete()
        password = new_password(name)
        _told(RECOVERED, person, now)
    _end_sessions(person)
    return password


def _ways(person: Person) -> str:
    kinds = Authenticator.objects.filter(user=person.pk).values_list("type", flat=True)
    through = SocialAccount.objects.filter(user=person.pk).values_list("provider", flat=True)
    own = ["password"] if person.has_usable_password() else []
    return "+".join([*through, *own, *sorted(set(kinds) - {"recovery_codes"})])


def _end_sessions(person: Person) -> None:
    for session in UserSession.objects.filter(user=person.pk):
        session.end()


def _told(kind: str, person: Person, now: datetime, **more: str) -> None:
    LEDGER.append([NewEvent(kind, person.key, dict(more), now)])


def _person(name: str) -> Person:
    person = Person.objects.filter(username=name).first()
    if person is None:
        raise RequestError(f"{name}: no such account")
    return person
