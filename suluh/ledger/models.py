"""The two tables of the ledger: what happened, and where its end is."""

from __future__ import annotations

from django.db import models


class EventRow(models.Model):
    """One event; rows are added, never changed. Times and bodies are text so that what is hashed is what is stored."""

    seq: models.BigIntegerField[int, int] = models.BigIntegerField(primary_key=True)
    at: models.CharField[str, str] = models.CharField(
        max_length=40
    )  # ISO 8601 in UTC; sorts as text
    kind: models.CharField[str, str] = models.CharField(max_length=40)
    subject: models.TextField[str, str] = models.TextField()
    body: models.TextField[str, str] = models.TextField()
    prev_hash: models.CharField[str, str] = models.CharField(max_length=64)
    hash: models.CharField[str, str] = models.CharField(max_length=64)

    class Meta:
        """Found by kind and by subject, in order."""

        db_table = "suluh_event"
        indexes = (
            models.Index(fields=["kind", "seq"], name="suluh_event_kind"),
            models.Index(fields=["subject", "seq"], name="suluh_event_subject"),
        )


class HeadRow(models.Model):
    """The last event's number and hash: one row, locked by whoever appends, and the proof against a cut tail."""

    id: models.SmallIntegerField[int, int] = models.SmallIntegerField(primary_key=True, default=1)
    seq: models.BigIntegerField[int, int] = models.BigIntegerField(default=0)
    hash: models.CharField[str, str] = models.CharField(max_length=64)

    class Meta:
        """One row."""

        db_table = "suluh_head"
