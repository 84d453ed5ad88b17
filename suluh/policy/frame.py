"""The frame of a policy: actions, exceptions, severities, periods, inputs and queues."""

from __future__ import annotations

from collections.abc import Callable, Collection
from datetime import date, datetime
from pathlib import Path
from typing import TypeVar

import msgspec

from suluh.errors import DataError
from suluh.policy.calendar import ORIGIN
from suluh.policy.conditions import read_condition, read_hit
from suluh.policy.fields import choices, option, text, texts, truth, words
from suluh.policy.lines import Node, gather, read_yaml, unknown
from suluh.policy.rule import (
    Action,
    ExceptionRule,
    Input,
    Period,
    Severity,
    SignalTest,
    StrikeRules,
    Urgency,
)
from suluh.policy.vocabulary import vocabulary
from suluh.signals.signal import Stance

T = TypeVar("T")
FIELDS = ("author.kind", "author.registered", "author.followers", "post.posted_at", "post.views")


class Frame:
    """What the rules of a policy may refer to, read before them."""

    def __init__(self, folder: Path, problems: list[DataError]):
        self.top = read_yaml(folder / "policy.yaml").mapping(
            allowed=("name version title base vote_date periods inputs queues urgency".split()),
            required="name version title vote_date periods queues urgency".split(),
        )
        self.periods = _named(self.top["periods"], read_period)
        self.queues = _named(self.top["queues"], lambda _, node: words(node))
        inputs = self.top.get("inputs")
        self.inputs = _named(inputs, input_reader(self.periods)) if inputs else {}
        self.actions = _listed(folder / "actions.yaml", "actions", read_action, problems)
        self.exceptions = _listed(
            folder / "exceptions.yaml", "exceptions", read_exception, problems
        )
        severities = _listed(folder / "severity.yaml", "levels", read_severity, problems)
        self.severities = {level.level: level for level in severities.values()}


def read_action(node: Node) -> tuple[str, Action]:
    """One action of actions.yaml."""
    keys = node.mapping(
        allowed="id rank title penalty temporary_allowed strike dsa dsa_kind note".split(),
        required=("id", "rank", "title"),
    )
    return keys["id"].text(), Action(
        id=keys["id"].text(),
        rank=int(keys["rank"].number(0)),
        title=words(keys["title"]),
        penalty=truth(keys, "penalty", True),
        temporary_allowed=truth(keys, "temporary_allowed", False),
        strike=int(keys["strike"].number(0)) if "strike" in keys else 0,
        dsa=text(keys, "dsa"),
        dsa_kind=option(keys, "dsa_kind", ("visibility", "monetary", "provision", "account"), None),
        note=text(keys, "note"),
    )


def read_exception(node: Node) -> tuple[str, ExceptionRule]:
    """One exception of exceptions.yaml."""
    keys = node.mapping(
        allowed="id title test stances signals score only unless origin limits".split(),
        required=("id", "title", "test"),
    )
    stances = [stance.value for stance in Stance]
    return keys["id"].text(), ExceptionRule(
        id=keys["id"].text(),
        title=words(keys["title"]),
        test=words(keys["test"]),
        stances=tuple(Stance(name) for name in choices(keys.get("stances"), stances, "stance")),
        signals=_protections(
            keys.get("signals"), keys["score"].number(0, 1) if "score" in keys else 0.5
        ),
        only=tuple(read_hit(item) for item in keys["only"].items()) if "only" in keys else (),
        unless=tuple(read_hit(item) for item in keys["unless"].items()) if "unless" in keys else (),
        origin=option(keys, "origin", ("domain", "project"), "domain"),
        limits=texts(keys.get("limits")),
    )


def read_severity(node: Node) -> tuple[str, Severity]:
    """One level of severity.yaml."""
    keys = node.mapping(
        allowed="level name weight default strikes sla_hours".split(),
        required=("level", "name", "weight"),
    )
    strikes = keys["strikes"].scalar() if "strikes" in keys else None
    return keys["name"].text(), Severity(
        level=int(keys["level"].number(0, 4)),
        name=keys["name"].text(),
        weight=keys["weight"].number(0),
        default=text(keys, "default"),
        strikes=None if strikes is None else str(strikes),
        sla_hours=int(keys["sla_hours"].number(0)) if "sla_hours" in keys else None,
    )


