"""A post whose false date is only in its picture or sound is decided as if it stood in the caption."""

from __future__ import annotations

import json
import shutil
from importlib.util import find_spec
from pathlib import Path
from typing import Any

import pytest
from PIL import Image

from suluh.cli.demo import FOLDER

pytestmark = pytest.mark.skipif(
    find_spec("rapidocr") is None, reason="the packages for media are not installed"
)

DEMO = FOLDER / "media"
SCHEDULE = "HX-023"  # refuted, under the rule on the process of voting


@pytest.fixture(autouse=True)
def own_bank(tmp_path, monkeypatch):
    monkeypatch.setenv("SULUH_HOME", str(tmp_path / "home"))


def scanned(suluh: Any, folder: Path, posts: list[dict[str, Any]], *options: str) -> dict[str, Any]:
    """The decisions on posts whose media lie in the folder, by id."""
    source = folder / "posts.jsonl"
    source.write_text("".join(json.dumps(post) + "\n" for post in posts))
    done = suluh("scan", source, "--out", folder / "out", "--replay", "--fresh", *options)
    assert done.code == 0, done.said
    lines = (folder / "out" / "decisions.jsonl").read_text().splitlines()
    return {d["post_id"]: d for d in map(json.loads, lines)}


def post(number: str, *media: str, text: str = "simak ya") -> dict[str, Any]:
    return {
        "id": number,
        "text": text,
        "posted_at": "2024-11-20T10:00:00+07:00",
        "media": list(media),
    }


def test_a_false_date_in_a_picture_is_limited_and_its_place_is_named(suluh, tmp_path):
    shutil.copy(DEMO / "p01.jpg", tmp_path)
    shutil.copy(DEMO / "p09.jpg", tmp_path)
    decided = scanned(suluh, tmp_path, [post("salah", "p01.jpg"), post("benar", "p09.jpg")])
    wrong, right = decided["salah"], decided["benar"]
    assert wrong["outcome"] == "reco_ineligible"
    assert wrong["facts"] == ["ID-SCH-001"]
    assert "tulisan pada gambar" in wrong["reasons_id"]
    seen = [s for s in wrong["signals"] if s["name"] == "fact_contradiction"]
    assert {s["where"]["place"]["kind"] for s in seen} == {"picture"}
    assert right["outcome"] in ("none", "info_label")
    assert right["review"] is None


def test_what_cannot_be_looked_at_is_noted_and_the_post_is_decided(suluh, tmp_path):
    shutil.copy(DEMO / "v13.mp4", tmp_path)  # cut off
    (tmp_path / "kosong.jpg").write_bytes(b"")
    posts = [
        post("a", "hilang.mp4"),
        post("b", "https://example.org/v.mp4"),
        post("c", "v13.mp4"),
        post("d", "kosong.jpg", text="Pencoblosan diundur jadi 30 November 2024"),
        post("e", "/etc/passwd"),
        post("f", "kosong.jpg"),
    ]
    decided = scanned(suluh, tmp_path, posts)
    assert "media 1: the file is not there: hilang.mp4" in decided["a"]["notes"]
    assert "media 1: an address, not fetched" in decided["b"]["notes"]
    assert any(note.startswith("media 1: ") for note in decided["c"]["notes"])
    assert decided["d"]["outcome"] == "reco_ineligible"  # by its words; its media were not needed
    assert any("no known format" in note for note in decided["e"]["notes"])
    assert any("media 1" in note for note in decided["f"]["notes"])
    assert {decided[i]["outcome"] for i in "abcef"} == {"none"}


def test_without_media_only_the_caption_is_read(suluh, tmp_path):
    shutil.copy(DEMO / "p01.jpg", tmp_path)
    decided = scanned(suluh, tmp_path, [post("salah", "p01.jpg")], "--no-media")
    assert decided["salah"]["outcome"] == "none"


def test_a_copy_of_known_media_carries_its_verdict_and_its_twin_does_not(suluh, tmp_path):
    added = suluh(
        "bank", "add", DEMO / "p01.jpg", "--claim", SCHEDULE, "--decided-by-person", "Peninjau"
    )
    assert added.code == 0, added.said
    with Image.open(DEMO / "p01.jpg") as card:
        card.convert("RGB").resize((card.width * 3 // 4, card.height * 3 // 4)).save(
            tmp_path / "salinan.jpg", quality=60
        )
    shutil.copy(DEMO / "p09.jpg", tmp_path)  # the same card with the right date
    decided = scanned(suluh, tmp_path, [post("salinan", "salinan.jpg"), post("benar", "p09.jpg")])
    copies = [s for s in decided["salinan"]["signals"] if s["details"].get("known")]
    assert [(s["against"]["id"], s["details"]["level"]) for s in copies] == [(SCHEDULE, "act")]
    assert decided["salinan"]["outcome"] == "remove"  # a copy of what a person has decided
    assert not [s for s in decided["benar"]["signals"] if s["details"].get("known")]
    assert decided["benar"]["outcome"] in ("none", "info_label")


def test_the_way_of_a_picture_is_explained(suluh):
    said = suluh("explain", "--media", DEMO / "p01.jpg", "--posted-at", "2024-11-20T10:00").said
    assert "tulisan pada gambar" in said
    assert "28 November 2024" in said
    assert "ID-SCH-001" in said
