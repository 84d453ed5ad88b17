"""Do the words keep a verdict from passing to a look-alike? Twins of one template, and copies read with mistakes.

    python -m suluh.bench.media.twins

Twins differ in one token (suluh/bench/clips/twins.py); none may agree. A copy is the same text read twice by a machine
that misreads and misses lines; it should agree, and what does not is only suggested.
"""

from __future__ import annotations

import random
from collections.abc import Callable
from typing import NamedTuple

from suluh.bench.clips.statements import statements
from suluh.bench.clips.twins import twins
from suluh.media.bank import texts_agree

# What a machine takes for what: letters that look alike, in both directions; then whatever it likes.
ALIKE = "il lI I1 0o oO 5S s5 8B B8 rn nr ce ec uv vu hb bh tf ft gq qg aq 9g 6b zZ mn nm".split()
RATES = (0.0, 0.01, 0.02, 0.03)


class Agreement(NamedTuple):
    """How many of how many pairs agreed, differed, could not be told."""

    agree: int
    differ: int
    unclear: int

    @property
    def share(self) -> float:
        return self.agree / max(1, sum(self))


def of_twins(seeds: range, rate: float = 0.0) -> Agreement:
    """Of twins, read with `rate` mistakes a letter: `agree` must be 0."""

    def pair(seed: int, chance: random.Random) -> tuple[str, str]:
        twin = twins(seed)
        return _read(twin.one, chance, rate), _read(twin.other, chance, rate)

    return _counted(seeds, pair)


def of_copies(seeds: range, rate: float, lost: float = 0.0) -> Agreement:
    """Of one text read twice with `rate` mistakes a letter and a share of lines not read in the second."""

    def pair(seed: int, chance: random.Random) -> tuple[str, str]:
        lines = _lines(seed)
        kept = [line for line in lines if chance.random() >= lost]
        return _read("\n".join(lines), chance, rate), _read("\n".join(kept), chance, rate)

    return _counted(seeds, pair)


def _counted(seeds: range, pair: Callable[[int, random.Random], tuple[str, str]]) -> Agreement:
    found = [texts_agree(*pair(seed, random.Random(f"read {seed}"))) for seed in seeds]
    return Agreement(*(sum(each is kind for each in found) for kind in (True, False, None)))


def _lines(seed: int) -> list[str]:
    """Two statements a text, one a line."""
    every = [statement.text for statement in statements()]
    return [every[(seed * 2 + i) % len(every)] for i in range(2)]


def _read(text: str, chance: random.Random, rate: float) -> str:
    return misread_as_by_a_machine(text, chance, rate)


def misread_as_by_a_machine(text: str, chance: random.Random, rate: float) -> str:
    """The text with about `rate` of its letters taken for one that looks alike, or for any other.

    Three of four mistakes are of the first kind where a letter has a look-alike. Figures are misread as often as letters.
    """
    likely: dict[str, str] = {pair[0]: pair[1] for pair in ALIKE}
    letters = []
    for letter in text:
        if letter.isspace() or chance.random() >= rate:
            letters.append(letter)
        elif letter in likely and chance.random() < 0.75:
            letters.append(likely[letter])
        else:
            letters.append(chance.choice("abcdefghijklmnopqrstuvwxyz"))
    return "".join(letters)


def main() -> None:
    """Print both tables over the odd seeds, which nothing was tuned on."""
    odd = range(1, 800, 2)
    print("twins (none may agree)")
    for rate in RATES:
        print(f"  misread {rate:.0%}: {of_twins(odd, rate)}")
    print("copies (should agree)")
    for rate in RATES:
        for lost in (0.0, 0.1):
            found = of_copies(odd, rate, lost)
            print(f"  misread {rate:.0%}, lines lost {lost:.0%}: {found.share:.1%} {found}")


if __name__ == "__main__":
    main()