def read_period(name: str, node: Node) -> Period:
    """A span of time; times carry their offset."""
    keys = node.mapping(allowed=("start", "end", "facts", "from"))
    start, end = (_moment(keys[key]) if key in keys else None for key in ("start", "end"))
    if start is None and end is None:
        raise node.error(f'period "{name}" has neither start nor end')
    if start is not None and end is not None and start >= end:
        raise node.error(f'period "{name}" ends before it starts')
    origins = keys["from"].mapping(allowed=("start", "end")) if "from" in keys else {}
    return Period(
        name,
        start,
        end,
        texts(keys.get("facts")),
        *(_origin(origins[key]) if key in origins else None for key in ("start", "end")),
    )


def _origin(node: Node) -> str:
    written = node.text()
    if not ORIGIN.fullmatch(written):
        raise node.error(
            f'expected a fact slot such as "quiet_period" or "voting_date at voting_hours - 72 h", found {node.shown()}'
        )
    return written


def input_reader(periods: Collection[str]) -> Callable[[str, Node], Input]:
    """Reads what a rule cannot speak without."""

    def read(name: str, node: Node) -> Input:
        keys = node.mapping(
            allowed=("signals", "why", "field", "when"), required=("signals", "why")
        )
        return Input(
            id=name,
            signals=choices(keys["signals"], vocabulary().signals, "signal"),
            why=words(keys["why"]),
            field=option(keys, "field", FIELDS, None),
            when=read_condition(keys["when"], periods, hits=False) if "when" in keys else None,
        )

    return read


def _protections(node: Node | None, low: float) -> tuple[SignalTest, ...]:
    """Names of protection signals, or tests on them."""
    known = vocabulary().protections
    tests = []
    for item in node.items() if node else ():
        if item.is_mapping:
            test = read_hit(item)
            if not test.names or not set(test.names) <= set(known):
                raise item.error(unknown("protection", ", ".join(test.names), known))
        else:
            test = SignalTest(names=(item.choice(known, "protection"),))
        tests.append(msgspec.structs.replace(test, low=max(test.low, low)))
    return tuple(tests)


def read_urgency(node: Node) -> Urgency:
    """The numbers behind the order of a queue."""
    names = ("unknown_reach", "follower_share", "near_factor", "days_scale")
    keys = node.mapping(allowed=names, required=names)
    return Urgency(*(keys[name].number(0) for name in names))


def read_strikes(path: Path) -> StrikeRules:
    """strikes.yaml."""
    names = ("expire_days", "threshold", "per", "severe_first_strike_ban", "ref", "note")
    keys = read_yaml(path).mapping(allowed=names, required=names)
    threshold = keys["threshold"].scalar()
    return StrikeRules(
        expire_days=int(keys["expire_days"].number(1)),
        threshold=threshold if isinstance(threshold, int) else None,
        per=texts(keys["per"]),
        severe_first_strike_ban=truth(keys, "severe_first_strike_ban", False),
        ref=keys["ref"].text(),
        note=keys["note"].text(),
    )


def _moment(node: Node) -> datetime:
    written = str(node.scalar() if not node.is_mapping else "")
    try:
        moment = datetime.fromisoformat(written)
    except ValueError:
        raise node.error(
            f"expected a time such as '2024-11-27T07:00:00+07:00', found {node.shown()}"
        ) from None
    if moment.tzinfo is None:
        raise node.error(f"the time {node.shown()} has no offset; WIB is +07:00")
    return moment


def read_day(node: Node) -> date:
    """A calendar day."""
    try:
        return date.fromisoformat(str(node.scalar()))
    except ValueError:
        raise node.error(f"expected a day such as '2024-11-27', found {node.shown()}") from None


def _named(node: Node, read: Callable[[str, Node], T]) -> dict[str, T]:
    return {name: read(name, value) for name, value in node.mapping(what="name").items()}


def _listed(
    path: Path, key: str, read: Callable[[Node], tuple[str, T]], problems: list[DataError]
) -> dict[str, T]:
    found: dict[str, T] = {}
    for item in read_yaml(path).mapping(allowed=(key,), required=(key,))[key].items():
        with gather(problems):
            name, value = read(item)
            if name in found:
                raise item.error(f'"{name}" is given twice')
            found[name] = value
    return found
