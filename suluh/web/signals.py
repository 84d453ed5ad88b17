"""What the parts of the desks tell each other without knowing each other."""

from __future__ import annotations

from django.dispatch import Signal

rebuilt = Signal()  # the lists of cases are being made again from the ledger; so are all others
