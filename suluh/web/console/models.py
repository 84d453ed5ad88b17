"""The console's tables.

`Leader`, `Band` and `Second` are projections: `suluh cases rebuild` has them made again from the ledger. Batches, shifts,
what was looked at, what was concluded about a disagreement and what was said of a group stand here alone.
"""

from __future__ import annotations

import secrets
from typing import ClassVar

from django.db import models


def new_id() -> str:
    """A batch's id; nobody counts batches by it."""
    return secrets.token_hex(5)


class Leader(models.Model):
    """The first case of a wording, by whose words the others are known."""

    case: models.CharField[str, str] = models.CharField(max_length=20, primary_key=True)
    words: models.TextField[str, str] = models.TextField()  # searchable

    class Meta:
        db_table = "suluh_leader"


class Band(models.Model):
    """One band of a leader's MinHash (suluh.claims.alike)."""

    band: models.BigIntegerField[int, int] = models.BigIntegerField()
    leader: models.CharField[str, str] = models.CharField(max_length=20)

    class Meta:
        db_table = "suluh_band"
        indexes: ClassVar = [models.Index(fields=["band", "leader"], name="suluh_band_of")]


class Second(models.Model):
    """A decided case in the sample, and what the second person said without seeing the first."""

    case: models.CharField[str, str] = models.CharField(max_length=20, primary_key=True)
    rule: models.CharField[str, str] = models.CharField(max_length=80, blank=True, default="")
    region: models.CharField[str, str] = models.CharField(max_length=13, blank=True, default="")
    panel: models.BooleanField[bool, bool] = models.BooleanField(default=False)
    first: models.CharField[str, str] = models.CharField(max_length=20)
    second: models.CharField[str, str] = models.CharField(max_length=20, blank=True, default="")
    made_at: models.DateTimeField[str, str] = models.DateTimeField()
    answered_at: models.DateTimeField[str | None, str | None] = models.DateTimeField(null=True)

    class Meta:
        db_table = "suluh_second"
        indexes: ClassVar = [
            models.Index(fields=["answered_at", "made_at"], name="suluh_second_open"),
            models.Index(fields=["rule"], name="suluh_second_rule"),
        ]


class Conclusion(models.Model):
    """What was agreed when a disagreement was talked about."""

    case: models.CharField[str, str] = models.CharField(max_length=20, primary_key=True)
    person: models.CharField[str, str] = models.CharField(max_length=40)
    words: models.TextField[str, str] = models.TextField()
    at: models.DateTimeField[str, str] = models.DateTimeField()

    class Meta:
        db_table = "suluh_conclusion"


class GroupWord(models.Model):
    """What a person said of a group of accounts. Nothing else follows from it."""

    group: models.CharField[str, str] = models.CharField(max_length=12)
    person: models.CharField[str, str] = models.CharField(max_length=40)
    verdict: models.CharField[str, str] = models.CharField(max_length=12)  # of groups.Verdict
    words: models.TextField[str, str] = models.TextField()
    at: models.DateTimeField[str, str] = models.DateTimeField()

    class Meta:
        db_table = "suluh_group_word"
        indexes: ClassVar = [models.Index(fields=["group", "-at"], name="suluh_group_word_of")]


class Batch(models.Model):
    """Many cases that one person decides or sorts with one word."""

    id: models.CharField[str, str] = models.CharField(
        max_length=12, primary_key=True, default=new_id
    )
    person: models.CharField[str, str] = models.CharField(max_length=40)
    act: models.CharField[str, str] = models.CharField(max_length=8)  # of batches.Act
    desk: models.CharField[str, str] = models.CharField(max_length=12)
    intent: models.TextField[str, str] = models.TextField()  # JSON of batches.Intent
    state: models.CharField[str, str] = models.CharField(max_length=8)  # of batches.State
    made_at: models.DateTimeField[str, str] = models.DateTimeField()
    starts_at: models.DateTimeField[str, str] = models.DateTimeField()
    holds_at: models.DateTimeField[str | None, str | None] = models.DateTimeField(null=True)

    class Meta:
        db_table = "suluh_batch"
        indexes: ClassVar = [models.Index(fields=["person", "-made_at"], name="suluh_batch_person")]


class BatchItem(models.Model):
    """One case of a batch; `why` it was left out, in both languages."""

    batch: models.ForeignKey[Batch, Batch] = models.ForeignKey(Batch, models.CASCADE)
    number: models.IntegerField[int, int] = models.IntegerField()
    case: models.CharField[str, str] = models.CharField(max_length=20)
    state: models.CharField[str, str] = models.CharField(max_length=8)  # of batches.ItemState
    why_id: models.CharField[str, str] = models.CharField(max_length=300, blank=True, default="")
    why_en: models.CharField[str, str] = models.CharField(max_length=300, blank=True, default="")

    class Meta:
        db_table = "suluh_batch_item"
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["batch", "number"], name="suluh_batch_item_once")
        ]
        indexes: ClassVar = [
            models.Index(fields=["batch", "state", "number"], name="suluh_batch_item_state")
        ]


class Shift(models.Model):
    """One person at the desk, from the first page to the last before a long pause. Shown to that person only."""

    person: models.CharField[str, str] = models.CharField(max_length=40)
    started_at: models.DateTimeField[str, str] = models.DateTimeField()
    seen_at: models.DateTimeField[str, str] = models.DateTimeField()
    rested_at: models.DateTimeField[str, str] = models.DateTimeField()
    quiet_until: models.DateTimeField[str | None, str | None] = models.DateTimeField(null=True)
    busy: models.IntegerField[int, int] = models.IntegerField(default=0)  # seconds
    after: models.BigIntegerField[int, int] = models.BigIntegerField()  # last event before it

    class Meta:
        db_table = "suluh_shift"
        indexes: ClassVar = [
            models.Index(fields=["person", "-started_at"], name="suluh_shift_person")
        ]


class Sight(models.Model):
    """A medium that somebody wanted to see clearly, once a shift."""

    shift: models.ForeignKey[Shift, Shift] = models.ForeignKey(Shift, models.CASCADE)
    sha256: models.CharField[str, str] = models.CharField(max_length=64)
    case: models.CharField[str, str] = models.CharField(max_length=20)
    at: models.DateTimeField[str, str] = models.DateTimeField()

    class Meta:
        db_table = "suluh_sight"
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["shift", "sha256"], name="suluh_sight_once")
        ]
