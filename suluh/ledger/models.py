"""The tables of the ledger: what happened, where its end is, and the tree over it with its signed heads."""

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


class TreeNode(models.Model):
    """The root of a full subtree of 256^level leaves. Can be made again from the events at any time."""

    id: models.BigAutoField[int, int] = models.BigAutoField(primary_key=True)
    level: models.SmallIntegerField[int, int] = models.SmallIntegerField()
    index: models.BigIntegerField[int, int] = models.BigIntegerField()
    hash: models.CharField[str, str] = models.CharField(max_length=64)

    class Meta:
        """One row a subtree."""

        db_table = "suluh_tree_node"
        constraints = (
            models.UniqueConstraint(fields=["level", "index"], name="suluh_tree_node_place"),
        )


class TreeHead(models.Model):
    """A signed head; rows are added, never changed. Hexadecimal text, as published."""

    size: models.BigIntegerField[int, int] = models.BigIntegerField(primary_key=True)
    at: models.BigIntegerField[int, int] = models.BigIntegerField()  # ms since 1970, UTC
    root: models.CharField[str, str] = models.CharField(max_length=64)
    key: models.CharField[str, str] = models.CharField(max_length=64)  # the public key, raw
    signature: models.CharField[str, str] = models.CharField(max_length=128)

    class Meta:
        """One head a size: the same tree is not signed twice."""

        db_table = "suluh_tree_head"
