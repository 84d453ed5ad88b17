"""e5-small on ONNX Runtime against the same network written out plainly in numpy."""

from math import erf
from pathlib import Path

import numpy as np
import pytest
from numpy.typing import NDArray

from suluh.claims.encoders.e5 import E5, tidy
from suluh.claims.encoders.packed_e5 import PackedE5, find_packed, unpack
from suluh.claims.encoders.pieces import Pieces
from suluh.claims.meaning import TURNED, Meaning

TEXTS = [
    "Golput bisa dipenjara",
    "KPU menetapkan pemungutan suara tanggal 27 November 2024",
    "Nyoblos ning TPS nganggo KTP wae wis oleh",
    "You can vote anywhere with an e-KTP 🗳️",
]


@pytest.fixture(scope="module")
def encoder(tmp_path_factory: pytest.TempPathFactory) -> E5:
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("XDG_CACHE_HOME", str(tmp_path_factory.mktemp("cache")))
        return E5()


def test_the_quick_engine_gives_the_vectors_of_the_plain_one(encoder: E5) -> None:
    quick = encoder.encode(TEXTS)
    packed = PackedE5(find_packed())
    pieces = Pieces(packed)
    for text, vector in zip(TEXTS, quick, strict=True):
        plain = _plain(packed, pieces.ids(f"query: {tidy(text)}"))
        assert float(vector @ plain) > 0.985


def test_padding_beside_longer_texts_changes_nothing_that_matters(encoder: E5) -> None:
    together, alone = encoder.encode(TEXTS), encoder.encode(TEXTS[:1])
    assert float(together[0] @ alone[0]) > 0.99


def test_a_turned_post_lies_nearer_its_claim_than_another(
    encoder: E5, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path))
    meaning = Meaning(encoder, TURNED)
    claims = meaning.of_claims(
        ["orang yang tidak memilih akan masuk penjara", "server kpu disetel dari singapura"]
    )
    near = claims @ meaning.of_post("kalau golput nanti dipidana lho")
    assert near[0] > near[1]
    assert np.array_equal(
        claims,
        meaning.of_claims(
            ["orang yang tidak memilih akan masuk penjara", "server kpu disetel dari singapura"]
        ),
    )  # the second time from the file


def test_words_of_the_vocabulary_stay_whole() -> None:
    pieces = Pieces(PackedE5(find_packed()))
    assert pieces.ids("") == [0, 2]
    assert len(pieces.ids("indonesia")) == 3
    assert len(pieces.ids("suara " * 900)) == 512


def _plain(packed: PackedE5, ids: list[int]) -> NDArray[np.float32]:
    """The network as its paper has it, one text, no tricks."""
    size, heads = packed.shape.hidden, packed.shape.heads
    x = unpack(packed.blocks("emb.word", size)[ids])
    x = (
        x
        + packed.floats("emb.pos").reshape(-1, size)[: len(ids)]
        + packed.floats("emb.type")[:size]
    )
    x = _norm(packed, x, "emb.ln")
    for name in (f"l{n}" for n in range(packed.shape.layers)):
        q, k, v = (_split(_dense(packed, x, f"{name}.{p}", size), heads) for p in "qkv")
        scores = q @ k.transpose(0, 2, 1) / np.sqrt(size // heads)
        odds = np.exp(scores - scores.max(axis=-1, keepdims=True))
        seen = (odds / odds.sum(axis=-1, keepdims=True)) @ v
        joined = seen.transpose(1, 0, 2).reshape(len(ids), size)
        x = _norm(packed, x + _dense(packed, joined, f"{name}.ao", size), f"{name}.aln")
        wide = _dense(packed, x, f"{name}.fi", size)
        bent = wide * 0.5 * (1 + np.vectorize(erf)(wide / np.sqrt(2)))
        narrow = _dense(packed, bent, f"{name}.fo", packed.shape.feed_forward)
        x = _norm(packed, x + narrow, f"{name}.oln")
    mean = x.mean(axis=0)
    return (mean / np.linalg.norm(mean)).astype(np.float32)


def _split(x: NDArray[np.float32], heads: int) -> NDArray[np.float32]:
    return x.reshape(len(x), heads, -1).transpose(1, 0, 2)


def _dense(
    packed: PackedE5, x: NDArray[np.float32], name: str, columns: int
) -> NDArray[np.float32]:
    return x @ packed.matrix(f"{name}.w", columns).T + packed.floats(f"{name}.b")


def _norm(packed: PackedE5, x: NDArray[np.float32], name: str) -> NDArray[np.float32]:
    centred = x - x.mean(axis=-1, keepdims=True)
    scaled = centred / np.sqrt((centred**2).mean(axis=-1, keepdims=True) + packed.shape.epsilon)
    return scaled * packed.floats(f"{name}.w") + packed.floats(f"{name}.b")
