"""Structs are read before threads come, each once."""

from __future__ import annotations

import sys
from types import ModuleType
from typing import Any

import msgspec
import pytest

from suluh.web import structs

READ: list[str] = []
NEW = """
class Leaf(Struct):
    number: Annotated[int, noted("leaf")]

class Branch(Struct):
    leaf: Leaf
    words: Annotated[str, noted("branch")] = ""
"""


def noted(name: str) -> str:
    READ.append(name)
    return name


@pytest.fixture
def new(monkeypatch: pytest.MonkeyPatch) -> Any:
    """Two structs that nobody in this process has read yet."""
    module = ModuleType("new_structs")
    monkeypatch.setitem(sys.modules, module.__name__, module)
    names = "from __future__ import annotations\nfrom typing import Annotated\nfrom msgspec import Struct\n"
    vars(module)["noted"] = noted
    exec(names + NEW, vars(module))
    return module


class One(msgspec.Struct):
    number: int


class Other(msgspec.Struct):
    words: str


class Untagged(msgspec.Struct):
    """Made by our own code alone: msgspec could not tell the two apart, and nothing is read into it."""

    one: One | Other


def test_each_is_read_once_and_not_again_by_whoever_fills_it(new: Any) -> None:
    READ.clear()
    assert structs.read_all() > 100
    assert sorted(READ) == ["branch", "leaf"]
    filled = msgspec.convert({"leaf": {"number": 1}}, new.Branch)
    assert filled.leaf.number == 1
    assert sorted(READ) == ["branch", "leaf"]


def test_one_that_nothing_can_be_read_into_stops_nobody() -> None:
    assert not structs._read(Untagged)
