"""A code is found among many others, before and after it was kept."""

import numpy as np
import pytest

from suluh.media.prints import index as index_module
from suluh.media.prints.index import Index


def codes(count, seed=1):
    return np.random.default_rng(seed).integers(0, 256, (count, 32), dtype=np.uint8)


def turned(bits, count):
    """The codes with so many bits turned round."""
    loose = np.unpackbits(bits, axis=1)
    for number, row in enumerate(loose):
        row[np.random.default_rng(number).choice(256, count, replace=False)] ^= 1
    return np.packbits(loose, axis=1)


def filled(count):
    index = Index()
    index.add(codes(count), np.arange(count) * 10)
    return index


def test_an_empty_index_finds_nothing():
    assert len(Index().within(codes(3), 31).label) == 0
    assert len(Index().nearest(codes(3), 2).label) == 0


def test_a_code_is_found_up_to_the_distance_and_not_beyond():
    near = filled(100).within(turned(codes(100)[7:8], 31), 31)
    assert list(near.label) == [70] and list(near.distance) == [31]
    assert len(filled(100).within(turned(codes(100)[7:8], 32), 31).label) == 0


def test_the_grouped_index_finds_what_the_exact_one_finds(monkeypatch):
    exact = filled(4000)
    monkeypatch.setattr(index_module, "EXACT", 1000)
    grouped = filled(4000)
    asked = turned(codes(4000)[:50], 20)
    assert exact.exact and not grouped.exact
    assert set(grouped.within(asked, 31).label) == set(exact.within(asked, 31).label)


def test_what_is_added_after_grouping_is_found(monkeypatch):
    monkeypatch.setattr(index_module, "EXACT", 1000)
    index = filled(1500)
    index.add(codes(5000, seed=9), np.arange(5000) + 1_000_000)
    assert 1_004_999 in index.within(codes(5000, seed=9)[-1:], 5).label
    assert 14_990 in index.within(codes(1500)[-1:], 5).label


@pytest.mark.parametrize("most", [1000, 100_000])
def test_an_opened_index_answers_the_same_and_takes_more_in(monkeypatch, tmp_path, most):
    monkeypatch.setattr(index_module, "EXACT", most)
    filled(1500).save(tmp_path, "prints")
    opened = Index.open(tmp_path, "prints")
    asked = turned(codes(1500)[:20], 10)
    assert sorted(opened.within(asked, 15).label) == sorted(filled(1500).within(asked, 15).label)
    opened.add(codes(2, seed=5), np.array([5, 6]))
    assert list(opened.within(codes(2, seed=5), 0).label) == [5, 6]


def test_a_broken_file_is_an_error_and_not_a_crash(tmp_path):
    filled(10).save(tmp_path, "prints")
    (tmp_path / "prints.codes").write_bytes(b"IBxF" + b"\x00" * 40)
    with pytest.raises(ValueError, match="prints"):
        Index.open(tmp_path, "prints")
    with pytest.raises(OSError):
        Index.open(tmp_path, "other")
