"""Jobs and what leads to them. The ledger stays what happened; here stands what is still to be sent, and what was."""

from __future__ import annotations

from typing import ClassVar

from django.db import models


class Job(models.Model):
    """Something to be sent once. Who takes it has it until then; who dies gives it back by dying."""

    key: models.CharField[str, str] = models.CharField(max_length=160, unique=True)
    kind: models.CharField[str, str] = models.CharField(max_length=12)  # email | alarms | webhook
    target: models.CharField[str, str] = models.CharField(max_length=40)  # smtp, or a hook's number
    body: models.TextField[str, str] = models.TextField()  # JSON; emptied when it is done
    made_at: models.DateTimeField[str, str] = models.DateTimeField()
    run_at: models.DateTimeField[str, str] = models.DateTimeField()
    attempts: models.IntegerField[int, int] = models.IntegerField(default=0)
    taken_by: models.CharField[str, str] = models.CharField(max_length=80, blank=True, default="")
    taken_until: models.DateTimeField[str | None, str | None] = models.DateTimeField(null=True)
    done_at: models.DateTimeField[str | None, str | None] = models.DateTimeField(null=True)
    dead_at: models.DateTimeField[str | None, str | None] = models.DateTimeField(null=True)
    problem: models.CharField[str, str] = models.CharField(max_length=300, blank=True, default="")

    class Meta:
        """What is to be done is found without reading what is done."""

        db_table = "suluh_job"
        indexes: ClassVar = [
            models.Index(
                fields=["run_at"],
                name="suluh_job_open",
                condition=models.Q(done_at=None, dead_at=None),
            ),
            models.Index(
                fields=["dead_at"], name="suluh_job_dead", condition=models.Q(dead_at__isnull=False)
            ),
        ]


class Hook(models.Model):
    """An address that is told, and the secret by which it knows us."""

    url: models.CharField[str, str] = models.CharField(max_length=400)
    secret: models.CharField[str, str] = models.CharField(max_length=80)
    kinds: models.CharField[str, str] = models.CharField(
        max_length=400, blank=True, default=""
    )  # with spaces between; "" is all
    region: models.CharField[str, str] = models.CharField(max_length=13, blank=True, default="")
    made_at: models.DateTimeField[str, str] = models.DateTimeField()
    gone_at: models.DateTimeField[str | None, str | None] = models.DateTimeField(
        null=True
    )  # it said so, or was removed

    class Meta:
        db_table = "suluh_hook"


class Notice(models.Model):
    """An alarm that has rung. The key keeps it from ringing twice."""

    key: models.CharField[str, str] = models.CharField(max_length=120, unique=True)
    case: models.CharField[str, str] = models.CharField(max_length=20)
    track: models.CharField[str, str] = models.CharField(max_length=1)
    region: models.CharField[str, str] = models.CharField(max_length=13, blank=True, default="")
    target: models.CharField[str, str] = models.CharField(max_length=40)
    part: models.FloatField[float, float] = models.FloatField()
    due: models.DateTimeField[str, str] = models.DateTimeField()
    at: models.DateTimeField[str, str] = models.DateTimeField()
    risen: models.CharField[str, str] = models.CharField(max_length=10, blank=True, default="")

    class Meta:
        db_table = "suluh_notice"
        indexes: ClassVar = [models.Index(fields=["case", "-at"], name="suluh_notice_case")]


class Watch(models.Model):
    """When to look at a case again, if nothing happens to it before."""

    case: models.CharField[str, str] = models.CharField(max_length=20, primary_key=True)
    at: models.DateTimeField[str, str] = models.DateTimeField()

    class Meta:
        db_table = "suluh_watch"
        indexes: ClassVar = [models.Index(fields=["at"], name="suluh_watch_at")]


class Cursor(models.Model):
    """How far the ledger was read."""

    name: models.CharField[str, str] = models.CharField(max_length=20, primary_key=True)
    seq: models.BigIntegerField[int, int] = models.BigIntegerField(default=0)

    class Meta:
        db_table = "suluh_cursor"
