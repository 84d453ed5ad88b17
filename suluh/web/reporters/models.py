"""What came of the reports of each source, case by case and in sum. Both are made from the cases' events."""

from __future__ import annotations

from typing import ClassVar

from django.db import models


class CameOf(models.Model):
    """A decided case of a source: whether something was done that still stands."""

    source: models.CharField[str, str] = models.CharField(max_length=84)  # measure.sources
    case: models.CharField[str, str] = models.CharField(max_length=20)
    acted: models.BooleanField[bool, bool] = models.BooleanField()

    class Meta:
        db_table = "suluh_came_of"
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["case", "source"], name="suluh_came_of_once")
        ]


class Tally(models.Model):
    """The sums of a source, kept so that no page has to count."""

    source: models.CharField[str, str] = models.CharField(max_length=84, primary_key=True)
    decided: models.IntegerField[int, int] = models.IntegerField(default=0)
    actioned: models.IntegerField[int, int] = models.IntegerField(default=0)

    class Meta:
        db_table = "suluh_tally"
