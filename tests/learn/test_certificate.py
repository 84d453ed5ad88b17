"""A certificate keeps no name, and knows the one it was made for."""

from __future__ import annotations

from hypothesis import given, settings
from hypothesis import strategies as st

from suluh.learn.certificate import is_of, new_number, read_number, sealed


def test_the_name_is_known_again_however_it_is_written() -> None:
    seal = sealed("Dr. Siti Contoh, M.Si.")
    assert is_of("dr siti  contoh m si", seal)
    assert not is_of("Siti Contoh", seal)
    assert "siti" not in (seal.salt + seal.hash).lower()


def test_the_same_name_is_kept_otherwise_each_time() -> None:
    one, other = sealed("Budi"), sealed("Budi")
    assert one.salt != other.salt and one.hash != other.hash


@settings(max_examples=10, deadline=None)
@given(st.text(max_size=80))
def test_any_name_is_its_own(name: str) -> None:
    assert is_of(name, sealed(name))


def test_numbers_are_read_again_and_do_not_repeat() -> None:
    numbers = [new_number() for _ in range(200)]
    assert len(set(numbers)) == 200
    assert all(read_number(number.lower().replace("-", " ")) == number for number in numbers)


@given(st.text())
def test_any_text_is_a_number_or_none(text: str) -> None:
    found = read_number(text)
    assert found is None or read_number(found) == found
