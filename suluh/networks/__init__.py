"""Accounts that act as one: found by what they share and when, held against chance, shown to a person.

Nothing is decided here and no account is scored: a group is a case for somebody to look at. Candidates, parties and
opinions are no input; genuine, disclosed campaigning is set apart and is no breach.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from pathlib import Path

from suluh.intake.door import Rejected
from suluh.networks.apart import Registered
from suluh.networks.asked import Asked
from suluh.networks.found import Found, Group
from suluh.networks.mediaprints import medium_in
from suluh.networks.portrait import found
from suluh.networks.reading import read
from suluh.networks.search import search
from suluh.networks.source import FIELDS, lines_of

__all__ = ["FIELDS", "Asked", "Found", "Group", "Registered", "find"]

_NOBODY = Registered()


def find(
    posts: str,
    asked: Asked = Asked(),  # noqa: B008  frozen
    *,
    columns: Mapping[str, str] | None = None,
    official: Registered = _NOBODY,
    rejected: Callable[[Rejected], object] = lambda record: None,
) -> Found:
    """The groups in a file (or folder, or "-" for the standard input) of posts.

    columns: for a table with names of its own, field to column. official: accounts that the facts call official.
    rejected: told of each record that is no post; the search goes on.
    Raises InputError for a file that cannot be read, RequestError for a column that is not there, ServiceError when there
    is no room for a temporary copy.
    """
    turned_away: list[Rejected] = []
    with lines_of(posts, columns or {}, turned_away.append) as path:
        folder = Path(posts) if Path(posts).is_dir() else Path(posts).parent
        traffic = read(path, rejected, medium_in(None if posts == "-" else folder))
        for record in turned_away:
            rejected(record)
        traffic.counts.lines += len(turned_away)
        traffic.counts.rejected += len(turned_away)
        return found(traffic, path, search(traffic, path, asked, official), asked)
