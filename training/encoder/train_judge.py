"""Train the polarity judge on pairs of a fact's statement and a sentence; CPU only, resumable.

    python train_judge.py --pairs pairs.jsonl --ear RUN/ear.pt --kept kept.json --out RUN [--steps 2400] [--judge OLD/judge.pt]

The trunk begins as the ear's, or the whole as an earlier judge. Reads "[begin] fact [end] sentence [end]"; with an empty fact the question is whether the
sentence contradicts any fact that is known. A tenth of the written blocks is kept out to watch and to calibrate on
(`watch.jsonl` in RUN); the kept-apart tables are never read.
"""

from __future__ import annotations

import argparse
import json
import random
from pathlib import Path
from typing import Any

import numpy as np
import torch
from cutting import Cutter
from pairs import LABELS
from torch import Tensor, nn
from train_ear import Run, ramp
from trunk import HIDDEN, Trunk, padded

from suluh.bench.held_out import held_out as held_out_block

FACT, LONGEST = 36, 108  # pieces of a fact's statement, and of the whole pair
BATCH = 40
DROP = 0.1
# How often a round shows a row, in the first training and when an earlier judge goes on.
TIMES = {"written": 3, "open": 2, "crossed": 1, "frames": 1, "real": 1, "triage": 2,
         "invented": 1, "turned": 1, "paraphrased": 1}  # fmt: skip
FURTHER = TIMES | {"written": 2, "open": 1}
WATCHED = ("written", "invented", "turned")  # each with its own figures
CODES = (*LABELS, "misinforms", "harmless")
Row = dict[str, Any]


class Judge(nn.Module):
    """One number a label for each pair, and one more: does the text misinform about the process?"""

    def __init__(self, trunk: Trunk) -> None:
        super().__init__()
        self.trunk = trunk
        self.head = nn.Sequential(
            nn.Linear(2 * HIDDEN, HIDDEN),
            nn.Tanh(),
            nn.Dropout(DROP),
            nn.Linear(HIDDEN, len(LABELS) + 1),
        )

    def forward(self, ids: Tensor, length: Tensor, sides: Tensor) -> Tensor:
        rows = self.trunk(ids, length, sides)
        real = (torch.arange(ids.shape[1])[None, :] < length[:, None]) & (sides == 1)
        weight = real.to(rows.dtype)[..., None]
        sentence = (rows * weight).sum(1) / weight.sum(1).clamp(min=1)
        return self.head(torch.cat((rows[:, 0], sentence), -1))


def main() -> None:
    args = argparse.ArgumentParser(description=__doc__)
    for name in ("pairs", "ear", "kept", "out"):
        args.add_argument(f"--{name}", type=Path, required=True)
    args.add_argument("--judge", type=Path, help="an earlier judge to go on from")
    args.add_argument("--layers", type=int, default=6)
    args.add_argument("--steps", type=int, default=2400)
    args.add_argument("--rate", type=float, default=1e-4)
    args.add_argument("--all", action="store_true", help="learn from the watched tenth as well")
    chosen = args.parse_args()
    torch.manual_seed(11)
    chosen.out.mkdir(parents=True, exist_ok=True)
    cut = Cutter(chosen.kept)
    rows = [json.loads(line) for line in chosen.pairs.read_text().splitlines()]
    watched = [r for r in rows if held_out(r) and not chosen.all]
    learned = [r for r in rows if not held_out(r) or chosen.all]
    (chosen.out / "watch.jsonl").write_text(
        "".join(json.dumps(r, ensure_ascii=False) + "\n" for r in watched)
    )
    trunk = Trunk(len(cut.kept), chosen.layers)
    trunk.load_state_dict(torch.load(chosen.ear))
    with torch.no_grad():
        trunk.sides.weight[1].copy_(trunk.sides.weight[0])
    trunk.dropping = DROP
    judge = Judge(trunk)
    if chosen.judge:
        judge.load_state_dict(torch.load(chosen.judge))
    fit(judge, learned, watched, cut, chosen)


def held_out(row: Row) -> bool:
    """A tenth of the written sentences, whole blocks of neighbours by hash."""
    return row["source"] not in ("frames", "triage") and held_out_block(row["block"])


def numbered(row: Row, cut: Cutter) -> tuple[list[int], list[int]]:
    """A pair as piece numbers, and which side each piece is on."""
    first = cut(row["fact"], FACT)
    second = cut(row["text"], LONGEST - len(first) + 1)[1:]
    return first + second, [0] * len(first) + [1] * len(second)


