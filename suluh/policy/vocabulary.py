"""The words a rule may use: signals with their details, what is known of an author, a post."""

from __future__ import annotations

from functools import cache
from pathlib import Path

import msgspec

from suluh.policy.lines import Node, read_yaml

# What a machine may put in force alone. Not configurable: see DESIGN, decision four.
MACHINE_ALONE = frozenset(
    {
        "none",
        "info_label",
        "refer_partner",
        "context_label",
        "require_aigc_label",
        "reco_ineligible",
    }
)
NEUTRAL = frozenset({"none", "info_label"})  # burdens no one, and needs no one's review
# Models that may fill a queue, never set a limit.
SUGGEST_ONLY = frozenset({"triage", "judge", "suspicion", "resemblance"})
STATES = ("draft", "shadow", "live", "retired")
PRIORITIES = ("P0", "P1", "P2", "P3", "P4")

Domain = tuple[str, ...] | str  # a closed list, or any | bool | number


class Vocabulary(msgspec.Struct, frozen=True):
    """`signals` maps a signal to its details, each to its domain; `author` and `post` to fields."""

    signals: dict[str, dict[str, Domain]]
    protections: tuple[str, ...]
    author: dict[str, Domain]
    post: dict[str, Domain]
    slots: tuple[str, ...]


@cache
def vocabulary() -> Vocabulary:
    """The shipped vocabulary."""
    top = read_yaml(Path(__file__).parent / "data" / "vocabulary.yaml").mapping()
    return Vocabulary(
        signals={name: _domains(node) for name, node in top["signals"].mapping().items()},
        protections=_texts(top["protections"]),
        author=_domains(top["author"]),
        post=_domains(top["post"]),
        slots=_texts(top["slots"]),
    )


def _domains(node: Node) -> dict[str, Domain]:
    return {
        key: _texts(value) if value.is_list else value.text()
        for key, value in node.mapping().items()
    }


def _texts(node: Node) -> tuple[str, ...]:
    return tuple(item.text() for item in node.items())
