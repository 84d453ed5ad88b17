"""What was looked at, and what could not be seen: posts read, media looked at, fields that sources did not give."""

from __future__ import annotations

from collections.abc import Iterator

from suluh.policy.rule import Policy
from suluh.transparency.figure import Figure, Topic, counted, not_known, shared, suppressed
from suluh.transparency.protect import hidden
from suluh.transparency.sums import View

RETIRED: tuple[str, tuple[str, ...]] = ("retired", ())  # a rule that the policy no longer has


def coverage(view: View) -> Iterator[Figure]:
    """Of the scans where this ledger holds scans, and of the cases. A ledger without scans says that it has none."""
    posts, cases = view.total("scan_posts"), view.total("cases")
    if posts or view.total("scan_rejected"):
        yield counted("scan_posts", posts)
        yield counted("scan_rejected", view.total("scan_rejected"))
        yield shared("scan_looked", view.total("scan_looked"), posts)
        yield counted("scan_failed", sum(view.by("scan_failed", "detector").values()))
    else:
        yield not_known("scan_posts", 0)
    for name in ("posting_known", "views_known"):
        yield shared(name, view.total(name), cases)
    yield shared("region_known", cases - view.by("cases", "region")[""], cases)
    yield counted("unreadable", view.total("unreadable"))


def topics(view: View, policy: Policy) -> tuple[Topic, ...]:
    """Every rule of the policy, those that noticed nothing too, and rules of older policies that did."""
    states = {rule.id: (rule.state, rule.inputs) for rule in policy.rules}
    counts = {state: _noticed(view, state) for state in ("rules", "shadow")}
    known = sorted({*states, *(rule for count in counts.values() for rule in count)})
    small = {
        state: hidden({rule: n for rule, n in count.items() if n})
        for state, count in counts.items()
    }

    def figure(name: str, state: str, rule: str) -> Figure:
        return (
            suppressed(name) if rule in small[state] else counted(name, counts[state].get(rule, 0))
        )

    return tuple(
        Topic(
            rule,
            states.get(rule, RETIRED)[0],
            figure("fired", "rules", rule),
            figure("shadow", "shadow", rule),
            states.get(rule, RETIRED)[1],
        )
        for rule in known
    )


def _noticed(view: View, state: str) -> dict[str, int]:
    """How often each rule fired: in the scans of this ledger, or in the posts that were brought before people."""
    scanned = view.by(f"scan_{state}", "rule")
    return dict(
        scanned or view.by("brought_fired" if state == "rules" else "brought_shadow", "rule")
    )
