"""How often a trunk finds the right headline first, by vectors alone, on hard paraphrases and on the benchmark.

    python measure_ear.py --kept kept.json [--run RUN | --package] --sets DIR... [--bench DIR]

A set is a folder with titles.jsonl and queries.jsonl, or the two retrieval files of the development data's own test sets.
"""

from __future__ import annotations

import argparse
import json
from collections import defaultdict
from pathlib import Path

import torch
from cutting import Cutter
from torch import Tensor
from train_ear import LAYERS
from trunk import Trunk, embedded, from_package, padded

from suluh.bench.retrieval import Document, Query, is_kept_apart, read_lines
from suluh.claims.words import searchable


def main() -> None:
    args = argparse.ArgumentParser(description=__doc__)
    args.add_argument("--kept", type=Path, required=True)
    args.add_argument(
        "--weights", type=Path, help="ear.pt or state.pt; without it the package's twelve layers"
    )
    args.add_argument("--sets", type=Path, nargs="*", default=[])
    args.add_argument("--bench", type=Path)
    chosen = args.parse_args()
    cut = Cutter(chosen.kept)
    trunk = opened(cut, chosen.weights).eval()
    ask = "" if chosen.weights else "query: "
    for folder in chosen.sets:
        print(folder.name, paraphrases(trunk, cut, folder, ask))
    if chosen.bench:
        print("benchmark", benchmark(trunk, cut, chosen.bench, ask))


def opened(cut: Cutter, path: Path | None) -> Trunk:
    if path is None:
        return from_package(cut.kept, range(12))
    saved = torch.load(path)
    trunk = Trunk(len(cut.kept), len(LAYERS))
    trunk.load_state_dict(saved.get("mean", saved))
    return trunk


@torch.inference_mode()
def vectors(trunk: Trunk, cut: Cutter, texts: list[str], ask: str) -> Tensor:
    rows = [cut(ask + searchable(t), 64) for t in texts]
    order = sorted(range(len(rows)), key=lambda i: len(rows[i]))
    found = torch.zeros(len(rows), 384)
    for k in range(0, len(order), 64):
        some = order[k : k + 64]
        with torch.autocast("cpu", torch.bfloat16):
            found[some] = embedded(trunk, *padded([rows[i] for i in some]))
    return found


def paraphrases(trunk: Trunk, cut: Cutter, folder: Path, ask: str) -> dict[str, str]:
    own = folder / "retrieval_corpus.jsonl"
    names = (
        (own, folder / "retrieval_queries.jsonl")
        if own.exists()
        else (folder / "titles.jsonl", folder / "queries.jsonl")
    )
    titles, queries = ([json.loads(x) for x in p.read_text().splitlines()] for p in names)
    heads, asked = (
        vectors(trunk, cut, [text(t) for t in titles], ask),
        vectors(trunk, cut, [text(q) for q in queries], ask),
    )
    at = {t.get("id", text(t)): i for i, t in enumerate(titles)}
    order = (asked @ heads.T).argsort(1, descending=True)
    ranks = defaultdict(list)
    for q, row in zip(queries, order.tolist(), strict=True):
        place = row.index(at[q["target"]]) if q["target"] in at else row.index(int(q["target"]))
        ranks["all"].append(place)
        ranks[q.get("form") or q.get("type")].append(place)
    return {
        k: f"R@1 {sum(x == 0 for x in v) / len(v):.3f} R@5 {sum(x < 5 for x in v) / len(v):.3f} ({len(v)})"
        for k, v in ranks.items()
    }


def text(row: dict[str, str]) -> str:
    return row.get("title") or row["text"]


def benchmark(trunk: Trunk, cut: Cutter, folder: Path, ask: str) -> dict[str, str]:
    """MRR@10 and R@1 on the half that nothing was learned from, by track."""
    documents = list(read_lines(folder / "kb.jsonl", Document))
    titles = {d.doc_id: d.title for d in documents}
    queries = [
        q
        for q in read_lines(folder / "queries.jsonl", Query)
        if q.answerable and is_kept_apart(q, titles)
    ]
    heads, asked = (
        vectors(trunk, cut, [d.title for d in documents], ask),
        vectors(trunk, cut, [q.text for q in queries], ask),
    )
    scores = asked @ heads.T
    found = defaultdict(list)
    for q, row in zip(queries, scores, strict=True):
        mask = torch.tensor([d.corpus in q.corpora for d in documents])
        top = row.masked_fill(~mask, -9).topk(10).indices.tolist()
        place = next((i for i, k in enumerate(top) if documents[k].doc_id in q.relevant), None)
        for key in (q.track[0], q.difficulty):
            found[key].append(place)
    return {k: f"MRR@10 {sum(1 / (p + 1) for p in v if p is not None) / len(v):.3f} R@1 {sum(p == 0 for p in v) / len(v):.3f} "
            f"R@10 {sum(p is not None for p in v) / len(v):.3f} ({len(v)})" for k, v in sorted(found.items())}  # fmt: skip


if __name__ == "__main__":
    main()
