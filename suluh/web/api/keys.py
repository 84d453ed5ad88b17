"""Making, knowing again and revoking keys. The secret is shown once, to whoever makes the key."""

from __future__ import annotations

import hashlib
import hmac
import re
import secrets
from collections.abc import Iterable
from datetime import datetime, timedelta
from typing import NamedTuple

from suluh.errors import RequestError
from suluh.web.api.models import ApiKey
from suluh.web.api.scopes import Scope
from suluh.web.models import Person

DAYS = 90  # project decision: a key that nobody renews ends
LONGEST_DAYS = 366
MOST = 20  # working keys of one person
_USE_NOTED = timedelta(minutes=1)  # last use is exact to this; not every request writes
_FORM = re.compile(r"suluh_([0-9a-f]{8})_([A-Za-z0-9_-]{43})")


class Made(NamedTuple):
    """A new key and its secret, which is never seen again."""

    key: ApiKey
    secret: str


def make(
    person: Person, label: str, scopes: Iterable[Scope], now: datetime, days: int = DAYS
) -> Made:
    """A new key. Raises RequestError without a scope, for too many keys, or for a time beyond LONGEST_DAYS."""
    chosen = [scope for scope in Scope if scope in set(scopes)]
    if not chosen or not 1 <= days <= LONGEST_DAYS:
        raise RequestError(f"a key needs a scope, and ends within {LONGEST_DAYS} days")
    if len([key for key in of(person) if key.works(now)]) >= MOST:
        raise RequestError(f"{MOST} keys are the most for one person; revoke one first")
    prefix, rest = secrets.token_hex(4), secrets.token_urlsafe(32)
    secret = f"suluh_{prefix}_{rest}"
    key = ApiKey.objects.create(
        person=person,
        label=label[:60],
        prefix=prefix,
        digest=_digest(secret),
        scopes=" ".join(chosen),
        made_at=now,
        expires_at=now + timedelta(days=days),
    )
    return Made(key, secret)


def known(secret: str, now: datetime) -> ApiKey | None:
    """The working key of somebody who may still sign in; None for anything else."""
    found = _FORM.fullmatch(secret)
    key = ApiKey.objects.select_related("person").filter(prefix=found[1]).first() if found else None
    if key is None or not hmac.compare_digest(key.digest, _digest(secret)):
        return None
    if not key.works(now) or not key.person.is_active:
        return None
    if key.used_at is None or now - key.used_at >= _USE_NOTED:
        ApiKey.objects.filter(pk=key.pk).update(used_at=now)
    return key


def of(person: Person) -> list[ApiKey]:
    """Every key of a person, the newest first, the ended ones too."""
    return list(ApiKey.objects.filter(person=person).order_by("-made_at", "-id"))


def scopes_of(key: ApiKey) -> tuple[Scope, ...]:
    """What it may be used for."""
    return tuple(Scope(word) for word in key.scopes.split())


def revoke(person: Person, prefix: str, now: datetime) -> bool:
    """Ends a key of this person; False when there is none, or it had ended."""
    keys = ApiKey.objects.filter(person=person, prefix=prefix, revoked_at=None)
    return keys.update(revoked_at=now) > 0


def _digest(secret: str) -> str:
    """A plain hash is enough: the secret is 256 random bits, which nobody guesses."""
    return hashlib.sha256(secret.encode()).hexdigest()
