"""A ledger, and the report over it."""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterable, Iterator
from pathlib import Path
from typing import Any

import pytest

from suluh.cases import Happening
from suluh.ledger import Ledger, NewEvent, open_ledger
from suluh.policy.language import load_policy
from suluh.transparency import Report, report_from

sys.path.insert(0, str(Path(__file__).parent))  # telling_counts.py, beside these tests


@pytest.fixture
def ledger(tmp_path: Path) -> Iterator[Ledger]:
    with open_ledger(str(tmp_path / "ledger.sqlite")) as opened:
        yield opened


@pytest.fixture
def tell(ledger: Ledger) -> Callable[..., Report]:
    """Writes what is told and gives the report over the whole ledger."""

    def told(*stories: Iterable[Happening | NewEvent], **days: Any) -> Report:
        from telling_counts import new

        for story in stories:
            ledger.append(map(new, story))
        return report_from(ledger.events(), load_policy(), **days)

    return told
