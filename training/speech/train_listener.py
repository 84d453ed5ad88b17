"""Teach the second listener (suluh/media/speech/phones.py) which sound is heard when.

    python training/speech/train_listener.py --spoken DIR --out suluh/media/speech/data/phones.npz

Two layers, connectionist temporal classification, Adam; numpy alone, so that it runs wherever Suluh does. Every
twentieth clip is kept apart to see how well it goes.
"""

from __future__ import annotations

import argparse
from collections.abc import Iterator
from pathlib import Path
from typing import Any, NamedTuple

import numpy as np
from numpy.typing import NDArray
from rapidfuzz.distance import Levenshtein

from suluh.media.speech.channel import NONE, SOUNDS
from suluh.media.speech.phones import CONTEXT, Layers, around, sounds_heard

HIDDEN, BATCH, DROPPED = 160, 16, 0.1
RATE = 3e-3  # at its highest, a tenth of the way through
Floats = NDArray[np.float32]


class Clip(NamedTuple):
    said: str
    vectors: NDArray[np.float16]


def clips(folder: Path) -> list[Clip]:
    found = []
    for file in sorted(folder.glob("spoken-*.npz")):
        with np.load(file) as data:
            said, heard, lengths = data["said"], data["heard"], data["lengths"]
        ends = np.cumsum(lengths)
        found += [
            Clip(str(text), heard[end - n : end])
            for text, end, n in zip(said, ends, lengths, strict=True)
        ]
    return [one for one in found if 0 < 2 * len(one.said) < len(one.vectors)]


def occupied(logs: Floats, lengths: list[int], said: list[str]) -> tuple[Floats, float]:
    """How likely each sound is at each frame, given what was said; and the mean -log probability of that a sound.

    logs: batch × time × sounds. Forward and backward over the sounds with silence between.
    """
    batch, time, _ = logs.shape
    states = [[NONE] + [s for c in text for s in (SOUNDS.index(c), NONE)] for text in said]
    most = max(map(len, states))
    labels = np.array([one + [NONE] * (most - len(one)) for one in states])
    ends = np.array([len(one) for one in states])
    each = np.take_along_axis(logs, np.broadcast_to(labels[:, None], (batch, time, most)), 2)
    forward = _pass(each, labels)
    turned = _turned(_turned(each, lengths, 1), list(ends), 2)
    back = _pass(turned, _turned(labels, list(ends), 1))
    back = _turned(_turned(back, list(ends), 2), lengths, 1)
    both = forward + back - each
    outside = np.arange(most) >= ends[:, None, None]
    outside = outside | (np.arange(time) >= np.array(lengths)[:, None])[:, :, None]
    both[outside] = -1e9
    top = both.max(axis=2, keepdims=True)
    weights = np.exp(both - top)
    total = weights.sum(axis=2, keepdims=True)
    loss = -float((top[:, 0, 0] + np.log(total[:, 0, 0])).sum())
    weights /= np.maximum(total, 1e-20)
    weights[outside] = 0
    share = np.zeros_like(logs)
    for row in range(batch):
        np.add.at(share[row].T, labels[row], weights[row].T)
    return share, loss / sum(map(len, said))


def _turned(rows: Any, lengths: list[int], axis: int) -> Any:
    """Each row's first `length` entries along an axis the other way round; what lies behind stays behind."""
    order = np.arange(rows.shape[axis])
    found = []
    for row, length in zip(rows, lengths, strict=True):
        found.append(np.take(row, np.append(order[:length][::-1], order[length:]), axis - 1))
    return np.stack(found)


def _pass(each: Floats, labels: NDArray[np.int64]) -> Floats:
    reached = np.full(each[:, 0].shape, -1e9, np.float32)
    reached[:, :2] = each[:, 0, :2]
    jumps = np.where(labels[:, 2:] != NONE, 0, -1e9).astype(np.float32)
    out = np.empty_like(each)
    out[:, 0] = reached
    for at in range(1, each.shape[1]):
        fresh = reached.copy()
        fresh[:, 1:] = np.logaddexp(fresh[:, 1:], reached[:, :-1])
        fresh[:, 2:] = np.logaddexp(fresh[:, 2:], reached[:, :-2] + jumps)
        reached = fresh + each[:, at]
        out[:, at] = reached
    return out


def _back(grad: Floats) -> Floats:
    """What belongs to each frame of what its neighbours were given (the reverse of `around`)."""
    width = grad.shape[1] // (2 * CONTEXT + 1)
    out = np.zeros((len(grad) + 2 * CONTEXT, width), np.float32)
    for at in range(2 * CONTEXT + 1):
        out[at : at + len(grad)] += grad[:, at * width : (at + 1) * width]
    return out[CONTEXT:-CONTEXT]


