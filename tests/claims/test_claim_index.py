"""Known claims found again in posts."""

from pathlib import Path

import numpy as np
import pytest

from suluh.claims import ClaimIndex, ClaimReview, shipped
from suluh.claims.lexical import Lexical, build_lexical
from suluh.claims.words import runs, searchable, stems
from suluh.errors import DataError


@pytest.fixture(scope="module")
def index(tmp_path_factory: pytest.TempPathFactory) -> ClaimIndex:
    return ClaimIndex.build(shipped(), tmp_path_factory.mktemp("claims") / "a.index")


@pytest.mark.parametrize(
    ("post", "review"),
    [
        ("Info dari grup RT: kalau golput bisa dipenjara lho, hati2 ya bapak ibu semua", "HX-004"),
        (
            "G0lput bisa d1penjara!! sebarkan ke semua warga kampung kita sekarang",
            "HX-004",
        ),  # leetspeak
        ("tujuh kontainer surat suara yg sudah tercoblos ada di Tanjung Priok", "HX-008"),  # slang
        ("Waspada, server KPU di Singapura sudah diatur utk menangkan satu calon", "HX-009"),
        ("Siapapun boleh nyoblos di TPS mana saja asal bawa e-KTP", "HX-001"),
        ("tolong pasang PPS Pemilu 2024.apk dari KPU buat liat undangan", "HX-033"),
        ("Rohingya didatangkan buat nambah suara salah satu capres", "HX-025"),
    ],
)
def test_a_claim_is_found_however_it_is_spelled(index: ClaimIndex, post: str, review: str) -> None:
    assert index.search(post)[0].review.id == review


@pytest.mark.parametrize(
    "post",
    [
        "Selamat pagi, hari ini cuaca cerah sekali di pantai bersama keluarga besar",
        "Harga cabai di pasar naik lagi minggu ini, ibu-ibu pada mengeluh semua",
        "Jangan lupa datang ke TPS besok ya, suara kita menentukan masa depan daerah",
    ],
)
def test_ordinary_talk_is_not_acted_on(index: ClaimIndex, post: str) -> None:
    assert all(match.level != "act" for match in index.search(post))


def test_a_short_post_only_suggests(index: ClaimIndex) -> None:
    assert all(match.level != "act" for match in index.search("Golput bisa dipenjara."))


def test_a_copy_is_told_from_a_change_of_one_number(tmp_path: Path) -> None:
    claim = "KPU menetapkan pemungutan suara ulang tanggal 5 Desember 2024 di seluruh Lampung"
    found = ClaimIndex.build([ClaimReview(id="A", claim=claim, publisher="P")], tmp_path / "a")
    assert found.search(claim.upper() + "!!")[0].near_identical
    assert not found.search(claim.replace("5 Desember", "8 Desember"))[0].near_identical
    assert not found.search("Tidak benar " + claim)[0].near_identical


def test_who_is_named_changes_nothing_when_names_are_masked(tmp_path: Path) -> None:
    def mask(text: str) -> str:
        for name in ("Wahdi", "Qomaru", "Budi", "Sari"):
            text = text.replace(name, "kandidat").replace(name.lower(), "kandidat")
        return text

    index = ClaimIndex.build(shipped(), tmp_path / "a", mask=mask)
    post = "Calon {} dibatalkan, Metro lawan kotak kosong, sebarkan ke semua tetangga kalian"
    answers = [
        [(m.review.id, m.score, m.level) for m in index.search(post.format(name))]
        for name in ("Wahdi", "Budi", "Sari")
    ]
    assert answers[0] == answers[1] == answers[2]


def test_an_index_opened_again_gives_the_same_answers(tmp_path: Path) -> None:
    built = ClaimIndex.build(shipped(), tmp_path / "a")
    opened = ClaimIndex.open(tmp_path / "a")
    post = "golput bisa masuk penjara katanya, benar tidak sih teman-teman?"
    assert opened.search(post) == built.search(post)
    assert (opened.version, len(opened)) == (built.version, 45)


def test_the_version_is_of_the_content(tmp_path: Path) -> None:
    reviews = shipped()
    first = ClaimIndex.build(reviews, tmp_path / "a").version
    assert ClaimIndex.build(reviews, tmp_path / "b").version == first
    assert ClaimIndex.build(reviews[1:], tmp_path / "c").version != first


@pytest.mark.parametrize(("size", "reason"), [(0, "not a claim index"), (3000, "cut off")])
def test_a_cut_index_is_refused(tmp_path: Path, size: int, reason: str) -> None:
    ClaimIndex.build(shipped(), tmp_path / "a")
    (tmp_path / "b").write_bytes((tmp_path / "a").read_bytes()[:size])
    with pytest.raises(DataError, match=reason):
        ClaimIndex.open(tmp_path / "b")


def test_an_empty_index_and_an_empty_post_find_nothing(tmp_path: Path, index: ClaimIndex) -> None:
    assert ClaimIndex.build([], tmp_path / "a").search("golput bisa dipenjara") == []
    assert index.search("  \u200b 🙏") == []


def test_the_quick_cosine_is_the_plain_one() -> None:
    texts = [searchable(wording) for review in shipped() for wording in review.says]
    lexical = Lexical(build_lexical(texts, texts, ""), "")
    post = searchable("server KPU sudah diatur, kontainer surat suara tercoblos")
    found = lexical.search(post)
    for row, cosine in zip(found.rows.tolist(), found.runs.tolist(), strict=True):
        assert cosine == pytest.approx(_plain_cosine(post, texts[row], texts), abs=2e-3)


def _plain_cosine(left: str, right: str, every: list[str]) -> float:
    """The obvious way: dictionaries of weights over all runs."""
    sets = [set(runs(text).tolist()) for text in every]

    def weights(text: str) -> dict[int, float]:
        found = runs(text).tolist()
        return {
            run: (1 + np.log(found.count(run)))
            * (np.log((1 + len(every)) / (1 + sum(run in s for s in sets))) + 1)
            for run in set(found)
        }

    a, b = weights(left), weights(right)
    dot = sum(value * b.get(run, 0.0) for run, value in a.items())
    return float(
        dot / np.sqrt(sum(v * v for v in a.values())) / np.sqrt(sum(v * v for v in b.values()))
    )


def test_inflected_words_share_a_stem() -> None:
    assert len(set(stems("mencoblos coblos dicoblos").tolist())) == 1
