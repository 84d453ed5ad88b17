"""Conditions of a rule, read and checked: what may be asked of signals, post, author and time."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterator

from suluh.policy.lines import Node, unknown
from suluh.policy.rule import (
    AllOf,
    AnyOf,
    Condition,
    DaysTest,
    DetailTest,
    FieldTest,
    NotThis,
    SignalTest,
    TimeTest,
)
from suluh.policy.vocabulary import Domain, vocabulary
from suluh.signals.signal import Stance

HEADS = ("any", "all", "not", "signal", "hit", "author", "post", "posted", "now", "days_to_vote")
SIGNAL_KEYS = ("signal", "score", "stance", "not_stance", "details", "not_details", "count")
HIT_KEYS = ("name", *SIGNAL_KEYS[1:])
WHO = ("name", "handle", "id", "text", "candidate", "party", "number", "bio", "url", "region")


def read_condition(node: Node, periods: Collection[str], *, hits: bool) -> Condition:
    """One condition. `hits`: whether `hit:` has a meaning here (levels only)."""
    keys = node.mapping()
    heads = [key for key in keys if key in HEADS]
    if not heads:
        found = next(iter(keys), "")
        raise node.error(unknown("condition", found, HEADS))
    if len(heads) > 1:
        raise node.error(
            f'"{heads[0]}" and "{heads[1]}" stand in one condition; put them under `all:` or `any:`'
        )
    if heads[0] == "hit" and not hits:
        raise node.error('"hit" has a meaning in levels only; here write "signal"')
    if heads[0] not in ("signal",):
        node.mapping(allowed=heads, what="condition")
    return _READERS[heads[0]](node, keys[heads[0]], periods, hits)


def walk(condition: Condition | None) -> Iterator[Condition]:
    """The condition and all its parts, outermost first."""
    if condition is None:
        return
    yield condition
    match condition:
        case AllOf(parts) | AnyOf(parts):
            for part in parts:
                yield from walk(part)
        case NotThis(part):
            yield from walk(part)


def noticed(condition: Condition | None) -> Iterator[SignalTest]:
    """The signal tests that make a rule speak: those not under a `not`."""
    match condition:
        case SignalTest(of_hits=False):
            yield condition
        case AllOf(parts) | AnyOf(parts):
            for part in parts:
                yield from noticed(part)


def asks_for_copy(condition: Condition | None) -> bool:
    """Whether the condition is met only by a near-identical copy of what a person decided."""
    match condition:
        case SignalTest(of_hits=True, details=details):
            wanted = {test.key for test in details if test.values == (True,) and not test.negated}
            return {"near_identical", "decided_by_person"} <= wanted
        case AllOf(parts):
            return any(asks_for_copy(part) for part in parts)
    return False


def read_hit(node: Node) -> SignalTest:
    """A test on a rule's own hits, as written behind `hit:` or `unless:`."""
    keys = node.mapping(allowed=HIT_KEYS, what="field of a hit")
    return _signal_test(keys, keys.get("name"), of_hits=True)


def _parts(node: Node, periods: Collection[str], hits: bool) -> tuple[Condition, ...]:
    if not node.is_list:
        raise node.error("expected a list of conditions, each on its own line after `- `")
    parts = tuple(read_condition(item, periods, hits=hits) for item in node.items())
    if not parts:
        raise node.error("the list of conditions is empty")
    return parts


def _all(_: Node, value: Node, periods: Collection[str], hits: bool) -> Condition:
    return AllOf(_parts(value, periods, hits))


def _any(_: Node, value: Node, periods: Collection[str], hits: bool) -> Condition:
    return AnyOf(_parts(value, periods, hits))


def _not(_: Node, value: Node, periods: Collection[str], hits: bool) -> Condition:
    return NotThis(read_condition(value, periods, hits=hits))


def _signal(whole: Node, value: Node, periods: Collection[str], hits: bool) -> Condition:
    return _signal_test(
        whole.mapping(allowed=SIGNAL_KEYS, what="field of a signal"), value, of_hits=False
    )


def _hit(_: Node, value: Node, periods: Collection[str], hits: bool) -> Condition:
    return read_hit(value)


def _signal_test(keys: dict[str, Node], name: Node | None, *, of_hits: bool) -> SignalTest:
    known = vocabulary().signals
    names = tuple(item.choice(known, "signal") for item in name.items()) if name else ()
    low, high = _bounds(keys["score"], 0.0, 1.0) if "score" in keys else (0.0, None)
    count = keys["count"].mapping(allowed=("min",), required=("min",)) if "count" in keys else None
    return SignalTest(
        names=names,
        low=low or 0.0,
        high=high,
        stances=_stances(keys.get("stance")),
        not_stances=_stances(keys.get("not_stance")),
        details=(
            *_details(keys.get("details"), names, negated=False),
            *_details(keys.get("not_details"), names, negated=True),
        ),
        count=int(count["min"].number(1)) if count else 1,
        of_hits=of_hits,
    )


