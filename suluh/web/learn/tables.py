"""Tables that a trainer takes along. A cell that a spreadsheet would run as a formula is written as text."""

from __future__ import annotations

import io
from collections.abc import Iterable
from typing import Any

from django.db.models import Count
from openpyxl import Workbook

from suluh.facts.regions import regions
from suluh.learn.course import Rulebook
from suluh.learn.misjudged import Misjudged
from suluh.web.learn.models import Participant, Workshop
from suluh.web.tongue import moment, said


def misjudged_rows(rows: Iterable[Misjudged], rules: Rulebook, lang: str) -> list[list[Any]]:
    """Province, rule, title, people, answers, part that was wrong; a head first."""
    head = [
        said(f"mis_{key}", lang)
        for key in ("province", "rule", "title", "people", "answers", "wrong")
    ]
    return [head] + [
        [
            regions().name(row.province) if row.province else said("mis_none", lang),
            row.rule,
            rules.title(row.rule, lang) or "",
            row.people,
            row.answers,
            round(row.wrong, 3),
        ]
        for row in rows
    ]


def attendance_rows(workshop: Workshop, lang: str) -> list[list[Any]]:
    """Pseudonym, time of joining, answers given; a head first."""
    head = [said(f"att_{key}", lang) for key in ("name", "joined", "answers")]
    people = (
        Participant.objects.filter(workshop=workshop)
        .annotate(n=Count("answer"))
        .order_by("joined_at")
    )
    rows = people.values_list("pseudonym", "joined_at", "n")
    return [head] + [[as_text(name), moment(at, lang), n] for name, at, n in rows]


def as_text(cell: str) -> str:
    """
    >>> as_text("=1+1"), as_text("Melati")
    ("'=1+1", 'Melati')
    """
    return f"'{cell}" if cell[:1] in "=+-@\t\r" else cell


def as_xlsx(rows: list[list[Any]]) -> bytes:
    book = Workbook()
    sheet = book.active
    for row in rows:
        sheet.append(row)
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()
