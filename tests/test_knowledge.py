"""The snapshot that decisions stand on: its version, its cache, what a user adds to it."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

import suluh.knowledge as knowledge_module
from suluh.claims import ClaimReview
from suluh.errors import DataError, RequestError, ServiceError
from suluh.facts.load import DATA
from suluh.kept import cache_folder
from suluh.knowledge import home_folder, imported_reviews, keep_imported, open_knowledge

VILLAGE = "contoh-desa-2031"


@pytest.fixture
def root(tmp_path: Path) -> Path:
    """A folder of elections that a test may change."""
    shutil.copytree(DATA / VILLAGE, tmp_path / "data" / VILLAGE)
    return tmp_path / "data"


@pytest.fixture
def home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setenv("SULUH_HOME", str(tmp_path / "rumah"))
    return tmp_path / "rumah"


def edit(root: Path, old: str, new: str) -> None:
    path = root / VILLAGE / "jadwal.yaml"
    text = path.read_text("utf-8")
    assert old in text
    path.write_text(text.replace(old, new), encoding="utf-8")


def review(name: str, claim: str = "Uang kertas lama ditarik besok") -> ClaimReview:
    return ClaimReview(id=name, claim=claim, verdict="false")


def test_the_same_files_give_the_same_version(root: Path) -> None:
    first, second = (open_knowledge(VILLAGE, root=root, reviews=()) for _ in range(2))
    assert first.version == second.version
    assert first.facts.facts == second.facts.facts


def test_one_changed_fact_is_another_version(root: Path) -> None:
    before = open_knowledge(VILLAGE, root=root, reviews=())
    edit(root, '"08:00"', '"09:00"')
    after = open_knowledge(VILLAGE, root=root, reviews=())
    assert before.version != after.version
    assert "pukul 09.00" in after.facts.by_id["CD-002"].value.spoken()


def test_another_claim_review_is_another_version(root: Path) -> None:
    one = open_knowledge(VILLAGE, root=root, reviews=[review("A")])
    other = open_knowledge(
        VILLAGE, root=root, reviews=[review("A", "Uang logam lama ditarik besok")]
    )
    assert one.version != other.version
    assert one.reviews(["A"])["A"].claim != other.reviews(["A"])["A"].claim


def test_other_word_lists_or_weights_are_another_version(
    root: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    before = open_knowledge(VILLAGE, root=root, reviews=()).version
    monkeypatch.setattr(knowledge_module, "_looking", lambda: "kata lain")
    assert open_knowledge(VILLAGE, root=root, reviews=()).version != before


def test_reviews_are_found_by_id_and_unknown_ones_passed_over(root: Path) -> None:
    knowledge = open_knowledge(VILLAGE, root=root, reviews=[review("A")])
    assert set(knowledge.reviews(["A", "tak-ada", ""])) == {"A"}


def test_a_broken_cache_is_made_anew(root: Path) -> None:
    good = open_knowledge(VILLAGE, root=root, reviews=())
    kept = list((cache_folder() / "facts").glob(f"{VILLAGE}-{good.facts.version}-*.msgpack"))
    assert kept
    for path in kept:
        path.write_bytes(b"rusak")
    assert open_knowledge(VILLAGE, root=root, reviews=()).facts.facts == good.facts.facts


def test_a_cache_that_cannot_be_written_costs_time_and_nothing_else(
    root: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "berkas").write_text("bukan folder")
    monkeypatch.setenv("SULUH_CACHE", str(tmp_path / "berkas" / "cache"))
    assert open_knowledge(VILLAGE, root=root, reviews=()).facts.get("CD-001") is not None


def test_a_mistake_in_a_fact_is_named_and_never_cached(root: Path) -> None:
    edit(root, "type: date,", "type: dat,")
    for _ in range(2):
        with pytest.raises(
            DataError, match=r'jadwal\.yaml:\d+: unknown type "dat", did you mean "date"'
        ):
            open_knowledge(VILLAGE, root=root, reviews=())


def test_an_unknown_election_is_named_with_the_likeliest_one() -> None:
    with pytest.raises(RequestError, match='did you mean "pilkada-2024"'):
        open_knowledge("pilkada-2042", reviews=())


def test_imported_reviews_are_kept_replaced_by_id_and_used(home: Path, root: Path) -> None:
    assert imported_reviews() == ()
    assert keep_imported([review("A"), review("B")]) == (2, 0)
    assert keep_imported([review("B", "Kalimat lain tentang beras"), review("C")]) == (1, 1)
    kept = {r.id: r.claim for r in imported_reviews()}
    assert list(kept) == ["A", "B", "C"]
    assert kept["B"] == "Kalimat lain tentang beras"
    knowledge = open_knowledge(VILLAGE, root=root)
    assert set(knowledge.reviews(["A", "B", "C"])) == {"A", "B", "C"}
    assert home_folder() == home


@pytest.mark.parametrize("line", [b'{"id": 7}\n', b'{"id": "\xb1"}\n', b"!\n"])
def test_an_unreadable_collection_of_reviews_is_named(home: Path, line: bytes) -> None:
    home.mkdir()
    (home / "claim-reviews.jsonl").write_bytes(line)
    with pytest.raises(RequestError, match=r"claim-reviews\.jsonl cannot be read"):
        imported_reviews()


def test_a_home_that_cannot_be_written_is_an_outside_failure(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "berkas").write_text("bukan folder")
    monkeypatch.setenv("SULUH_HOME", str(tmp_path / "berkas" / "rumah"))
    with pytest.raises(ServiceError, match="cannot write"):
        keep_imported([review("A")])


def test_candidates_parties_and_politicians_are_known_by_name_and_official_accounts_by_handle(
    opened_parts: tuple[object, ...],
) -> None:
    knowledge = opened_parts[0]
    identities = knowledge.names.identities  # type: ignore[attr-defined]
    assert {key.split(":")[0] for key in identities} >= {"pair", "people", "parties"}
    assert "pair:18.72:2" in identities
    handles = {account.handle for account in knowledge.register.accounts}  # type: ignore[attr-defined]
    assert "@kpukotametro" in handles


def test_a_known_medium_more_is_another_version_of_what_is_known(tmp_path, monkeypatch):
    from suluh.knowledge import KNOWN_MEDIA, known_media_version
    from suluh.media.bank.bank import FOLDER
    from suluh.media.bank.store import FILE

    monkeypatch.setenv("SULUH_HOME", str(tmp_path))
    assert f"{FOLDER}/{FILE}" == KNOWN_MEDIA
    assert known_media_version() == "-"
    (tmp_path / FOLDER).mkdir()
    (tmp_path / KNOWN_MEDIA).write_text('{"event":"added"}\n')
    assert len(known_media_version()) == 64
