"""Time, memory and crowds; and what a long run or a biased ledger shows."""

from __future__ import annotations

from datetime import datetime
from importlib import import_module
from pathlib import Path

import msgspec

from suluh.bench.table import show
from suluh.cli.bench.asked import DATABASES, DESK_PARTS, Asked, Measured
from suluh.cli.screen import people
from suluh.content import WIB


def speed(asked: Asked) -> Measured:
    from suluh.bench import speed as measure

    result = measure.run(asked.settings, asked.size or 100_000)
    show(measure.table(result), people)
    return result


def memory(asked: Asked) -> Measured:
    from suluh.bench import memory as measure

    result = measure.run(asked.settings, asked.size or 100_000, asked.reviews)
    show(measure.table(result), people)
    return result


def growth(asked: Asked) -> Measured:
    from suluh.bench import growth as measure

    largest = asked.size or 100_000
    result = measure.run([n for n in (1_000, 10_000, 100_000, 1_000_000) if n <= largest])
    measure.print_growth(result, people)
    return result


def parts(asked: Asked) -> Measured:
    from suluh.bench import parts as measure
    from suluh.bench import speed

    result = measure.run(asked.settings, speed.election_posts())
    show(measure.table(result), people)
    return result


def desk(asked: Asked) -> Measured:
    """The desks stand beside the command line, not below it: they are asked for by name, as commands are."""
    measured = import_module("suluh.web.load.parts")
    whole = import_module("suluh.web.load.whole")
    crowd = measured.Asked(
        "", Path(), None, open_items=asked.size or 1_000_000, **msgspec.structs.asdict(asked.desk)
    )
    result: Measured = whole.run(
        crowd,
        asked.parts or DESK_PARTS,
        asked.databases or DATABASES,
        lambda tables: show(tables, people),
    )
    return result


def workshop(asked: Asked) -> Measured:
    """At the desks, as `_desk`."""
    measured = import_module("suluh.web.load.workshop")
    result: Measured = measured.run(asked.size or 300)
    show(measured.tables(result), people)
    return result


def guide(asked: Asked) -> Measured:
    """Without a built site, one is built and thrown away."""
    import tempfile

    from suluh.bench import guide as budget
    from suluh.facts import load
    from suluh.guide.book import Book
    from suluh.house.build import build
    from suluh.house.site import Site

    day = datetime.now(WIB).date()
    with tempfile.TemporaryDirectory() as folder:
        site = asked.path
        if site is None:
            site = build(
                Site(Book(load(asked.settings.election), day)), Path(folder) / "situs"
            ).folder
        result = budget.run(asked.settings.election, day.isoformat(), site)
    show(budget.tables(result), people)
    measured: Measured = msgspec.to_builtins(result)
    return measured


def transparency(asked: Asked) -> Measured:
    """size: events of the ledger that is made up; path: folder in which it stands meanwhile."""
    from suluh.bench import transparency as measure

    result = measure.measure(asked.size or 100_000, asked.path)
    show(measure.tables(result), people)
    measured: Measured = msgspec.to_builtins(result)
    return measured


def fairness(asked: Asked) -> Measured:
    from suluh.bench import fairness as measure

    with people.status("Menghitung…"):
        result = measure.run(asked.size)
    show(measure.tables(result), people)
    return result
