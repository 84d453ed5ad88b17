"""Train the polarity judge on pairs; CPU only, checkpointed after every slice, and it goes on where it stopped.

python train.py --pairs pairs.jsonl --kept kept.json --out RUN [--layers 1 3 5 7 9 11] [--epochs 3]
"""

from __future__ import annotations

import argparse
import hashlib
import json
import math
import random
import time
from pathlib import Path

import torch
from model import Judge, from_package
from pairs import LABELS, Pair
from torch import Tensor, nn

from suluh.claims.encoders.packed_e5 import PackedE5, find_packed
from suluh.claims.encoders.pieces import Pieces

LONGEST = 112
BATCH = 32


class Cutter:
    """Pairs to numbers: [bos] fact [eos] sentence [eos], in the kept vocabulary."""

    def __init__(self, kept: list[int]):
        packed = PackedE5(find_packed())
        self.pieces = Pieces(packed)
        self.at = {piece: i for i, piece in enumerate(kept)}
        self.unknown = self.at[packed.unknown]

    def ids(self, text: str, limit: int) -> list[int]:
        return [
            self.at.get(i, self.unknown)
            for i in self.pieces.ids(" ".join(text.lower().split()), limit)
        ]

    def pair(self, fact: str, text: str) -> tuple[list[int], list[int]]:
        first, second = self.ids(fact, 48), self.ids(text, LONGEST - 48)[1:]
        return first + second, [0] * len(first) + [1] * len(second)


def batches(
    rows: list[tuple[list[int], list[int], int]], rng: random.Random
) -> list[list[tuple[list[int], list[int], int]]]:
    """Rows of like length together, in a shuffled order of batches."""
    order = sorted(rows, key=lambda r: len(r[0]) + rng.random() * 6)
    made = [order[i : i + BATCH] for i in range(0, len(order), BATCH)]
    rng.shuffle(made)
    return made


def tensors(batch: list[tuple[list[int], list[int], int]]) -> tuple[Tensor, Tensor, Tensor, Tensor]:
    longest = max(len(ids) for ids, _, _ in batch)
    pad = 1  # the second of the kept marks
    ids = torch.tensor([row + [pad] * (longest - len(row)) for row, _, _ in batch])
    sides = torch.tensor([row + [0] * (longest - len(row)) for _, row, _ in batch])
    return (
        ids,
        sides,
        torch.tensor([len(row) for row, _, _ in batch]),
        torch.tensor([label for _, _, label in batch]),
    )


def held_out(pair: Pair) -> bool:
    """A tenth of the written sentences, by hash, to watch the training; never the kept-apart tables."""
    return pair.source == "written" and hashlib.sha256(pair.text.encode()).digest()[0] < 26


def main() -> None:
    args = argparse.ArgumentParser(description=__doc__)
    args.add_argument("--pairs", type=Path, required=True)
    args.add_argument("--kept", type=Path, required=True)
    args.add_argument("--out", type=Path, required=True)
    args.add_argument("--layers", type=int, nargs="+", default=[1, 3, 5, 7, 9, 11])
    args.add_argument("--epochs", type=int, default=3)
    args.add_argument("--rate", type=float, default=1e-4)
    args.add_argument("--minutes", type=float, default=600)
    args.add_argument("--threads", type=int, default=2)
    chosen = args.parse_args()
    torch.set_num_threads(chosen.threads)
    torch.manual_seed(11)
    chosen.out.mkdir(parents=True, exist_ok=True)
    kept = json.loads(chosen.kept.read_text())
    pairs = [Pair(**json.loads(line)) for line in chosen.pairs.read_text().splitlines()]
    cutter = Cutter(kept)
    rows = {True: [], False: []}
    for pair in pairs:
        ids, sides = cutter.pair(pair.fact, pair.text)
        times = (
            2
            if pair.source == "written" and not held_out(pair) and pair.label != "unrelated"
            else 1
        )
        rows[held_out(pair)] += [(ids, sides, LABELS.index(pair.label))] * times
    judge = from_package(kept, tuple(chosen.layers))
    fit(judge, rows[False], rows[True], chosen)


def fit(judge: Judge, train: list, watch: list, chosen: argparse.Namespace) -> None:
    total = chosen.epochs * math.ceil(len(train) / BATCH)
    optimiser = torch.optim.AdamW(groups(judge, chosen.rate), betas=(0.9, 0.98), weight_decay=0.01)
    schedule = torch.optim.lr_scheduler.LambdaLR(
        optimiser, lambda s: min(1, (s + 1) / (0.06 * total)) * max(0.02, 1 - s / total)
    )
    state = chosen.out / "state.pt"
    step = 0
    if state.exists():
        saved = torch.load(state)
        (
            judge.load_state_dict(saved["judge"]),
            optimiser.load_state_dict(saved["optimiser"]),
            schedule.load_state_dict(saved["schedule"]),
        )
        step = saved["step"]
    began, loss_sum, seen = time.time(), 0.0, 0
    loss_of = nn.CrossEntropyLoss(label_smoothing=0.05)
    while step < total:
        rng = random.Random(step // math.ceil(len(train) / BATCH))
        plan = batches(train, rng)
        for batch in plan[step % len(plan) :]:
            judge.train()
            ids, sides, length, label = tensors(batch)
            loss = loss_of(judge(ids, sides, length), label)
            optimiser.zero_grad(), loss.backward()
            nn.utils.clip_grad_norm_(judge.parameters(), 1.0)
            optimiser.step(), schedule.step()
            step, loss_sum, seen = step + 1, loss_sum + loss.item(), seen + 1
            late = time.time() - began > chosen.minutes * 60
            if step % 100 == 0 or step == total or late:
                print(
                    f"{step}/{total} loss {loss_sum / seen:.3f} watch {measure(judge, watch)} {time.time() - began:.0f}s",
                    flush=True,
                )
                loss_sum, seen = 0.0, 0
                torch.save(
                    {
                        "judge": judge.state_dict(),
                        "optimiser": optimiser.state_dict(),
                        "schedule": schedule.state_dict(),
                        "step": step,
                    },
                    state,
                )
            if step == total or late:
                return


def groups(judge: Judge, rate: float) -> list[dict]:
    """The head learns faster than the trunk; the word table hardly moves."""
    head = list(judge.head.parameters())
    words = list(judge.words.parameters())
    known = {id(p) for p in head + words}
    rest = [p for p in judge.parameters() if id(p) not in known]
    return [
        {"params": rest, "lr": rate},
        {"params": words, "lr": rate * 0.5},
        {"params": head, "lr": rate * 5},
    ]


@torch.no_grad()
def measure(judge: Judge, rows: list) -> str:
    """Accuracy, and of contradictions: found, and falsely found among the rest."""
    judge.eval()
    right = hits = wanted = false = others = 0
    for i in range(0, len(rows), 64):
        ids, sides, length, label = tensors(rows[i : i + 64])
        said = judge(ids, sides, length).argmax(-1)
        right += int((said == label).sum())
        wanted += int((label == 0).sum())
        hits += int(((said == 0) & (label == 0)).sum())
        others += int((label != 0).sum())
        false += int(((said == 0) & (label != 0)).sum())
    return f"acc {right / max(1, len(rows)):.3f} found {hits}/{wanted} false {false}/{others}"


if __name__ == "__main__":
    main()
