"""The trained ear as it ships: what it hears as the same, and what it does with odd input."""

from pathlib import Path

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from suluh.claims.encoders.ear import Ear, ear
from suluh.claims.encoders.small import FOLDER, KeptPieces, pieces
from suluh.claims.index import ClaimIndex
from suluh.claims.meaning import EAR, meaning_of
from suluh.claims.review import ClaimReview
from suluh.errors import ServiceError

CLAIMS = [
    "Orang yang tidak memilih akan dipenjara",
    "Pemungutan suara diundur menjadi 30 November",
    "Surat suara sudah tercoblos di dalam kontainer",
    "Petugas KPPS meninggal karena diracun",
]
SAID = [
    ("siapa aja yang golput bakal dipenjara lho gaes", 0),
    ("coblosane mundur dadi tanggal telung puluh", 1),
    ("ballots in a shipping container had already been punched", 2),
    ("panitia tps pada tewas, minumannya dikasih racun", 3),
]


@pytest.mark.parametrize(("post", "claim"), SAID)
def test_a_post_lies_nearest_to_the_claim_it_repeats(post: str, claim: int) -> None:
    vectors = ear().encode([post, *CLAIMS])
    assert int(np.argmax(vectors[1:] @ vectors[0])) == claim


def test_vectors_have_length_one_and_padding_hardly_changes_them() -> None:
    together, alone = ear().encode([*CLAIMS, SAID[2][0] * 3]), ear().encode(CLAIMS[:1])
    assert np.allclose(np.linalg.norm(together, axis=1), 1, atol=1e-4)
    assert float(together[0] @ alone[0]) > 0.98


@given(st.text(max_size=300))
@settings(max_examples=60, deadline=None)
def test_no_text_makes_it_fail(text: str) -> None:
    assert np.isfinite(ear().encode([text])).all()


def test_every_word_is_cut_into_known_pieces() -> None:
    kept: KeptPieces = pieces()
    ids = kept.ids("pemungutan suara tanggal 27 november, aja lali nyoblos sesuk ing tps")
    assert 3 not in ids  # the mark for what is unknown
    assert kept.ids("")[0] == 0 and kept.ids("")[-1] == 2


def test_a_missing_or_broken_network_is_said_plainly(tmp_path: Path) -> None:
    with pytest.raises(ServiceError, match="cannot be read"):
        Ear(tmp_path)
    (tmp_path / "vocabulary.msgpack").write_bytes((FOLDER / "vocabulary.msgpack").read_bytes())
    (tmp_path / "ear.onnx").write_bytes(b"not a network")
    with pytest.raises(ServiceError, match=r"ear\.onnx cannot be read"):
        Ear(tmp_path)


def test_the_index_finds_by_meaning_what_shares_no_word(tmp_path: Path) -> None:
    reviews = [ClaimReview(id=f"r{i}", claim=claim) for i, claim in enumerate(CLAIMS)]
    index = ClaimIndex.build(reviews, tmp_path / "i.index", meaning=meaning_of(EAR))
    post = "ballots in a shipping container had already been punched"
    assert index.encoder == EAR
    assert index.search(post, 1, deep=True)[0].review.id == "r2"
    given_vector = index.search(
        post, 1, deep=True, vector=lambda: meaning_of(EAR).of_post(index.words_of(post))
    )
    assert given_vector == index.search(post, 1, deep=True)
