"""Made speech for the second listener: what the network's encoder makes of it, and the sounds that were said.

    python training/speech/spoken.py --out DIR [--clips 900] [--part 0/1]

Sentences of training/sentences without those that resemble a statement of the benchmark, and words drawn by chance.
The voices are others than those the benchmark speaks with. Half of the clips are spoiled.
"""

from __future__ import annotations

import argparse
import json
import random
from collections.abc import Iterator, Sequence
from itertools import count, islice
from pathlib import Path

import numpy as np
from rapidfuzz import process
from rapidfuzz.fuzz import token_sort_ratio

from suluh.bench.clips import sounds
from suluh.bench.clips.aloud import aloud, number
from suluh.bench.clips.speech import Samples, Voice, say_exactly
from suluh.bench.clips.statements import statements
from suluh.media.speech.lexicon import lexicon
from suluh.media.speech.network import features_of, network
from suluh.media.speech.phonetic import sound
from suluh.text.dates import MONTHS
from suluh.text.slang import lexicon as everyday

SENTENCES = Path(__file__).parents[1] / "sentences"
VOICES = (
    "m1 m2 m4 m5 m6 m8 f1 f3 f4 Alex Andy Denis Gene Lee Mike Reed adam anika belinda caleb "
    "david edward grandma iven john linda max miguel norbert pablo paul quincy rob sandro steph travis victor"
).split()
ALIKE = 75  # of 100: a sentence this near to one of the benchmark is not used
AT_ONCE = 50  # clips in a file, so that what is made is not lost
LONGEST = 95  # letters, about eight seconds


def sentences() -> list[str]:
    """Those of training/sentences that are short enough to be said and like no statement of the benchmark."""
    rows = (
        json.loads(line)
        for file in sorted(SENTENCES.glob("*.jsonl"))
        for line in file.read_text("utf-8").splitlines()
    )
    texts = sorted({row["text"] for row in rows if 15 < len(row["text"]) <= LONGEST})
    return [text for text, near in zip(texts, alike(texts), strict=True) if not near]


def alike(texts: Sequence[str]) -> list[bool]:
    """Whether each resembles a statement of the benchmark, of either half."""
    known = [one.text.lower() for one in statements()]
    near = process.cdist(
        [text.lower() for text in texts], known, scorer=token_sort_ratio, dtype=np.uint8
    )
    return [bool(most >= ALIKE) for most in near.max(axis=1)]


def drawn(chance: random.Random) -> str:
    """Words by chance, with phrases of the lexicon, days and hours among them."""
    words = sorted(everyday().vocabulary)
    phrases = [entry.text for entry in lexicon()]
    months = [month for month in MONTHS if len(month) > 3]
    made = {
        "word": lambda: chance.choice(words),
        "phrase": lambda: chance.choice(phrases),
        "day": lambda: f"{number(chance.randint(1, 31))} {chance.choice(months)}",
        "hour": lambda: f"jam {number(chance.randint(1, 24))}",
        "year": lambda: number(chance.randint(2020, 2031)),
    }
    kinds = chance.choices(list(made), weights=(9, 5, 2, 2, 1), k=chance.randint(4, 9))
    return " ".join(made[kind]() for kind in kinds)


def spoiled(clip: Samples, chance: random.Random) -> Samples:
    """Half of the clips as they are, the others in one or two of the ways in which sound is spoiled."""
    if chance.random() < 0.4:
        return clip
    if chance.random() < 0.5:
        how = chance.random() < 0.5
        clip = (
            sounds.pitched(clip, chance.uniform(-3, 3))
            if how
            else sounds.paced(clip, chance.uniform(0.85, 1.2))
        )
    kind = chance.random()
    if kind < 0.45:
        return sounds.noisy(clip, chance.uniform(0, 20), 1_000_000 + chance.randrange(10**6))
    return sounds.telephone(clip) if kind < 0.75 else clip


def clips(whole: int, part: int, parts: int) -> Iterator[tuple[str, Samples]]:
    """Sounds said and the sound of them, one after the other; the same for the same numbers."""
    texts = sentences()
    for seed in range(part, whole, parts):
        chance = random.Random(f"listener {seed}")
        text = aloud(chance.choice(texts)) if chance.random() < 0.55 else aloud(drawn(chance))
        how = Voice(
            f"id+{chance.choice(VOICES)}", chance.randint(30, 70), chance.randint(130, 185), seed
        )
        clip = say_exactly(text, how)
        if 0 < len(clip) < 12 * 16000:
            yield sound(text), spoiled(clip, chance)


def main() -> None:
    asked = argparse.ArgumentParser(description=__doc__)
    asked.add_argument("--out", type=Path, required=True)
    asked.add_argument("--clips", type=int, default=900)
    asked.add_argument("--part", default="0/1", help="0/2 and 1/2: for two processes")
    args = asked.parse_args()
    part, parts = map(int, args.part.split("/"))
    args.out.mkdir(parents=True, exist_ok=True)
    made = clips(args.clips, part, parts)
    for file in count():
        some = list(islice(made, AT_ONCE))
        if not some:
            break
        keep(args.out / f"spoken-{part}-{file:03}.npz", some)


def keep(file: Path, some: Sequence[tuple[str, Samples]]) -> None:
    """Sounds said, and vectors one clip after the other with the length of each."""
    heard = [features_of(network(), clip).astype(np.float16) for _, clip in some]
    np.savez(
        file,
        said=np.array([labels for labels, _ in some]),
        lengths=np.array([len(one) for one in heard]),
        heard=np.concatenate(heard),
    )


if __name__ == "__main__":
    main()
