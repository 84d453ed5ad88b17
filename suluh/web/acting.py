"""In which role a person acts on a case, as every event says it."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from suluh.cases import Role
from suluh.web.access import Action, granted
from suluh.web.models import CaseRow, Person
from suluh.web.store import stands


def who(person: Person, row: CaseRow, action: Action, now: datetime) -> dict[str, Any]:
    """Case, time, person and role: the panel's where two must agree, else the first that the table grants."""
    roles = granted(person, action, row)
    wanted = Role.SENIOR_PANEL if stands(row.case).needs_two else None
    return {
        "case": row.case,
        "at": now,
        "actor": person.key,
        "role": wanted if wanted in roles else roles[0],
        "organisation": person.organisation or None,
    }
