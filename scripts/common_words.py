"""Write suluh/text/data/common_words.txt: the words that a damaged spelling may have been.

They are the words of the detectors' lexicons and of the gate, beyond those that `suluh.text.slang` knows. The text part
may not read the detectors' files, so they are written out; tests/text/test_repair.py fails when they fall behind.

    python scripts/common_words.py
"""

from __future__ import annotations

import re
from pathlib import Path

import yaml

from suluh.signals.gate_words import words as gate_words
from suluh.signals.lexicon import FOLDER
from suluh.text.slang import lexicon

FILE = Path(__file__).parent.parent / "suluh" / "text" / "data" / "common_words.txt"
SHORTEST = 3  # letters
_WORD = re.compile(r"[a-z]+")
_HEAD = "# Kata yang boleh jadi dimaksud oleh ejaan yang rusak; ditulis oleh scripts/common_words.py, jangan disunting.\n"


def common_words() -> str:
    """The file as it should be."""
    found = {word for word in gate_words().weights if word.isascii() and word.isalpha()}
    for path in FOLDER.glob("*.yaml"):
        for phrases in yaml.safe_load(path.read_text("utf-8")).values():
            found |= set(_WORD.findall(str(phrases).lower()))
    kept = sorted(w for w in found - lexicon().vocabulary if len(w) >= SHORTEST)
    lines: dict[str, list[str]] = {}
    for word in kept:
        lines.setdefault(word[0], []).append(word)
    return _HEAD + "".join(" ".join(line) + "\n" for line in lines.values())


if __name__ == "__main__":
    FILE.write_text(common_words(), "utf-8")