def _stances(node: Node | None) -> tuple[Stance, ...]:
    options = [stance.value for stance in Stance]
    return tuple(Stance(item.choice(options, "stance")) for item in node.items()) if node else ()


def _bounds(
    node: Node, low: float | None = None, high: float | None = None
) -> tuple[float | None, float | None]:
    if not node.is_mapping:
        raise node.error("expected `{min: …}` or `{min: …, max: …}`")
    ends = node.mapping(allowed=("min", "max"))
    if not ends:
        raise node.error("expected `{min: …}` or `{min: …, max: …}`")
    first, last = (ends[key].number(low, high) if key in ends else None for key in ("min", "max"))
    if first is not None and last is not None and first > last:
        raise node.error(f"nothing lies between min {first:g} and max {last:g}")
    return first, last


def _details(node: Node | None, names: tuple[str, ...], *, negated: bool) -> Iterator[DetailTest]:
    if node is None:
        return
    known = vocabulary().signals
    of = names or tuple(known)
    domains = {key: domain for name in of for key, domain in known[name].items()}
    what = f"detail of {names[0]}" if len(names) == 1 else "detail"
    for key, value in node.mapping(allowed=tuple(domains) or ("(none)",), what=what).items():
        if value.is_mapping:
            low, _ = _bounds(value)
            yield DetailTest(key, low=low, negated=negated)
        else:
            yield DetailTest(key, _values(value, key, domains[key]), negated=negated)


def _values(node: Node, what: str, domain: Domain) -> tuple[str | int | float | bool | None, ...]:
    values = []
    for item in node.items():
        value = item.scalar()
        if domain == "bool" and not isinstance(value, bool):
            raise item.error(f'"{what}" is true or false, found {item.shown()}')
        if domain == "any" and isinstance(value, bool):
            raise item.error(
                f"\"{what}\" is a text; write '{str(value).lower()}' in quotes, or YAML reads a truth value"
            )
        if isinstance(domain, tuple):
            value = item.choice(domain, what)
        values.append(value)
    return tuple(values)


def _field(subject: str) -> Callable[[Node, Node, Collection[str], bool], Condition]:
    def read(_: Node, value: Node, periods: Collection[str], hits: bool) -> Condition:
        domains: dict[str, Domain] = getattr(vocabulary(), subject)
        keys = value.mapping()
        for key in keys:
            if key in WHO and key not in domains:
                raise value.error(
                    f'a rule cannot look at "{subject}.{key}": who is spoken of, or who speaks, must not decide'
                )
        keys = value.mapping(allowed=tuple(domains), what=f"{subject} field")
        tests = tuple(_field_test(subject, key, node, domains[key]) for key, node in keys.items())
        if not tests:
            raise value.error(f"expected at least one {subject} field")
        return tests[0] if len(tests) == 1 else AllOf(tests)

    return read


def _field_test(subject: str, field: str, node: Node, domain: Domain) -> FieldTest:
    if domain == "number":
        low, high = _bounds(node)
        return FieldTest(subject, field, low=low, high=high)
    return FieldTest(subject, field, _values(node, f"{subject}.{field}", domain))


def _time(clock: str) -> Callable[[Node, Node, Collection[str], bool], Condition]:
    def read(_: Node, value: Node, periods: Collection[str], hits: bool) -> Condition:
        sides = value.mapping(allowed=("within", "before", "after"), what="time")
        if len(sides) != 1:
            raise value.error(
                "expected one of `within`, `before`, `after` with the name of a period"
            )
        side, node = next(iter(sides.items()))
        return TimeTest(clock, side, node.choice(periods, "period"))

    return read


def _days(_: Node, value: Node, periods: Collection[str], hits: bool) -> Condition:
    low, high = _bounds(value)
    return DaysTest(None if low is None else int(low), None if high is None else int(high))


_READERS: dict[str, Callable[[Node, Node, Collection[str], bool], Condition]] = {
    "any": _any,
    "all": _all,
    "not": _not,
    "signal": _signal,
    "hit": _hit,
    "author": _field("author"),
    "post": _field("post"),
    "posted": _time("posted"),
    "now": _time("now"),
    "days_to_vote": _days,
}