def fit(
    judge: Judge, learned: list[Row], watched: list[Row], cut: Cutter, chosen: argparse.Namespace
) -> None:
    run = JudgeRun(judge, chosen)
    pairs = [numbered(r, cut) for r in learned]
    labels = [CODES.index(r["label"]) for r in learned]
    times = FURTHER if chosen.judge else TIMES
    repeated = [i for i, r in enumerate(learned) for _ in range(times[r["source"]])]
    per_epoch = len(repeated) // BATCH
    while run.step < chosen.steps:
        epoch, place = divmod(run.step, per_epoch)
        if place == 0 or run.fresh:
            plan, run.fresh = planned(repeated, pairs, random.Random(epoch)), False
        batch = plan[place]
        judge.train()
        ids, length, sides = table([pairs[i] for i in batch])
        with torch.autocast("cpu", torch.bfloat16):
            said = judge(ids, length, sides)
        gold = torch.tensor([labels[i] for i in batch])
        run.take(loss_of(said.float(), gold), ramp(run.step, chosen.steps, last=0.02))
        if run.step % 300 == 0 or run.step == chosen.steps:
            for source in WATCHED:
                own = [r for r in watched if r["source"] == source]
                print(run.step, source, measured(run, own, cut), flush=True)
    torch.save(run.mean, chosen.out / "judge.pt")


def loss_of(said: Tensor, gold: Tensor) -> Tensor:
    """Stances by cross-entropy, the triage by its own yes or no; a row teaches one of the two."""
    stance = gold < len(LABELS)
    loss = said.new_zeros(())
    if stance.any():
        loss = loss + stance.float().mean() * nn.functional.cross_entropy(
            said[stance, : len(LABELS)], gold[stance], label_smoothing=0.05
        )
    if not stance.all():
        wanted = (gold[~stance] == len(LABELS)).float() * 0.96 + 0.02
        loss = loss + (~stance).float().mean() * nn.functional.binary_cross_entropy_with_logits(
            said[~stance, len(LABELS)], wanted, pos_weight=said.new_tensor(2.0)
        )
    return loss


class JudgeRun(Run):
    """The same running, for a judge: the head learns faster than the trunk."""

    def __init__(self, judge: Judge, chosen: argparse.Namespace):
        super().__init__(judge, chosen)  # type: ignore[arg-type]
        self.fresh = True

    def groups(self, judge: Judge, rate: float) -> list[dict[str, Any]]:
        head, words = list(judge.head.parameters()), [judge.trunk.words.weight]
        known = {id(p) for p in [*head, *words]}
        rest = [p for p in judge.parameters() if id(p) not in known]
        return [
            {"params": rest, "top": rate},
            {"params": words, "top": rate / 2},
            {"params": head, "top": rate * 5},
        ]


def table(rows: list[tuple[list[int], list[int]]]) -> tuple[Tensor, Tensor, Tensor]:
    ids, length = padded([ids for ids, _ in rows])
    sides = torch.zeros_like(ids)
    for i, (_, side) in enumerate(rows):
        sides[i, : len(side)] = torch.tensor(side)
    return ids, length, sides


def planned(repeated: list[int], pairs: list[Any], rng: random.Random) -> list[list[int]]:
    order = sorted(repeated, key=lambda i: (len(pairs[i][0]) // 8, rng.random()))
    batches = [order[i : i + BATCH] for i in range(0, len(order), BATCH)]
    rng.shuffle(batches)
    return batches


@torch.inference_mode()
def measured(run: JudgeRun, watched: list[Row], cut: Cutter) -> dict[str, float]:
    """On the blocks kept out: accuracy, macro F1, and contradictions found at 2% false."""
    if not watched:
        return {}
    run.trunk.eval()
    order = sorted(range(len(watched)), key=lambda i: len(watched[i]["text"]))
    chances = np.zeros((len(watched), len(LABELS)))
    for k in range(0, len(order), 64):
        some = order[k : k + 64]
        ids, length, sides = table([numbered(watched[i], cut) for i in some])
        with torch.autocast("cpu", torch.bfloat16):
            said = run.trunk(ids, length, sides)[:, : len(LABELS)]
        chances[some] = said.float().softmax(-1).numpy()
    gold, said = np.array([LABELS.index(r["label"]) for r in watched]), chances.argmax(1)
    f1 = [
        2 * ((said == k) & (gold == k)).sum() / max(1, (said == k).sum() + (gold == k).sum())
        for k in range(len(LABELS))
    ]
    level = np.quantile(chances[gold != 0, 0], 0.98)
    return {"accuracy": round(float((said == gold).mean()), 3), "macro_f1": round(float(np.mean(f1)), 3),
            "found_at_2%": round(float((chances[gold == 0, 0] > level).mean()), 3),
            "found_at_10%": round(float((chances[gold == 0, 0] > np.quantile(chances[gold != 0, 0], 0.9)).mean()), 3)}  # fmt: skip


if __name__ == "__main__":
    main()
