"""Make suluh/claims/meaning.npz again: turn e5's vectors of posts towards those of claims.

    python -m suluh.bench.fit_meaning RETRIEVAL_FOLDER [PAIRS.jsonl]

PAIRS holds {"post": …, "claim": …} a line. Claims of the half that `suluh bench retrieval` keeps
apart, and whatever resembles them, are left out of the fitting. The shipped file was fitted on 972
pairs of the tuning half and 6,246 further pairs of posts and fact-check headlines (2015 to Feb 2024).
Only two means and two matrices are kept, no text.
"""

from __future__ import annotations

import sys
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import msgspec
import numpy as np
from numpy.typing import NDArray
from rapidfuzz import fuzz, process

from suluh.bench.retrieval import Document, Query, is_kept_apart, read_lines
from suluh.claims.encoders.e5 import E5
from suluh.claims.meaning import TURNED
from suluh.claims.words import searchable

WHITENING = 0.7  # 0 leaves the spread of each direction, 1 makes all equal
RIDGE = 20.0  # how strongly the turn is held to "no turn"
TOO_NEAR = 70  # of 100: a claim this like a kept-apart one is not learned from

Floats = NDArray[np.float32]


class Pair(msgspec.Struct, frozen=True):
    """A post and the claim that a fact-checker found in it."""

    post: str
    claim: str


def fit(posts: Floats, claims: Floats, every: Floats) -> dict[str, NDArray[Any]]:
    """Means and matrices from pairs of raw vectors; `every` claim gives the whitening."""
    claim_mean, post_mean = every.mean(axis=0), posts.mean(axis=0)
    _, spread, directions = np.linalg.svd(every - claim_mean, full_matrices=False)
    whiten = directions.T / (spread / np.sqrt(len(every))) ** WHITENING
    left = _unit((posts - post_mean) @ whiten)
    right = _unit((claims - claim_mean) @ whiten)
    hold = RIDGE * np.eye(left.shape[1])
    turn = whiten @ np.linalg.solve(left.T @ left + hold, left.T @ right + hold)
    return {
        "claim_mean": claim_mean.astype(np.float32),
        "claim": (whiten / np.abs(whiten).max()).astype(np.float16),
        "post_mean": post_mean.astype(np.float32),
        "post": (turn / np.abs(turn).max()).astype(np.float16),
    }


def _unit(rows: NDArray[np.floating]) -> NDArray[np.floating]:
    unit: NDArray[np.floating] = rows / np.linalg.norm(rows, axis=1, keepdims=True)
    return unit


def tuning_pairs(folder: Path, further: Sequence[Pair]) -> list[Pair]:
    """Pairs of the tuning half, and further ones unlike anything kept apart."""
    titles = {d.doc_id: d.title for d in read_lines(folder / "kb.jsonl", Document)}
    queries = [q for q in read_lines(folder / "queries.jsonl", Query) if q.relevant]
    apart = [q for q in queries if is_kept_apart(q, titles)]
    own = [Pair(q.text, titles[q.relevant[0]]) for q in queries if not is_kept_apart(q, titles)]
    barred = sorted({searchable(titles[doc]) for q in apart for doc in q.relevant})
    posts = {searchable(q.text)[:120] for q in apart}
    likest = process.cdist(
        [searchable(p.claim) for p in further], barred, scorer=fuzz.token_sort_ratio, dtype=np.uint8
    ).max(axis=1, initial=0)
    return own + [
        pair
        for pair, like in zip(further, likest.tolist(), strict=True)
        if like < TOO_NEAR and searchable(pair.post)[:120] not in posts
    ]


def main(folder: Path, further: Path | None, out: Path = TURNED) -> None:
    """Embed the pairs and every claim (minutes), fit, and write `out`."""
    pairs = tuning_pairs(folder, list(read_lines(further, Pair)) if further else [])
    titles = [d.title for d in read_lines(folder / "kb.jsonl", Document)]
    encoder = E5(form="float")
    posts = encoder.encode([searchable(p.post) for p in pairs])
    claims = encoder.encode([searchable(p.claim) for p in pairs])
    every = np.concatenate((encoder.encode([searchable(t) for t in titles]), claims))
    np.savez(out, allow_pickle=False, **fit(posts, claims, every))
    print(f"{len(pairs)} pairs, {len(every)} claims -> {out}")


if __name__ == "__main__":
    main(Path(sys.argv[1]), Path(sys.argv[2]) if len(sys.argv) > 2 else None)
