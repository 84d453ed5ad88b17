"""Train the ear: a smaller trunk learns what all of e5-small says, then that a post and its fact-check say the same.

    python train_ear.py --pairs pairs.jsonl --texts texts.txt --teacher teacher.npy --kept kept.json --out RUN

CPU only. A checkpoint is kept every few minutes, and a run that was cut off goes on where it stopped. `log.jsonl` in RUN
has the curve. Phase "distil": cosine to the centred, half-whitened vectors of the teacher. Phase "pairs": in-batch
contrastive loss in both directions, with hard negatives (headlines that come near, mined from the trunk's own
neighbours or written), and a little of the first so that nothing is forgotten.
"""

from __future__ import annotations

import argparse
import json
import random
import time
from pathlib import Path
from typing import Any

import numpy as np
import torch
from cutting import Cutter
from torch import Tensor, nn
from trunk import Trunk, embedded, from_package, padded

LAYERS = (0, 2, 4, 7, 9, 11)
PAIRS, TEXTS = 64, 24  # of each step
LONG, SHORT = 48, 20  # pieces of a post and of a headline while training
HEAT = 0.035


def main() -> None:
    args = argparse.ArgumentParser(description=__doc__)
    for name in ("pairs", "texts", "teacher", "kept", "out"):
        args.add_argument(f"--{name}", type=Path, required=True)
    args.add_argument("--layers", type=int, nargs="+", default=LAYERS)
    args.add_argument("--distil", type=int, default=150, help="steps of the first phase")
    args.add_argument("--steps", type=int, default=900, help="steps of the second")
    args.add_argument("--rate", type=float, default=1.2e-4)
    args.add_argument(
        "--no-hard", action="store_true", help="without hard negatives, to see what they bring"
    )
    chosen = args.parse_args()
    torch.manual_seed(3)
    chosen.out.mkdir(parents=True, exist_ok=True)
    cut = Cutter(chosen.kept)
    run = Run(from_package(cut.kept, chosen.layers), chosen)
    texts = [cut(t, LONG) for t in chosen.texts.read_text().split("\n")]
    taught = whitened(np.load(chosen.teacher).astype(np.float32))
    distil(run, texts, taught)
    pairs = [json.loads(line) for line in chosen.pairs.read_text().splitlines()]
    contrast(run, pairs, cut, texts, taught, hard=not chosen.no_hard)
    torch.save(run.mean, chosen.out / "ear.pt")


def whitened(vectors: np.ndarray) -> Tensor:
    """The teacher's vectors out of their narrow cone: centred, whitened by half, unit length."""
    centred = vectors - vectors.mean(0)
    values, axes = np.linalg.eigh(np.cov(centred[::2].T))
    turned = centred @ (axes / np.maximum(values, 1e-6) ** 0.25)
    return torch.from_numpy(turned / np.linalg.norm(turned, axis=1, keepdims=True)).float()


