"""Fields of a mapping, read as texts, choices, truth values and sentences."""

from __future__ import annotations

import re
from collections.abc import Collection
from typing import TypeVar

from suluh.policy.lines import Node, unknown
from suluh.policy.rule import Reference, Told, Words
from suluh.policy.vocabulary import vocabulary

T = TypeVar("T")


def words(node: Node) -> Words:
    """A sentence in both languages."""
    keys = node.mapping(allowed=("id", "en"), required=("id", "en"), what="language")
    return Words(keys["id"].text(), keys["en"].text())


def sentence(node: Node) -> Words:
    """A sentence for the author, whose slots must be known."""
    return _slots_known(node, words(node))


ABOUT = ("signal", "slot", "kind")  # what a narrower sentence may depend on


def sentences(node: Node | None) -> tuple[Told, ...]:
    """Narrower sentences, each for one signal, slot or kind of what was noticed."""
    return tuple(_told(item) for item in node.items()) if node else ()


def _told(node: Node) -> Told:
    keys = node.mapping(allowed=(*ABOUT, "id", "en"), required=("id", "en"))
    about = [name for name in ABOUT if name in keys]
    if len(about) != 1:
        raise node.error(f"a sentence is about one of {', '.join(ABOUT)}")
    both = _slots_known(node, Words(keys["id"].text(), keys["en"].text()))
    return Told(about[0], texts(keys[about[0]]), both)


def _slots_known(node: Node, both: Words) -> Words:
    for text in (both.id, both.en):
        for slot in re.findall(r"\{([^}]*)\}", text):
            if slot not in vocabulary().slots:
                raise node.error(unknown("slot", slot, vocabulary().slots))
    return both


def references(node: Node | None) -> tuple[Reference, ...]:
    """Laws or platform rules, with whether they were seen."""
    return tuple(_reference(item) for item in node.items()) if node else ()


def _reference(node: Node) -> Reference:
    keys = node.mapping(
        allowed=("ref", "confidence", "platform", "note"), required=("ref", "confidence")
    )
    return Reference(
        ref=keys["ref"].text(),
        confidence=keys["confidence"].choice(("seen", "memory"), "confidence"),
        platform=text(keys, "platform"),
        note=text(keys, "note"),
    )


def choices(node: Node | None, options: Collection[str], what: str) -> tuple[str, ...]:
    """One or several of a closed set."""
    return tuple(item.choice(options, what) for item in node.items()) if node else ()


def option(keys: dict[str, Node], key: str, options: Collection[str], default: T) -> str | T:
    """One of a closed set, or the default."""
    return keys[key].choice(options, key) if key in keys else default


def texts(node: Node | None) -> tuple[str, ...]:
    """One or several texts."""
    return tuple(item.text() for item in node.items()) if node else ()


def text(keys: dict[str, Node], key: str) -> str | None:
    """A text, or None."""
    return keys[key].text() if key in keys else None


def truth(keys: dict[str, Node], key: str, default: bool) -> bool:
    """A truth value, or the default."""
    if key not in keys:
        return default
    value = keys[key].scalar()
    if not isinstance(value, bool):
        raise keys[key].error(f'"{key}" is true or false, found {keys[key].shown()}')
    return value
