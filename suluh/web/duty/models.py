"""The register of partners on duty."""

from __future__ import annotations

from typing import ClassVar

from django.db import models


class DutyContact(models.Model):
    """An organisation that protects people in a region, and how it is reached. Its people see by their accounts."""

    organisation: models.CharField[str, str] = models.CharField(
        max_length=80
    )  # as their accounts name it
    kind: models.CharField[str, str] = models.CharField(max_length=8)  # bawaslu | kpu | police
    region: models.CharField[str, str] = models.CharField(
        max_length=13, blank=True, default=""
    )  # "" everywhere
    email: models.CharField[str, str] = models.CharField(max_length=254, blank=True, default="")
    phone: models.CharField[str, str] = models.CharField(max_length=40, blank=True, default="")
    made_at: models.DateTimeField[str, str] = models.DateTimeField()
    gone_at: models.DateTimeField[str | None, str | None] = models.DateTimeField(null=True)

    class Meta:
        db_table = "suluh_duty"
        indexes: ClassVar = [models.Index(fields=["kind", "region"], name="suluh_duty_region")]
