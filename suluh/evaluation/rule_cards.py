"""Cards of the rules: how often each fired on posts written for it, and how far two readers agree that it is broken.

A rule's card counts on the demonstration posts, which say for which rule each was written, and on posts that two
readers judged. Where nobody measured, the card says so.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

import msgspec

from suluh.cases.agreement import Agreement, Range
from suluh.evaluation.cards import MADE, told
from suluh.evaluation.golden import Golden, Rated
from suluh.evaluation.readers import Named, named, over_all
from suluh.policy.rule import Policy

_FEW = (
    "Each rule's golden set are the demonstration posts that were written for it: few, by one hand, and seen while the "
    "rules were made. They show that a rule works, not how often it errs on posts of strangers. `suluh eval golden` "
    "makes sets from the desks' blind second looks, with their agreement."
)
_READ = (
    "{posts} further posts were judged twice: by their author, and by a language model that had the coding guide alone "
    "and did not see the first answers; neither is an election officer, and the second is no person "
    "([how](../../tests/tables/golden/README.md)). Of all answers {same:.3f} are the same: Cohen's kappa {kappa}, "
    "Krippendorff's alpha {alpha}. *Named*: by the first, by the second, by both. A rule's kappa and alpha say how far "
    "both agree that it is this rule or not; with three or four posts a rule they are rough."
)


class Answered(msgspec.Struct, frozen=True):
    """A post of a rule's golden set: whether it breaks the rule, and whether the rule fired."""

    rule: str
    violating: bool
    fired: bool


def rules_page(
    policy: Policy, answered: Sequence[Answered], golden: Sequence[Rated], read: Sequence[Golden]
) -> str:
    """docs/cards/rules.md. read: the posts that two readers judged."""
    return "\n".join(_rules(policy, answered, {one.rule: one for one in golden}, read)) + "\n"


def _rules(
    policy: Policy,
    answered: Sequence[Answered],
    golden: dict[str, Rated],
    read: Sequence[Golden],
) -> Iterator[str]:
    yield from (f"# Cards of the rules of {policy.key}", "", MADE, "", _FEW, "")
    if read:
        yield from (_both_said(over_all(read), len(read)), "")
    yield (
        "| rule | state | title | breaks it: fired | harmless: fired | golden set | who | named | kappa | alpha |"
    )
    yield "|---|---|---|---|---|---|---|---|---|---|"
    twice = {one.rule: one for one in named(read)}
    for rule in policy.rules:
        cells = (
            rule.id,
            rule.state,
            rule.title.en,
            *_fired([one for one in answered if one.rule == rule.id]),
            *_set_of(golden.get(rule.id)),
            *_agreed(twice.get(rule.id)),
        )
        yield "| " + " | ".join(cells) + " |"


def _both_said(found: Agreement, posts: int) -> str:
    kappa = _with_range(found.kappa, found.kappa_range)
    alpha = _with_range(found.alpha, found.alpha_range)
    return _READ.format(posts=posts, same=found.same, kappa=kappa, alpha=alpha)


def _fired(mine: Sequence[Answered]) -> tuple[str, str]:
    breaking = [one.fired for one in mine if one.violating]
    harmless = [one.fired for one in mine if not one.violating]
    return told(sum(breaking), len(breaking)), told(sum(harmless), len(harmless))


def _set_of(rated: Rated | None) -> tuple[str, str]:
    return (f"{rated.posts} posts", rated.who) if rated else ("none", "–")


def _agreed(twice: Named | None) -> tuple[str, str, str]:
    if twice is None:
        return ("–", "not known", "not known")
    counts = f"{twice.first}, {twice.second}, {twice.both}"
    return counts, f"{twice.agreement.kappa:.2f}", f"{twice.agreement.alpha:.2f}"


def _with_range(value: float, within: Range) -> str:
    return f"{value:.3f} ({within[0]:.3f} to {within[1]:.3f})"
