"""The score sheet of voting day, for people and as JSON."""

from __future__ import annotations

from collections import Counter
from typing import Any

from rich.markup import escape
from rich.table import Table

from suluh.cli.screen import people
from suluh.cli.tongue import name, say
from suluh.drills.voting_day.offices import Waited
from suluh.drills.voting_day.sheet import Sheet


def document(sheet: Sheet) -> dict[str, Any]:
    """The sheet as one JSON document."""
    return {
        "drill": "voting-day",
        "posts": sheet.posts,
        "seconds": round(sheet.seconds, 2),
        "posts_per_second": round(sheet.rate, 1),
        "touched": sheet.touched,
        "rows": [{"row": row, "passed": row.passed} for row in sheet.rows],
        "accounts": [{"seen": one, "passed": one.as_expected} for one in sheet.accounts],
        "brigade": sheet.brigade,
        "offices": [{"office": one, "passed": one.as_expected} for one in sheet.offices],
        "passed": sheet.passed,
    }


def tell(sheet: Sheet) -> None:
    """Prints the sheet."""
    people.print(say("drill_day", posts=sheet.posts), soft_wrap=True)
    people.print(_table(sheet))
    people.print(say("drill_touched", n=sheet.touched), soft_wrap=True)
    brigade = sheet.brigade
    people.print(
        say("drill_brigade", n=brigade.reports, seen=", ".join(brigade.seen) or "–")
        + " "
        + say("drill_damped", before=f"{brigade.before:.2f}", after=f"{brigade.after:.2f}"),
        soft_wrap=True,
    )
    for one in sheet.accounts:
        verdict = name("drills", one.verdict)
        line = say("drill_account", handle=one.account.handle, verdict=verdict)
        people.print(f"{_sign(one.as_expected)} {escape(line)}", soft_wrap=True)
    for office in sheet.offices:
        people.print(f"{_sign(office.as_expected)} {escape(_office(office))}", soft_wrap=True)
    people.print(
        say("drill_speed", seconds=f"{sheet.seconds:.1f}", rate=f"{sheet.rate:.0f}"),
        soft_wrap=True,
    )
    people.print(f"[bold]{say('drill_day_passed' if sheet.passed else 'drill_day_failed')}[/bold]")


def _table(sheet: Sheet) -> Table:
    table = Table(say("drill_what"), say("drill_as_expected"), say("drill_known_short"), "")
    for row in sheet.rows:
        language = f" ({name('drills', row.language)})" if row.language else ""
        table.add_row(
            name("drills", row.name) + language,
            f"{row.right} / {row.of}",
            str(row.known),
            _sign(row.right == row.of),
        )
    return table


def _office(one: Waited) -> str:
    key = "drill_office_offline" if one.offline else "drill_office"
    said = say(
        key, region=one.region, reports=one.reports, waiting=one.waiting, breached=one.breached
    )
    desks = ", ".join(f"{name('drills', to)} ({n})" for to, n in Counter(one.risen_to).items())
    return said + (" " + say("drill_risen", desks=desks) if desks else "")


def _sign(passed: bool) -> str:
    return "[green]✓[/green]" if passed else "[yellow]≠[/yellow]"
