"""The retrieval benchmark on a small folder of its own."""

from pathlib import Path

import msgspec
import pytest

from suluh.bench.growth import invented
from suluh.bench.retrieval import Query, is_kept_apart, run
from suluh.errors import DataError

CLAIMS = [
    ("D1", "satu", "Golput bisa dipenjara menurut undang-undang pilkada"),
    ("D2", "satu", "Tujuh kontainer surat suara tercoblos di Tanjung Priok"),
    ("D3", "dua", "Server KPU di Singapura disetel untuk satu pasangan calon"),
    ("D4", "dua", "Golput bisa dipenjara kata pesan berantai"),
]
QUERIES = [
    ("Q1", "A", ["satu"], "katanya golput bisa dipenjara, ada di undang-undang pilkada", ["D1"]),
    ("Q2", "A", ["satu"], "7 kontainer isi surat suara sudah tercoblos di tanjung priok", ["D2"]),
    ("Q3", "B", ["dua"], "server kpu disetel di singapura buat menangkan pasangan itu", ["D3"]),
    ("Q4", "B", ["satu"], "resep rendang padang paling enak untuk lebaran keluarga", ["D3"]),
    ("Q5", "N", ["satu", "dua"], "selamat pagi semua, hari ini cuaca cerah di pantai", []),
]


def _folder(path: Path) -> Path:
    documents = [{"doc_id": d, "corpus": c, "title": t, "body": ""} for d, c, t in CLAIMS]
    queries = [
        {"qid": q, "track": t, "corpora": c, "text": x, "relevant": r, "answerable": bool(r)}
        | ({"difficulty": "easy"} if r else {})
        for q, t, c, x, r in QUERIES
    ]
    for name, lines in (("kb", documents), ("queries", queries)):
        (path / f"{name}.jsonl").write_bytes(b"\n".join(map(msgspec.json.encode, lines)))
    return path


def test_the_figures_are_those_counted_by_hand(tmp_path: Path) -> None:
    result = run(_folder(tmp_path), encoder="")
    assert {k: result["tracks"]["A"][k] for k in ("n", "mrr10", "r1", "r10")} == {
        "n": 2,
        "mrr10": 1.0,
        "r1": 1.0,
        "r10": 1.0,
    }
    assert result["tracks"]["B"]["r1"] == 0.5  # Q4's document is outside its corpora
    assert result["difficulty"]["easy"]["n"] == 4
    assert (result["no_match"]["n"], result["no_match"]["false_rate"]) == (1, 0.0)
    assert result["election"]["n"] == 0


def test_posts_of_one_claim_are_never_in_both_halves() -> None:
    titles = {d: t for d, _, t in CLAIMS}
    posts = [
        Query(qid=f"Q{n}", track="A", corpora=("satu",), text="x", relevant=("D1",))
        for n in range(20)
    ]
    assert len({is_kept_apart(post, titles) for post in posts}) == 1


def test_a_folder_without_queries_is_named(tmp_path: Path) -> None:
    with pytest.raises(DataError, match=r"kb\.jsonl"):
        run(tmp_path, encoder="")


def test_a_broken_line_is_named(tmp_path: Path) -> None:
    (_folder(tmp_path) / "kb.jsonl").write_text('{"doc_id": "D1", "corpus": "c", "title": "t"}\n{')
    with pytest.raises(DataError, match=r"kb\.jsonl:2"):
        run(tmp_path, encoder="")


def test_invented_reviews_are_the_same_for_the_same_seed() -> None:
    assert list(invented(50, 7)) == list(invented(50, 7))
    assert list(invented(50, 7)) != list(invented(50, 8))
