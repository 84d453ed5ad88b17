"""Every detector's own examples: what it must see and what it must leave alone."""

from __future__ import annotations

import importlib
import pkgutil
from collections.abc import Iterator
from types import ModuleType

import pytest

import suluh.signals
from suluh.content import Post
from suluh.facts import load
from suluh.knowledge import Knowledge
from suluh.signals.reading import read

NOT_HERE = {"contradiction", "known_claim", "reading", "signal", "lexicon", "scene", "standing"}
KNOWLEDGE = Knowledge(load(), None)


def _modules() -> Iterator[tuple[str, ModuleType]]:
    for info in pkgutil.iter_modules(suluh.signals.__path__):
        if info.name not in NOT_HERE:
            module = importlib.import_module(f"suluh.signals.{info.name}")
            if hasattr(module, "EXAMPLES") and hasattr(module, info.name):
                yield info.name, module


CASES = [
    pytest.param(name, text, want, id=f"{name}-{number}")
    for name, module in _modules()
    for number, (text, want) in enumerate(
        [*module.EXAMPLES, *getattr(module, "EXAMPLES_OF_POSTS", [])]
    )
]


@pytest.mark.parametrize(("name", "text", "want"), CASES)
def test_each_detector_sees_its_examples_and_leaves_the_others_alone(
    name: str, text: str | Post, want: str | None
) -> None:
    module = importlib.import_module(f"suluh.signals.{name}")
    post = text if isinstance(text, Post) else Post("x", text)
    seen = {signal.name for signal in getattr(module, name)(read(post, KNOWLEDGE), KNOWLEDGE)}
    if name == "topic":
        seen.discard("political_topic")
    assert (want in seen) if want else not seen


@pytest.mark.parametrize(("name", "module"), list(_modules()))
def test_each_detector_has_examples_of_both_kinds(name: str, module: ModuleType) -> None:
    wants = [want is None for _, want in module.EXAMPLES]
    assert True in wants
    assert False in wants


DETECTORS = [(name, getattr(module, name)) for name, module in _modules()]


@pytest.mark.parametrize("number", [2, 3, 4, 5, 7, 9, 11])
@pytest.mark.parametrize(
    "text",
    [
        "Coblos nomor {} dapat 100 ribu, ambil di posko",
        "Yang tidak pilih nomor {} awas rumahnya",
        "Fix nomor {} menang mutlak 78 persen di semua TPS",
        "Video AI gubernur mengajak coblos nomor {}, terlihat asli",
        "Sebagai lurah saya minta warga menangkan no {}",
        "Butuh suara buat nomor {}, japri",
    ],
)
def test_no_ballot_number_weighs_more_than_another(text: str, number: int) -> None:
    def seen(value: int) -> list[tuple[str, float]]:
        reading = read(Post("x", text.format(value)), KNOWLEDGE)
        return [
            (each.name, each.score) for _, look in DETECTORS for each in look(reading, KNOWLEDGE)
        ]

    assert seen(number) == seen(1)
