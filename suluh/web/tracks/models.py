"""The report form as it was filled in. It holds personal data, so it stands here and can be erased; the ledger cannot."""

from __future__ import annotations

from django.db import models


class FormRow(models.Model):
    """One filing's form: field of the fact (report_form_fields) to what was written, as JSON."""

    case: models.CharField[str, str] = models.CharField(max_length=20, primary_key=True)
    fields: models.TextField[str, str] = models.TextField()
    salt: models.CharField[str, str] = models.CharField(max_length=32)  # of the hash in the ledger
    changed_at: models.DateTimeField[str, str] = models.DateTimeField()

    class Meta:
        db_table = "suluh_form"
