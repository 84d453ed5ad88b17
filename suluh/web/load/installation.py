"""An installation for measuring: people who are signed in, cases that wait. Made beside the server, in its database."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import Any, NamedTuple

from django.conf import settings
from django.contrib.auth import BACKEND_SESSION_KEY, HASH_SESSION_KEY, SESSION_KEY
from django.contrib.sessions.backends.db import SessionStore
from django.db import connection

from suluh.cases import Role
from suluh.cases.events import Acknowledged, Reported, Routed, Triaged
from suluh.cases.things import Account, Thing
from suluh.web.models import Grant, Person
from suluh.web.store import happen

RULE = "pilkada-2024@1/CIV-PROC"
PROVINCES = ("11", "18", "31", "32", "33", "35", "51", "73")


class Visitor(NamedTuple):
    """Somebody signed in: the id that events have, and the cookie."""

    key: str
    cookie: str


def visitor(name: str, role: Role, region: str = "") -> Visitor:
    """A new person with a session, as after the sign-in page."""
    person = Person.objects.create_user(name)
    Grant.objects.create(person=person, role=role, region=region)
    session = SessionStore()
    session[SESSION_KEY] = str(person.pk)
    session[BACKEND_SESSION_KEY] = "django.contrib.auth.backends.ModelBackend"
    session[HASH_SESSION_KEY] = person.get_session_auth_hash()
    session.save()
    token = "a" * 32
    cookies = (
        f"{settings.SESSION_COOKIE_NAME}={session.session_key}; {settings.CSRF_COOKIE_NAME}={token}"
    )
    return Visitor(person.key, cookies)


def waiting(count: int) -> None:
    """So many cases in review, told through the same events as any other."""
    now = datetime.now(UTC)
    for number in range(count):
        case = f"A-beban{number:06}"
        desk: dict[str, Any] = {"case": case, "at": now, "actor": "beban", "role": Role.TRIAGE}
        thing = Thing(
            url=f"https://www.tiktok.com/@beban/video/{number}",
            platform="tiktok",
            text=f"Pencoblosan diundur ke 28 November, kata unggahan ke-{number}.",
            account=Account(platform="tiktok", handle=f"@beban{number}"),
        )
        happen(
            Reported(**desk | {"role": Role.MACHINE}, track="A", thing=thing, region="18.71"),
            Acknowledged(**desk),
            Triaged(**desk, priority="P2", severity=1 + number % 3, rule=RULE),
            Routed(**desk, to="in_review"),
        )


def rows(first: int, last: int) -> None:
    """Rows of the queue without a story, for a queue that is only opened. In one statement, by the database."""
    provinces = ", ".join(f"({n}, '{code}')" for n, code in enumerate(PROVINCES))
    with connection.cursor() as cursor:
        cursor.execute(
            f"""
            WITH RECURSIVE place(n, code) AS (VALUES {provinces}),
            one(i) AS (SELECT %s UNION ALL SELECT i + 1 FROM one WHERE i < %s)
            INSERT INTO suluh_case ("case", track, state, desk, score, priority, region, province, regency, district,
                                    rule, outcome, words, cluster, seen, opened_at)
            SELECT 'A-antre' || i, 'A', 'in_review', 'review', (CAST(i AS bigint) * 7919 %% 1000003) * 1.0, 'P2',
                   code || '.71', code, code || '.71', code || '.71', '{RULE}', '', 'Unggahan ke-' || i, '', 1, %s
            FROM one JOIN place ON place.n = i %% {len(PROVINCES)}
            """,
            [first, last, datetime.now(UTC)],
        )
        cursor.execute("ANALYZE")
