"""Tips with the key of their link, and messages to and from messengers.

An address (a chat, a telephone number) is kept only while an answer is owed to it; then it is erased. Words are masked
before they come here.
"""

from __future__ import annotations

from typing import ClassVar

from django.db import models

CHANNELS = ("web", "telegram", "whatsapp")


class Tip(models.Model):
    """One citizen's tip: the number given back, and the case it belongs to. The link's secret is kept nowhere."""

    number: models.CharField[str, str] = models.CharField(max_length=12, primary_key=True)
    key: models.CharField[str, str] = models.CharField(max_length=64, unique=True)
    case: models.CharField[str, str] = models.CharField(max_length=20)
    person: models.CharField[str, str] = models.CharField(max_length=40)
    channel: models.CharField[str, str] = models.CharField(max_length=8)
    address: models.CharField[str, str] = models.CharField(max_length=64, blank=True, default="")
    made_at: models.DateTimeField[str, str] = models.DateTimeField()
    told_at: models.DateTimeField[str | None, str | None] = models.DateTimeField(null=True)

    class Meta:
        db_table = "suluh_tip"
        indexes: ClassVar = [
            models.Index(fields=["person", "-made_at"], name="suluh_tip_person"),
            models.Index(fields=["told_at", "channel"], name="suluh_tip_owed"),
        ]


class Incoming(models.Model):
    """A message that came; the unique id of its channel keeps it from being answered twice."""

    channel: models.CharField[str, str] = models.CharField(max_length=8)
    message: models.CharField[str, str] = models.CharField(max_length=128)
    person: models.CharField[str, str] = models.CharField(max_length=40)
    address: models.CharField[str, str] = models.CharField(max_length=64, blank=True, default="")
    text: models.TextField[str, str] = models.TextField(blank=True, default="")
    came_at: models.DateTimeField[str, str] = models.DateTimeField()
    done_at: models.DateTimeField[str | None, str | None] = models.DateTimeField(null=True)

    class Meta:
        db_table = "suluh_incoming"
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["channel", "message"], name="suluh_incoming_once")
        ]
        indexes: ClassVar = [
            models.Index(fields=["channel", "done_at", "id"], name="suluh_incoming_open"),
            models.Index(fields=["person", "-came_at"], name="suluh_incoming_person"),
        ]


class Outgoing(models.Model):
    """A message to be sent. `problem` says why it was given up."""

    channel: models.CharField[str, str] = models.CharField(max_length=8)
    address: models.CharField[str, str] = models.CharField(max_length=64, blank=True, default="")
    text: models.TextField[str, str] = models.TextField()
    made_at: models.DateTimeField[str, str] = models.DateTimeField()
    next_at: models.DateTimeField[str, str] = models.DateTimeField()
    tries: models.IntegerField[int, int] = models.IntegerField(default=0)
    sent_at: models.DateTimeField[str | None, str | None] = models.DateTimeField(null=True)
    problem: models.CharField[str, str] = models.CharField(max_length=200, blank=True, default="")

    class Meta:
        db_table = "suluh_outgoing"
        indexes: ClassVar = [
            models.Index(fields=["channel", "sent_at", "next_at"], name="suluh_outgoing_due")
        ]
