"""Train the language model of suluh/text/language.py on NusaX and print its accuracy on the kept-apart test split.

    python scripts/train_language.py NUSAX/datasets/sentiment

NusaX (IndoNLP/nusax, CC BY-SA): the same reviews in Indonesian, English and eight regional languages. Its text is
not shipped, only weights. Everyday spelling from Suluh's own lexicon is mixed into the Indonesian part, and every
text is also cut into pieces of a few words, because posts are short.
"""

from __future__ import annotations

import argparse
import csv
import random
from collections.abc import Iterator
from pathlib import Path

import numpy as np
from numpy.typing import NDArray
from scipy.sparse import csr_matrix
from sklearn.linear_model import LogisticRegression

from suluh.text.language import BUCKETS, WEIGHTS, features, language, load
from suluh.text.slang import HERE, read_lexicon

FOLDERS = {
    "id": "indonesian",
    "jv": "javanese",
    "su": "sundanese",
    "en": "english",
    "min": "minangkabau",
    "ace": "acehnese",
    "ban": "balinese",
    "bjn": "banjarese",
    "bug": "buginese",
    "mad": "madurese",
}
CODES = tuple(FOLDERS)
PIECES = (2, 3, 5, 8, 13)
SEED = 20241127


def texts(folder: Path, split: str) -> Iterator[tuple[str, str]]:
    """(language, text) of one split."""
    for code, name in FOLDERS.items():
        with (folder / name / f"{split}.csv").open(encoding="utf-8", newline="") as lines:
            for row in csv.DictReader(lines):
                yield code, row["text"]


def everyday() -> dict[str, list[str]]:
    """Standard word to the forms that people write for it."""
    forms: dict[str, list[str]] = {}
    for entry in read_lexicon(HERE / "lexicon" / "slang.txt"):
        if entry.when is None:
            forms.setdefault(entry.standard, []).append(entry.form)
    return forms


def varied(rows: list[tuple[str, str]], chance: random.Random) -> Iterator[tuple[str, str]]:
    """Each text whole, in everyday spelling (Indonesian), and in short pieces."""
    forms = everyday()
    for code, text in rows:
        yield code, text
        words = text.split()
        if code == "id":
            words = [chance.choice(forms.get(word.lower(), [word])) for word in words]
            yield code, " ".join(words)
        for size in PIECES:
            start = chance.randrange(max(1, len(words) - size + 1))
            yield code, " ".join(words[start : start + size])


def matrix(samples: list[str]) -> csr_matrix:
    """Feature counts, one row a text, scaled to length one as in the product."""
    rows, columns, values = [], [], []
    for number, text in enumerate(samples):
        found = features(text)
        if len(found):
            unique, counts = np.unique(found, return_counts=True)
            rows.append(np.full(len(unique), number))
            columns.append(unique)
            values.append(counts / np.sqrt(len(found)))
    return csr_matrix(
        (np.concatenate(values), (np.concatenate(rows), np.concatenate(columns))),
        shape=(len(samples), BUCKETS),
        dtype=np.float32,
    )


def temperature(scores: NDArray[np.float32], truth: NDArray[np.int64]) -> float:
    """The divisor that makes the model's certainty match how often it is right (least log loss)."""
    best, chosen = np.inf, 1.0
    for divisor in np.geomspace(0.2, 5, 60):
        scaled = scores / divisor
        scaled = scaled - scaled.max(axis=1, keepdims=True)
        loss = float(
            np.mean(np.log(np.exp(scaled).sum(axis=1)) - scaled[np.arange(len(truth)), truth])
        )
        if loss < best:
            best, chosen = loss, float(divisor)
    return chosen


def train(folder: Path) -> None:
    """Fit, quantise to eight bits a weight, and write suluh/text/data/language.npz."""
    chance = random.Random(SEED)
    rows = list(varied(list(texts(folder, "train")), chance))
    held = list(varied(list(texts(folder, "valid")), chance))
    model = LogisticRegression(C=3.0, max_iter=120, tol=1e-3)
    model.fit(matrix([text for _, text in rows]), [CODES.index(code) for code, _ in rows])
    weights = model.coef_.T.astype(np.float32)
    scale = float(np.quantile(np.abs(weights), 0.9999)) / 127
    small = np.clip(np.round(weights / scale), -127, 127).astype(np.int8)
    scores = matrix([text for _, text in held]) @ (small * scale) + model.intercept_
    divisor = temperature(scores, np.array([CODES.index(code) for code, _ in held]))
    np.savez_compressed(
        WEIGHTS,
        weights=small,
        scale=np.float32(scale / divisor),
        bias=(model.intercept_ / divisor).astype(np.float32),
        codes=np.array(CODES),
    )
    load.cache_clear()


def report(folder: Path) -> None:
    """Accuracy by language on the test split, whole texts and pieces of five words."""
    chance = random.Random(SEED + 1)
    rows = list(texts(folder, "test"))
    print(
        f"{'language':10}{'texts':>7}{'whole':>8}{'5 words':>9}{'surer than .9 (5 words)':>26}{'of those right':>16}"
    )
    for code in CODES:
        own = [text for found, text in rows if found == code]
        pieces = [piece(text, chance) for text in own]
        short = [language(text) for text in pieces]
        sure = [guess for guess in short if guess.sure >= 0.9]
        right = sum(language(text).code == code for text in own) / len(own)
        print(
            f"{code:10}{len(own):7}{right:8.3f}{sum(g.code == code for g in short) / len(own):9.3f}"
            f"{len(sure) / len(own):26.3f}{sum(g.code == code for g in sure) / max(1, len(sure)):16.3f}"
        )


def piece(text: str, chance: random.Random) -> str:
    """Five words in a row."""
    words = text.split()
    start = chance.randrange(max(1, len(words) - 4))
    return " ".join(words[start : start + 5])


if __name__ == "__main__":
    arguments = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    arguments.add_argument("folder", type=Path, help="datasets/sentiment of NusaX")
    chosen = arguments.parse_args()
    train(chosen.folder)
    report(chosen.folder)
