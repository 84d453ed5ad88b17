"""Which claim, page, account or group is found."""

from __future__ import annotations

from datetime import datetime

import msgspec

from suluh.bench.table import show
from suluh.cli.bench.asked import NETWORK_PARTS, SEARCH_PARTS, Asked, Measured
from suluh.cli.screen import people
from suluh.content import WIB


def retrieval(asked: Asked) -> Measured:
    from suluh.bench import retrieval as measure

    with people.status("Mencari…"):
        result = measure.run(asked.given)
    measure.print_report(result, people)
    return result


def paraphrases(asked: Asked) -> Measured:
    from suluh.bench import paraphrases as measure

    with people.status("Mencari…"):
        result = measure.run(asked.given)
    show([measure.table(result)], people)
    return result


def guide_search(asked: Asked) -> Measured:
    from suluh.bench import guide_search as measure
    from suluh.facts import load
    from suluh.guide.book import Book
    from suluh.house.sentences import opened

    book = Book(load(asked.settings.election), datetime.now(WIB).date())
    halves = asked.parts or SEARCH_PARTS
    found = [
        *measure.tables(measure.run(asked.given, book, halves=halves), "in a page"),
        *measure.tables(measure.run(asked.given, book, opened, halves), "on a server"),
    ]
    show(found, people)
    measured: Measured = {table.title: msgspec.to_builtins(table.rows) for table in found}
    return measured


def checker(asked: Asked) -> Measured:
    """The shipped messages, or those of another file in the same form."""
    from suluh.bench import checker as measure
    from suluh.knowledge import open_knowledge

    result = measure.run(open_knowledge(asked.settings.election), asked.path or measure.FILE)
    show(measure.tables(result), people)
    measured: Measured = msgspec.to_builtins(result)
    return measured


def accounts(asked: Asked) -> Measured:
    """The shipped accounts, or those of another file in the same form."""
    from suluh.bench.accounts import measure
    from suluh.facts import load

    result = measure.run(load(asked.settings.election), asked.path or measure.FILE)
    show(measure.tables(result), people)
    return measure.figures(result)


def networks(asked: Asked) -> Measured:
    from suluh.bench.networks import beside, published, run

    measured: Measured = {}
    for part in asked.parts or NETWORK_PARTS[:1]:
        if part == "published":
            measured[part] = published.run(asked.path)
            show(published.tables(measured[part]), people)
        else:
            module = beside if part == "beside" else run
            measured[part] = module.run(asked.size)
            show(module.tables(measured[part]), people)
    return measured
