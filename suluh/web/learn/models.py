"""Workshops, who takes part under which pseudonym, what they answered; certificates; an officer's cards.

No table joins a name, an account or an address with an answer. A certificate keeps no name and no participant.
"""

from __future__ import annotations

from typing import ClassVar

from django.db import models


class Workshop(models.Model):
    """`phase` of `running.Phase`; `at` counts the posts; `shown`: whether its answer is. `judged`: JSON."""

    code: models.CharField[str, str] = models.CharField(max_length=8, primary_key=True)
    course: models.CharField[str, str] = models.CharField(max_length=40)
    province: models.CharField[str, str] = models.CharField(max_length=2, blank=True, default="")
    trainer: models.CharField[str, str] = models.CharField(max_length=20)  # Person.key
    phase: models.CharField[str, str] = models.CharField(max_length=8, default="lobby")
    at: models.IntegerField[int, int] = models.IntegerField(default=0)
    shown: models.BooleanField[bool, bool] = models.BooleanField(default=False)
    judged: models.TextField[str, str] = models.TextField(default="{}")
    opened_at: models.DateTimeField[str, str] = models.DateTimeField()

    class Meta:
        db_table = "suluh_workshop"
        indexes: ClassVar = [
            models.Index(fields=["trainer", "-opened_at"], name="suluh_workshop_own")
        ]


class Participant(models.Model):
    """`key`: SHA-256 of what the participant's browser holds. `certificates`: how many were made for it."""

    workshop: models.ForeignKey[Workshop, Workshop] = models.ForeignKey(Workshop, models.CASCADE)
    key: models.CharField[str, str] = models.CharField(max_length=64, unique=True)
    pseudonym: models.CharField[str, str] = models.CharField(max_length=24)
    joined_at: models.DateTimeField[str, str] = models.DateTimeField()
    certificates: models.IntegerField[int, int] = models.IntegerField(default=0)

    class Meta:
        db_table = "suluh_participant"


class Answer(models.Model):
    """One answer in one phase; the first one counts. `rule`: what a practice post is about, "" for questions."""

    workshop: models.ForeignKey[Workshop, Workshop] = models.ForeignKey(Workshop, models.CASCADE)
    participant: models.ForeignKey[Participant, Participant] = models.ForeignKey(
        Participant, models.CASCADE
    )
    phase: models.CharField[str, str] = models.CharField(max_length=8)
    item: models.CharField[str, str] = models.CharField(max_length=24)
    rule: models.CharField[str, str] = models.CharField(max_length=24, blank=True, default="")
    said: models.CharField[str, str] = models.CharField(max_length=8)
    right: models.BooleanField[bool, bool] = models.BooleanField()

    class Meta:
        db_table = "suluh_answer"
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["participant", "phase", "item"], name="suluh_answer_once"
            )
        ]
        indexes: ClassVar = [
            models.Index(fields=["workshop", "phase", "item"], name="suluh_answer_of")
        ]


class Certificate(models.Model):
    """What can be checked at the public address: course and day; and whether a name is the one, by its hash."""

    number: models.CharField[str, str] = models.CharField(max_length=14, primary_key=True)
    course: models.CharField[str, str] = models.CharField(max_length=40)
    on: models.DateField[str, str] = models.DateField()
    salt: models.CharField[str, str] = models.CharField(max_length=32)
    hash: models.CharField[str, str] = models.CharField(max_length=64)

    class Meta:
        db_table = "suluh_certificate"


class CardRow(models.Model):
    """One item of practice for one officer: learn.repetition.Card."""

    person: models.CharField[str, str] = models.CharField(max_length=20)  # Person.key
    item: models.CharField[str, str] = models.CharField(max_length=24)
    box: models.IntegerField[int, int] = models.IntegerField(default=0)
    due: models.DateTimeField[str, str] = models.DateTimeField()
    right: models.IntegerField[int, int] = models.IntegerField(default=0)
    wrong: models.IntegerField[int, int] = models.IntegerField(default=0)

    class Meta:
        db_table = "suluh_card"
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["person", "item"], name="suluh_card_once")
        ]


class SelfTest(models.Model):
    """One officer's two tests of one course: how many of how many were right, not which. `after_on` None: not yet."""

    person: models.CharField[str, str] = models.CharField(max_length=20)  # Person.key
    course: models.CharField[str, str] = models.CharField(max_length=40)
    before: models.IntegerField[int, int] = models.IntegerField()
    before_of: models.IntegerField[int, int] = models.IntegerField()
    before_on: models.DateField[str, str] = models.DateField()
    after: models.IntegerField[int, int] = models.IntegerField(default=0)
    after_of: models.IntegerField[int, int] = models.IntegerField(default=0)
    after_on: models.DateField[str, str] = models.DateField(null=True, default=None)
    certificates: models.IntegerField[int, int] = models.IntegerField(default=0)

    class Meta:
        db_table = "suluh_self_test"
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["person", "course"], name="suluh_self_test_once")
        ]
