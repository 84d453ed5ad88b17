"""A bank's picture index lies on the disk between two starts, and is never believed when it is not as it was written."""

from __future__ import annotations

import shutil
import subprocess
import sys
from datetime import UTC, datetime
from pathlib import Path

import cv2
import msgspec
import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from suluh.media.bank import Added, Known, Removed, append, open_bank
from suluh.media.bank.kept import MANIFEST, MOST, Manifest, opened
from suluh.media.bank.known import packed_frames
from suluh.media.opening import Frame
from suluh.media.prints.known import remember_picture, remember_video

DAY = datetime(2024, 11, 20, 3, tzinfo=UTC)


def scene(seed):
    dice = np.random.default_rng(seed)
    small = dice.uniform(20, 230, (6, 5, 3)).astype(np.float32)
    clouds = cv2.resize(small, (240, 300), interpolation=cv2.INTER_CUBIC)
    picture = np.clip(clouds, 0, 255).astype(np.uint8)
    for line in range(4):
        words = "".join(dice.choice(list("abcdefghij "), 12))
        cv2.putText(picture, words, (8, 60 + 60 * line), 5, 1.2, (255, 255, 255), 2)
    return picture


def moving(seed):
    return [Frame(n / 2, np.roll(scene(seed + n // 4), 3 * (n % 4), axis=1)) for n in range(12)]


def known(seed, kind="picture"):
    seen = remember_video(moving(seed)) if kind == "video" else remember_picture(scene(seed))
    looks = msgspec.msgpack.encode(seen.looks)
    return Known(f"{kind}-{seed}", "KLAIM-1", kind, DAY, packed_frames(seen.rows), looks=looks)


@pytest.fixture(scope="module")
def media():
    return [*(known(seed) for seed in range(4)), known(50, "video")]


@pytest.fixture(scope="module")
def made(media, tmp_path_factory):
    folder = tmp_path_factory.mktemp("index")
    opened(media, folder)
    return folder


@pytest.fixture
def folder(made, tmp_path):
    return Path(shutil.copytree(made, tmp_path / "kept"))


def files(folder):
    return sorted(path for path in folder.glob("*/*") if path.name != MANIFEST)


def right(index):
    """Whether the index finds what is in it, and nothing else."""
    found = [[m.known for m in index.copies.find_picture(scene(seed))] for seed in (2, 77)]
    video = [match.known for match in index.copies.find_video(moving(50))]
    return found == [["picture-2"], []] and video == ["video-50"]


def test_an_index_is_opened_and_not_made_anew(media, folder):
    again = opened(media, folder)
    assert (again.known, again.taken_in, again.damaged, again.unkept) == (5, 0, None, None)
    assert right(again)


def test_what_was_added_since_is_taken_in(media, folder):
    more = opened([*media, known(9)], folder)
    assert more.taken_in == 1 and more.damaged is None and right(more)
    assert more.copies.find_picture(scene(9))[0].known == "picture-9"
    assert opened([*media, known(9)], folder).taken_in == 0


def test_what_was_removed_is_not_found(media, folder):
    fewer = opened([each for each in media if each.id != "picture-2"], folder)
    assert fewer.taken_in == 4
    assert fewer.copies.find_picture(scene(2)) == ()


def test_a_medium_that_was_changed_is_not_found_as_it_was(media, folder):
    changed = [
        msgspec.structs.replace(known(8), id=each.id) if each.id == "picture-2" else each
        for each in media
    ]
    index = opened(changed, folder)
    assert index.copies.find_picture(scene(2)) == ()
    assert index.copies.find_picture(scene(8))[0].known == "picture-2"


@pytest.mark.parametrize("harm", ["cut", "emptied", "removed"])
@pytest.mark.parametrize("place", range(9))
def test_a_damaged_file_is_named_and_the_index_made_anew(media, folder, place, harm):
    path = files(folder)[place]
    if harm == "removed":
        path.unlink()
    else:
        data = path.read_bytes()
        path.write_bytes(data[: len(data) // 2] if harm == "cut" and len(data) > 1 else b"")
    index = opened(media, folder)
    assert path.name in index.damaged and index.taken_in == 5 and right(index)
    assert opened(media, folder).damaged is None


def test_there_are_nine_files(folder):
    assert len(files(folder)) == 9


@settings(max_examples=25, deadline=None)
@given(st.data())
def test_a_turned_bit_anywhere_is_never_believed(media, made, tmp_path_factory, data):
    folder = Path(shutil.copytree(made, tmp_path_factory.mktemp("turned") / "kept"))
    path = data.draw(st.sampled_from(sorted(folder.glob("*/*"))))
    content = bytearray(path.read_bytes())
    at = data.draw(st.integers(0, len(content) - 1))
    content[at] ^= 1 << data.draw(st.integers(0, 7))
    path.write_bytes(content)
    index = opened(media, folder)
    assert index.taken_in in (0, 5) and len(index.copies) == 5
    assert [m.known for m in index.copies.find_picture(scene(2))] == ["picture-2"]
    assert opened(media, folder).taken_in == 0


def test_a_manifest_with_a_letter_that_is_no_utf8_is_passed_over(media, folder):
    (path,) = folder.glob(f"*/{MANIFEST}")
    content = bytearray(path.read_bytes())
    content[content.index(b"format") + len('format":"')] ^= 0x80
    path.write_bytes(content)
    assert opened(media, folder).taken_in == 5


def test_what_another_version_wrote_is_passed_over(media, folder):
    (path,) = folder.glob(f"*/{MANIFEST}")
    written = msgspec.json.decode(path.read_bytes(), type=Manifest)
    path.write_bytes(msgspec.json.encode(msgspec.structs.replace(written, format="0|1.0")))
    assert opened(media, folder).taken_in == 5


def test_a_folder_that_cannot_be_written_costs_time_only(media, tmp_path):
    (tmp_path / "taken").write_text("a file")
    index = opened(media, tmp_path / "taken" / "bank")
    assert index.unkept and right(index)


def test_few_are_kept_and_what_a_crash_left_goes(media, tmp_path):
    (tmp_path / ".half.1").mkdir()
    import os

    os.utime(tmp_path / ".half.1", (0, 0))
    for count in range(1, 6):
        opened(media[count - 1 :: -1], tmp_path)
    assert len(list(tmp_path.iterdir())) == MOST


def test_an_empty_bank_has_an_empty_index(tmp_path):
    assert opened([], tmp_path).copies.find_picture(scene(1)) == ()
    again = opened([], tmp_path)
    assert again.taken_in == 0 and again.damaged is None


OPEN = "import pathlib, sys; from suluh.media.bank import open_bank; open_bank(pathlib.Path(sys.argv[1])).index"


def test_two_processes_may_make_it_at_once(media, tmp_path, monkeypatch):
    monkeypatch.setenv("SULUH_CACHE", str(tmp_path / "cache"))
    append(tmp_path / "bank", map(Added, media))
    both = [subprocess.Popen([sys.executable, "-c", OPEN, str(tmp_path)]) for _ in range(2)]
    assert [one.wait() for one in both] == [0, 0]
    bank = open_bank(tmp_path)
    assert bank.index.taken_in == 0 and bank.pictures.find_picture(scene(2))


def test_a_bank_is_opened_with_the_index_of_the_last_start(media, tmp_path, monkeypatch):
    monkeypatch.setenv("SULUH_CACHE", str(tmp_path / "cache"))
    append(tmp_path / "bank", map(Added, media))
    assert open_bank(tmp_path).index.taken_in == 5
    assert open_bank(tmp_path).index.taken_in == 0
    append(tmp_path / "bank", [Removed("picture-2", DAY)])
    assert open_bank(tmp_path).pictures.find_picture(scene(2)) == ()
