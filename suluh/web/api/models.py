"""Keys by which programs come in, each for one person and never more than that person may."""

from __future__ import annotations

from datetime import datetime

from django.db import models

from suluh.web.models import Person


class ApiKey(models.Model):
    """One key. Its secret is kept nowhere: what stands here is its SHA-256."""

    person: models.ForeignKey[Person, Person] = models.ForeignKey(Person, models.CASCADE)
    label: models.CharField[str, str] = models.CharField(max_length=60)
    prefix: models.CharField[str, str] = models.CharField(max_length=8, unique=True)  # its name
    digest: models.CharField[str, str] = models.CharField(max_length=64)
    scopes: models.CharField[str, str] = models.CharField(max_length=80)  # words of scopes.Scope
    made_at: models.DateTimeField[datetime, datetime] = models.DateTimeField()
    expires_at: models.DateTimeField[datetime, datetime] = models.DateTimeField()
    used_at: models.DateTimeField[datetime | None, datetime | None] = models.DateTimeField(
        null=True
    )
    revoked_at: models.DateTimeField[datetime | None, datetime | None] = models.DateTimeField(
        null=True
    )

    class Meta:
        db_table = "suluh_api_key"

    def works(self, now: datetime) -> bool:
        """Neither revoked nor past its time."""
        return self.revoked_at is None and now < self.expires_at
