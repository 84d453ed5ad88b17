"""Structs are read before threads come, each once."""

from __future__ import annotations

from typing import Annotated, Any

import msgspec

from suluh.web import structs

READ: list[str] = []


def noted(name: str) -> str:
    READ.append(name)
    return name


class Leaf(msgspec.Struct):
    number: Annotated[int, noted("leaf")]


class Branch(msgspec.Struct):
    leaf: Leaf
    words: Annotated[str, noted("branch")] = ""


class Untagged(msgspec.Struct):
    """Made by our own code alone: msgspec could not tell the two apart, and nothing is read into it."""

    one: Leaf | Branch


def test_each_is_read_once_and_not_again_by_whoever_fills_it() -> None:
    READ.clear()
    assert structs.read_all() > 100
    assert sorted(READ) == ["branch", "leaf"]
    filled: Any = msgspec.convert({"leaf": {"number": 1}}, Branch)
    assert filled.leaf.number == 1
    assert sorted(READ) == ["branch", "leaf"]


def test_one_that_nothing_can_be_read_into_stops_nobody() -> None:
    assert not structs._read(Untagged)