def gradient(
    layers: Layers, batch: list[Clip], chance: np.random.Generator
) -> tuple[list[Floats], float]:
    kept: list[tuple[Floats, Floats, Floats]] = []
    logs = []
    for one in batch:
        seen = one.vectors.astype(np.float32)
        seen *= (chance.random(seen.shape[1]) > DROPPED) / (1 - DROPPED)
        hidden = np.maximum(0, seen @ layers.first + layers.first_added)
        hidden *= (chance.random(hidden.shape, dtype=np.float32) > DROPPED) / np.float32(
            1 - DROPPED
        )
        wider = around(hidden)
        raw = wider @ layers.second + layers.second_added
        raw -= raw.max(axis=1, keepdims=True)
        logs.append(raw - np.log(np.exp(raw).sum(axis=1, keepdims=True)))
        kept.append((seen, hidden, wider))
    lengths = [len(one) for one in logs]
    padded = np.zeros((len(logs), max(lengths), logs[0].shape[1]), np.float32)
    for row, one in enumerate(logs):
        padded[row, : len(one)] = one
    share, loss = occupied(padded, lengths, [one.said for one in batch])
    sums = [np.zeros_like(one) for one in layers]
    for row, (seen, hidden, wider) in enumerate(kept):
        error = (np.exp(logs[row]) - share[row, : lengths[row]]) / sum(lengths)
        inner = _back(error @ layers.second.T) * (hidden > 0) / np.float32(1 - DROPPED)
        for at, part in enumerate((seen.T @ inner, inner.sum(0), wider.T @ error, error.sum(0))):
            sums[at] += part
    return sums, loss


def batches(known: list[Clip], chance: np.random.Generator) -> Iterator[list[Clip]]:
    """Clips of about one length together, in an order of chance."""
    near = np.argsort([len(one.vectors) * chance.uniform(0.9, 1.1) for one in known])
    groups = [near[at : at + BATCH] for at in range(0, len(near), BATCH)]
    for number in chance.permutation(len(groups)):
        yield [known[one] for one in groups[number]]


def trained(known: list[Clip], apart: list[Clip], rounds: int) -> Iterator[Layers]:
    chance = np.random.default_rng(5)
    width, wide = known[0].vectors.shape[1], 2 * CONTEXT + 1
    layers = Layers(
        (chance.standard_normal((width, HIDDEN)) / 25).astype(np.float32),
        np.zeros(HIDDEN, np.float32),
        (chance.standard_normal((wide * HIDDEN, NONE + 1)) / 30).astype(np.float32),
        np.zeros(NONE + 1, np.float32),
    )
    mean = [np.zeros_like(one) for one in layers]
    square = [np.zeros_like(one) for one in layers]
    steps, step = rounds * -(-len(known) // BATCH), 0
    for number in range(rounds):
        losses = []
        for chosen in batches(known, chance):
            step += 1
            grads, loss = gradient(layers, chosen, chance)
            losses.append(loss)
            rate = RATE * min(10 * step / steps, (steps - step + 1) / (0.9 * steps))
            for at, grad in enumerate(grads):
                mean[at] = 0.9 * mean[at] + 0.1 * grad
                square[at] = 0.99 * square[at] + 0.01 * grad**2
                fit = mean[at] / (1 - 0.9**step)
                layers[at][...] -= rate * fit / (np.sqrt(square[at] / (1 - 0.99**step)) + 1e-8)
        print(number, round(float(np.mean(losses)), 3), round(slips(layers, apart), 4), flush=True)
        yield layers


def slips(layers: Layers, apart: list[Clip]) -> float:
    """Wrong, lost and added sounds, as a share of those said."""
    wrong = sum(
        Levenshtein.distance(one.said, greedy(sounds_heard(one.vectors.astype(np.float32), layers)))
        for one in apart
    )
    return wrong / sum(len(one.said) for one in apart)


def greedy(heard: Floats) -> str:
    best = heard.argmax(axis=1)
    new = best[1:] != best[:-1]
    return "".join(SOUNDS[one] for one in best[np.concatenate([[True], new])] if one != NONE)


def evened(known: list[Clip]) -> tuple[Floats, Floats]:
    """Mean and spread of every place of the vectors."""
    some = np.concatenate([one.vectors for one in known[::4]]).astype(np.float32)
    return some.mean(axis=0), some.std(axis=0) + 1e-3


def spread_in(layers: Layers, mean: Floats, spread: Floats) -> Layers:
    """Layers for vectors as they come, from layers for evened ones."""
    first = layers.first / spread[:, None]
    return layers._replace(first=first, first_added=layers.first_added - mean @ first)


def main() -> None:
    asked = argparse.ArgumentParser(description=__doc__)
    asked.add_argument("--spoken", type=Path, required=True)
    asked.add_argument("--out", type=Path, required=True)
    asked.add_argument("--rounds", type=int, default=14)
    args = asked.parse_args()
    known = clips(args.spoken)
    apart = known[::20]
    del known[::20]
    mean, spread = evened(known)
    known, apart = (
        [one._replace(vectors=((one.vectors - mean) / spread).astype(np.float16)) for one in part]
        for part in (known, apart)
    )
    print(len(known), "clips,", len(apart), "kept apart")
    for layers in trained(known, apart, args.rounds):
        plain = spread_in(layers, mean, spread)._asdict()
        np.savez_compressed(args.out, **{n: one.astype(np.float16) for n, one in plain.items()})


if __name__ == "__main__":
    main()