class Run:
    """A trunk with its optimiser, its running mean of weights, and where it stopped."""

    def __init__(self, trunk: Trunk, chosen: argparse.Namespace):
        self.trunk, self.chosen, self.step = trunk, chosen, 0
        self.optimiser = torch.optim.AdamW(
            self.groups(trunk, chosen.rate),
            lr=chosen.rate,
            betas=(0.9, 0.98),
            weight_decay=0.01,
            fused=True,
        )
        self.mean = {k: v.clone() for k, v in trunk.state_dict().items()}
        self.began, self.losses = time.time(), []
        self.state = chosen.out / "state.pt"
        if self.state.exists():
            saved = torch.load(self.state)
            trunk.load_state_dict(saved["trunk"])
            self.optimiser.load_state_dict(saved["optimiser"])
            self.mean, self.step = saved["mean"], saved["step"]

    def groups(self, trunk: Any, rate: float) -> list[dict[str, Any]]:
        """The word table moves more slowly than the rest."""
        rest = [p for p in trunk.parameters() if p is not trunk.words.weight]
        return [{"params": rest, "top": rate}, {"params": [trunk.words.weight], "top": rate / 2}]

    def take(self, loss: Tensor, share: float) -> None:
        """One step; `share` of the top rate."""
        for group in self.optimiser.param_groups:
            group["lr"] = group["top"] * share
        self.optimiser.zero_grad(set_to_none=True)
        loss.backward()
        nn.utils.clip_grad_norm_(self.trunk.parameters(), 1.0)
        self.optimiser.step()
        self.step += 1
        keep = min(0.99, self.step / (self.step + 10))
        for name, value in self.trunk.state_dict().items():
            self.mean[name].mul_(keep).add_(value, alpha=1 - keep)
        self.losses.append(float(loss.detach()))
        if self.step % 50 == 0:
            self.say()
        if self.step % 150 == 0:
            self.keep()

    def say(self) -> None:
        line = {
            "step": self.step,
            "loss": round(float(np.mean(self.losses)), 4),
            "seconds": round(time.time() - self.began),
        }
        self.losses = []
        with (self.chosen.out / "log.jsonl").open("a") as file:
            file.write(json.dumps(line) + "\n")
        print(line, flush=True)

    def keep(self) -> None:
        saved = {
            "trunk": self.trunk.state_dict(),
            "optimiser": self.optimiser.state_dict(),
            "mean": self.mean,
            "step": self.step,
        }
        torch.save(saved, self.state.with_suffix(".new"))
        self.state.with_suffix(".new").replace(self.state)

    def vectors(self, rows: list[list[int]]) -> Tensor:
        ids, length = padded(rows)
        with torch.autocast("cpu", torch.bfloat16):
            return embedded(self.trunk, ids, length)


