"""The tables beside the ledger: people and what they may do, and what is worked out from the cases' events.

`CaseRow`, `Reporter`, `SharedRow` and `Mark` are projections: `suluh cases rebuild` makes them again from the ledger.
Leases and decisions within their grace period are the only states that stand here alone.
"""

from __future__ import annotations

import secrets
from functools import cached_property
from typing import ClassVar

from django.contrib.auth.models import AbstractUser
from django.db import models

from suluh.cases import Role


def new_key() -> str:
    """A person's id in events: random, so that the ledger names nobody."""
    return "p-" + secrets.token_hex(6)


class Person(AbstractUser):
    """Somebody who can sign in. `key` stands in the ledger for ever; the name can be changed and erased."""

    key: models.CharField[str, str] = models.CharField(max_length=20, unique=True, default=new_key)
    organisation: models.CharField[str, str] = models.CharField(
        max_length=80, blank=True, default=""
    )

    class Meta:
        db_table = "suluh_person"

    @cached_property
    def granted_roles(self) -> tuple[tuple[Role, str], ...]:
        """Role and region of every grant."""
        rows = Grant.objects.filter(person=self).order_by("id").values_list("role", "region")
        return tuple((Role(role), region) for role, region in rows)

    @property
    def roles(self) -> tuple[Role, ...]:
        return tuple(dict.fromkeys(role for role, _ in self.granted_roles))


class Grant(models.Model):
    """A person has a role in a region; "" is all of Indonesia."""

    person: models.ForeignKey[Person, Person] = models.ForeignKey(Person, models.CASCADE)
    role: models.CharField[str, str] = models.CharField(max_length=20)
    region: models.CharField[str, str] = models.CharField(max_length=13, blank=True, default="")

    class Meta:
        db_table = "suluh_grant"
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["person", "role", "region"], name="suluh_grant_once")
        ]


class CaseRow(models.Model):
    """What lists show of a case, and where it waits. Made from its events by `lists.show`."""

    case: models.CharField[str, str] = models.CharField(max_length=20, primary_key=True)
    track: models.CharField[str, str] = models.CharField(max_length=1)
    state: models.CharField[str, str] = models.CharField(max_length=24)
    desk: models.CharField[str, str] = models.CharField(
        max_length=12
    )  # of desks.Desk; "" waits nowhere
    score: models.FloatField[float, float] = models.FloatField(default=0.0)  # of order.place
    priority: models.CharField[str, str] = models.CharField(max_length=2, blank=True, default="")
    region: models.CharField[str, str] = models.CharField(max_length=13, blank=True, default="")
    province: models.CharField[str, str] = models.CharField(max_length=2, blank=True, default="")
    regency: models.CharField[str, str] = models.CharField(max_length=5, blank=True, default="")
    district: models.CharField[str, str] = models.CharField(max_length=8, blank=True, default="")
    rule: models.CharField[str, str] = models.CharField(max_length=80, blank=True, default="")
    outcome: models.CharField[str, str] = models.CharField(max_length=20, blank=True, default="")
    words: models.CharField[str, str] = models.CharField(max_length=200, blank=True, default="")
    seen: models.IntegerField[int, int] = models.IntegerField(default=1)
    opened_at: models.DateTimeField[str, str] = models.DateTimeField()
    due_at: models.DateTimeField[str | None, str | None] = models.DateTimeField(null=True)
    appeal_key: models.CharField[str | None, str | None] = models.CharField(
        max_length=64, null=True, unique=True
    )
    cluster: models.CharField[str, str] = models.CharField(
        max_length=20, blank=True, default=""
    )  # the case whose words it has (suluh.web.console.clusters); "" for one that stands alone

    class Meta:
        """A queue is read in its index's order, a page at a time, however long it is."""

        db_table = "suluh_case"
        indexes: ClassVar = [
            models.Index(fields=["desk", "-score", "case"], name="suluh_case_desk"),
            models.Index(fields=["desk", "province", "-score", "case"], name="suluh_case_province"),
            models.Index(fields=["desk", "regency", "-score", "case"], name="suluh_case_regency"),
            models.Index(fields=["desk", "district", "-score", "case"], name="suluh_case_district"),
            models.Index(fields=["rule", "state"], name="suluh_case_rule"),
            models.Index(fields=["cluster", "desk", "-score", "case"], name="suluh_case_cluster"),
            models.Index(
                fields=["rule", "-opened_at"],
                name="suluh_case_decided",
                condition=~models.Q(outcome=""),
            ),
        ]


class Reporter(models.Model):
    """Who reported which case, so that reporters find their own."""

    case: models.CharField[str, str] = models.CharField(max_length=20)
    person: models.CharField[str, str] = models.CharField(max_length=40)

    class Meta:
        db_table = "suluh_reporter"
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["person", "case"], name="suluh_reporter_once")
        ]


class SharedRow(models.Model):
    """With which other offices a case is shared now."""

    case: models.CharField[str, str] = models.CharField(max_length=20)
    region: models.CharField[str, str] = models.CharField(max_length=13)

    class Meta:
        db_table = "suluh_shared"
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["region", "case"], name="suluh_shared_once")
        ]
        indexes: ClassVar = [models.Index(fields=["case"], name="suluh_shared_case")]


class Mark(models.Model):
    """By what a thing is known again: its address or the hash of its medium. One case of a track has it."""

    track: models.CharField[str, str] = models.CharField(max_length=1)
    mark: models.CharField[str, str] = models.CharField(max_length=400)
    case: models.CharField[str, str] = models.CharField(max_length=20)

    class Meta:
        db_table = "suluh_mark"
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["track", "mark"], name="suluh_mark_once")
        ]


class LeaseRow(models.Model):
    """Who has a case on the desk. The primary key keeps two people from having one."""

    case: models.CharField[str, str] = models.CharField(max_length=20, primary_key=True)
    holder: models.CharField[str, str] = models.CharField(max_length=40)
    until: models.DateTimeField[str, str] = models.DateTimeField()

    class Meta:
        db_table = "suluh_lease"
        indexes: ClassVar = [models.Index(fields=["holder"], name="suluh_lease_holder")]


class Pending(models.Model):
    """A decision that can still be taken back. When its grace is over it becomes an event."""

    case: models.CharField[str, str] = models.CharField(max_length=20, primary_key=True)
    person: models.CharField[str, str] = models.CharField(max_length=40)
    body: models.TextField[str, str] = models.TextField()  # the event, as JSON
    due_at: models.DateTimeField[str, str] = models.DateTimeField()
    problem: models.CharField[str, str] = models.CharField(
        max_length=400, blank=True, default=""
    )  # why it could not happen

    class Meta:
        db_table = "suluh_pending"
        indexes: ClassVar = [models.Index(fields=["due_at"], name="suluh_pending_due")]


class Letter(models.Model):
    """What an author or reporter is told, until it is delivered. The secret of its link is erased with delivery."""

    case: models.CharField[str, str] = models.CharField(max_length=20)
    whom: models.CharField[str, str] = models.CharField(max_length=8)
    secret: models.CharField[str, str] = models.CharField(max_length=64, blank=True, default="")
    made_at: models.DateTimeField[str, str] = models.DateTimeField()
    delivered_at: models.DateTimeField[str | None, str | None] = models.DateTimeField(null=True)

    class Meta:
        db_table = "suluh_letter"
        indexes: ClassVar = [models.Index(fields=["delivered_at"], name="suluh_letter_out")]
