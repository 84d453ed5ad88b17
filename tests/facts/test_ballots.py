"""A file of candidates is looked over before it is added: the first mistake is named with its file and line."""

from __future__ import annotations

import contextlib
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from suluh.errors import DataError, RequestError
from suluh.facts.ballots import tried

SOURCE = '  sources: [{title: Keputusan contoh, url: "https://contoh.example/"}]\n'


def column(at: int, blank: bool = False, source: str = SOURCE, **other: str) -> str:
    """One made-up column; other: a field of the value, or a field that is left out when "-"."""
    value = {
        "number": str(at),
        "office": "gubernur dan wakil gubernur",
        "pair": "Kolom kosong" if blank else f"Contoh {at} - Misal {at}",
        "official_name": "KOLOM KOSONG" if blank else f"CONTOH {at} - MISAL {at}",
        "is_blank": "true" if blank else "false",
    } | other
    fields = "".join(f"    {key}: {said}\n" for key, said in value.items() if said != "-")
    return (
        f"- id: XX-CAN-31-{at}{'k' if blank else ''}\n  slot: candidate_pair\n"
        f"  statement_id: Nomor urut {at} contoh.\n  statement_en: Number {at}.\n"
        f"  value:\n    type: record\n{fields}"
        f'  jurisdiction: "31"\n  valid_from: "2024-09-23"\n'
        f"  source_kind: primary\n  confidence: seen\n{source}"
    )


def file(place: Path, *columns: str) -> Path:
    path = place / "31-contoh.yaml"
    path.write_text("".join(columns), "utf-8")
    return path


@pytest.mark.parametrize(
    "columns", [(column(1), column(2)), (column(1), column(2, blank=True)), (column(2), column(1))]
)
def test_a_good_list_loads_and_nothing_is_written(columns: tuple[str, ...], tmp_path: Path) -> None:
    loaded, new = tried(file(tmp_path, *columns), "pilkada-2024")
    assert len(new) == 2 and {f.jurisdiction for f in new} == {"31"}
    assert all(f.id in loaded.by_id for f in new)
    assert list(tmp_path.iterdir()) == [tmp_path / "31-contoh.yaml"]


@pytest.mark.parametrize(
    ("columns", "says"),
    [
        ((column(1),), "a single pair stands with an empty column"),
        ((column(1), column(3)), "number 2 is missing before it"),
        ((column(1, True), column(2, True)), "one empty column at most"),
        ((column(1, pair="-"), column(2)), 'the text "pair" is missing'),
        ((column(1, is_blank="-"), column(2)), "is_blank"),
        ((column(1, is_blank="mungkin"), column(2)), "is_blank"),
        ((column(1, number="satu"), column(2)), 'needs a "number"'),
        ((column(0), column(1)), 'needs a "number"'),
        ((column(1, source=""), column(2)), "a source is missing"),
        ((column(1), column(1).replace("31-1", "31-1b")), "number 1 is XX-CAN-31-1 already"),
        ((column(1), column(1)), "XX-CAN-31-1"),  # an id twice
        ((column(1).replace('"31"', '"99"'), column(2)), "99"),  # no region
        ((column(1).replace("slot:", "slott:"), column(2)), 'did you mean "slot"'),
        (("{{{",), "YAML"),
    ],
)
def test_a_mistake_is_named_with_its_place(
    columns: tuple[str, ...], says: str, tmp_path: Path
) -> None:
    with pytest.raises(DataError) as caught:
        tried(file(tmp_path, *columns), "pilkada-2024")
    assert says in str(caught.value) and "31-contoh.yaml" in str(caught.value)


def test_a_pair_that_takes_the_place_of_another_is_no_double(tmp_path: Path) -> None:
    struck = column(1).replace('valid_from: "2024-09-23"', 'valid_to: "2024-10-01"')
    after = column(1).replace("31-1", "31-1b").replace("2024-09-23", "2024-10-02")
    _, new = tried(file(tmp_path, struck, after, column(2)), "pilkada-2024")
    assert len(new) == 3


def test_the_command_says_it_in_indonesian(tmp_path: Path, suluh: Callable[..., Any]) -> None:
    good = suluh("facts", "try", file(tmp_path, column(1), column(2)))
    assert good.code == 0 and "2 fakta dapat dimuat, 2 di antaranya kolom surat suara" in good.said
    bad = suluh("facts", "try", file(tmp_path, column(1), column(3)))
    assert bad.code == 2 and "nomor 2 sebelum ini belum ada" in bad.said
    assert suluh("facts", "try", tmp_path / "tidak-ada.yaml").code == 2


@settings(
    max_examples=5, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@given(st.binary(max_size=200))
def test_any_bytes_are_a_request_error_or_load(tmp_path: Path, content: bytes) -> None:
    path = tmp_path / "31-contoh.yaml"
    path.write_bytes(content)
    with contextlib.suppress(RequestError):
        tried(path, "pilkada-2024")