def distil(run: Run, texts: list[list[int]], taught: Tensor) -> None:
    """Phase one, from step 0 to --distil."""
    total, size = run.chosen.distil, 128
    order = np.random.default_rng(1).permutation(len(texts))
    run.trunk.train()
    while run.step < total:
        some = sorted(
            order[np.arange(run.step * size, (run.step + 1) * size) % len(order)],
            key=lambda i: len(texts[i]),
        )
        loss = (
            sum(
                alike(run, [texts[i] for i in half], taught[half])
                for half in (some[: size // 2], some[size // 2 :])
            )
            / 2
        )
        run.take(loss, ramp(run.step, total, 1.6, 0.5))


def alike(run: Run, rows: list[list[int]], taught: Tensor) -> Tensor:
    """How far the trunk's vectors are from the teacher's, and how differently they order each other."""
    mine = run.vectors(rows)
    far = (1 - (mine * taught).sum(-1)).mean()
    return far + 2 * (mine @ mine.T - taught @ taught.T).pow(2).mean()


def ramp(step: int, total: int, top: float = 1.0, last: float = 0.05) -> float:
    return top * min(1.0, (step + 1) / 40) * (1 - (1 - last) * step / total)


def contrast(
    run: Run,
    pairs: list[dict[str, Any]],
    cut: Cutter,
    texts: list[list[int]],
    taught: Tensor,
    hard: bool,
) -> None:
    """Phase two: a post and its fact-check together, everything else apart."""
    rows = [
        (cut(p["a"], LONG), cut(p["b"], SHORT), [cut(n, SHORT) for n in p["near"]]) for p in pairs
    ]
    claims = {p["b"]: i for i, p in enumerate(pairs)}
    first, total = run.chosen.distil, run.chosen.steps
    mined: list[list[int]] = [[] for _ in rows]
    weight = {"real": 3, "written": 3, "fact": 1, "informal": 1, "regional": 1}
    repeated = [i for i, p in enumerate(pairs) for _ in range(weight[p["kind"]])]
    epoch, plan = -1, []
    while run.step < first + total:
        at = (run.step - first) * PAIRS
        if hard and (not any(mined) or (run.step - first) % 500 == 0):
            mined = neighbours(run, rows, pairs, list(claims.values()))
        if at // len(repeated) != epoch:
            epoch = at // len(repeated)
            plan = planned(repeated, rows, pairs, random.Random(epoch))
        batch = plan[(at // PAIRS) % len(plan)]
        rng = random.Random(run.step)
        run.trunk.train()
        loss = apart(
            run, [rows[i] for i in batch], negatives(batch, rows, mined, rng), same(batch, pairs)
        )
        some = [rng.randrange(len(texts)) for _ in range(TEXTS)]
        loss = loss + 0.5 * alike(run, [texts[i] for i in some], taught[some])
        run.take(loss, ramp(run.step - first, total))


def planned(
    repeated: list[int], rows: list[Any], pairs: list[dict[str, Any]], rng: random.Random
) -> list[list[int]]:
    """Batches of posts of like length and mostly of one kind, in a new order."""
    order = sorted(repeated, key=lambda i: (len(rows[i][0]) // 12, rng.random()))
    batches = [order[i : i + PAIRS] for i in range(0, len(order) - PAIRS, PAIRS)]
    rng.shuffle(batches)
    return batches


def same(batch: list[int], pairs: list[dict[str, Any]]) -> Tensor:
    """Which pairs of a batch speak of one claim, so that neither is held against the other."""
    keys = [frozenset(pairs[i]["b"].split()) for i in batch]
    return torch.tensor([[len(a & b) > 0.6 * min(len(a), len(b)) for b in keys] for a in keys])


def negatives(
    batch: list[int], rows: list[Any], mined: list[list[int]], rng: random.Random
) -> list[list[int]]:
    """Headlines that come near one of the batch's claims without being it."""
    found = []
    for i in batch:
        near = rows[i][2]
        if near and (not mined[i] or rng.random() < 0.7):
            found.append(rng.choice(near))
        elif mined[i]:
            found.append(rows[rng.choice(mined[i])][1])
    return found


def apart(run: Run, batch: list[Any], near: list[list[int]], twins: Tensor) -> Tensor:
    a, b = run.vectors([r[0] for r in batch]), run.vectors([r[1] for r in batch])
    inside = (a @ b.T) / HEAT
    own = torch.eye(len(batch), dtype=torch.bool)
    inside = inside.masked_fill(twins & ~own, -30.0)
    right = torch.arange(len(batch))
    outside = (a @ run.vectors(near).T) / HEAT if near else inside[:, :0]
    ahead = nn.functional.cross_entropy(torch.cat((inside, outside), 1), right)
    return 0.6 * ahead + 0.4 * nn.functional.cross_entropy(inside.T, right)


@torch.inference_mode()
def neighbours(
    run: Run, rows: list[Any], pairs: list[dict[str, Any]], claims: list[int]
) -> list[list[int]]:
    """For each pair, headlines that the trunk itself puts near the post; those that share most words are left out."""
    run.trunk.eval()
    heads = torch.cat(
        [run.vectors([rows[i][1] for i in claims[k : k + 128]]) for k in range(0, len(claims), 128)]
    )
    order = sorted(range(len(rows)), key=lambda i: len(rows[i][0]))
    found: list[list[int]] = [[] for _ in rows]
    words = [frozenset(pairs[i]["b"].split()) for i in claims]
    for k in range(0, len(order), 128):
        some = order[k : k + 128]
        top = (run.vectors([rows[i][0] for i in some]) @ heads.T).topk(16).indices.tolist()
        for i, places in zip(some, top, strict=True):
            mine = frozenset(pairs[i]["b"].split())
            found[i] = [
                claims[p]
                for p in places[2:]
                if len(mine & words[p]) < 0.5 * min(len(mine), len(words[p]))
            ]
    return found


if __name__ == "__main__":
    main()
