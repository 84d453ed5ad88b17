"""The tables of the tracks as a lawyer reads them, written from the very rows that the code obeys."""

from __future__ import annotations

from collections.abc import Iterator

from suluh.cases.actors import BUT_AUDITORS, Track
from suluh.cases.case import NEW, STAY
from suluh.cases.fold import STATES, TABLES
from suluh.cases.steps import Step
from suluh.cases.wording import phrase


def markdown(track: Track) -> str:
    """The states of a track and its rows, as two Markdown tables."""
    return "\n".join([*_states(track), "", *_rows(track)])


def _states(track: Track) -> Iterator[str]:
    yield "| state | Indonesian |"
    yield "|---|---|"
    for state in STATES[track]:
        yield f"| `{state}` | {phrase('state', state, 'id')} |"


def _rows(track: Track) -> Iterator[str]:
    yield "| event | in | leads to | by | if | mark |"
    yield "|---|---|---|---|---|---|"
    for row in TABLES[track]:
        yield "| " + " | ".join(_cells(row, track)) + " |"


def _cells(row: Step, track: Track) -> Iterator[str]:
    kind = str(row.event.__struct_config__.tag)
    yield f"`{kind}`" + (f" ({row.choice})" if row.choice else "")
    yield _places(row, track)
    yield "stays" if row.to == STAY else row.to
    yield "all but auditors" if row.by == BUT_AUDITORS else ", ".join(sorted(row.by))
    yield ", ".join(guard.__name__.replace("_", " ") for guard in row.guards) or "-"
    yield f"{row.mark} {row.fact}" if row.fact else row.mark


def _places(row: Step, track: Track) -> str:
    states = [state for state in (NEW, *STATES[track]) if state in row.when]
    left = [state for state in STATES[track] if state not in row.when]
    if len(left) <= 3 and NEW not in row.when:
        return "any" + (f" but {', '.join(left)}" if left else "")
    return ", ".join("(new)" if state == NEW else state for state in states)
