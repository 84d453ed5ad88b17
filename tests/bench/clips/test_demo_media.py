"""The demo's media and posts fit together and are small; the end to end bench counts what it should."""

import importlib.util
from datetime import UTC, datetime
from pathlib import Path

import msgspec
import numpy as np
import pytest
import yaml

from suluh.bench.media import ends
from suluh.media.opening import frames, kind_of, picture, shape
from suluh.policy.decision import Decision, Review, RuleOutcome

MEDIA = ends.POSTS.parent / "media"
NOW = datetime(2024, 11, 20, tzinfo=UTC)
SCRIPTS = Path(__file__).parents[3] / "scripts"


@pytest.fixture(scope="module")
def maker():
    spec = importlib.util.spec_from_file_location("make", SCRIPTS / "make_demo_media.py")
    made = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(made)
    return made


@pytest.fixture(scope="module")
def rows():
    return yaml.safe_load((SCRIPTS / "demo_media.yaml").read_text(encoding="utf-8"))


def test_the_posts_are_what_the_script_makes(maker, rows):
    kept = [msgspec.json.decode(line) for line in ends.POSTS.read_bytes().splitlines()]
    assert list(maker.posts(rows)) == kept


@pytest.mark.parametrize("name", ["p06", "p08", "p19", "p22"])
def test_the_pictures_are_what_the_script_makes(maker, rows, name):
    row = next(row for row in rows["pictures"] if row["id"] == name)
    kept = picture(MEDIA / f"{name}.jpg").astype(int)
    assert np.abs(kept - np.asarray(maker.picture(row))).mean() < 8  # JPEG's loss


def test_a_video_is_what_the_script_makes(maker, rows, tmp_path):
    row = next(row for row in rows["videos"] if row["id"] == "v12")
    maker.video(row, tmp_path)
    kept, made = (next(frames(p / "v12.mp4")).image.astype(int) for p in (MEDIA, tmp_path))
    assert np.abs(kept - made).mean() < 1
    assert (tmp_path / "v12.srt").read_text() == (MEDIA / "v12.srt").read_text()


def test_every_post_has_its_file_and_every_file_its_post():
    named = [Path(post.post.media[0]) for post in ends.media_posts()]
    assert len(set(named)) == len(named)
    assert set(named) == set(MEDIA.glob("*.mp4")) | set(MEDIA.glob("*.jpg"))


def test_there_are_videos_and_pictures_enough_and_they_are_small():
    videos, pictures = list(MEDIA.glob("*.mp4")), list(MEDIA.glob("*.jpg"))
    assert len(videos) >= 12
    assert len(pictures) >= 20
    assert max(path.stat().st_size for path in videos) < 350_000
    assert max(path.stat().st_size for path in pictures) < 80_000


def test_videos_are_short_and_upright():
    for path in MEDIA.glob("*.mp4"):
        seen = shape(path)
        assert kind_of(path) == "video"
        assert seen.height > seen.width
        assert 4.5 < seen.seconds < 9.5


def test_no_caption_gives_the_words_away():
    for one in ends.media_posts():
        assert not any(c.isdigit() for c in one.post.text)
        assert len(one.post.text) < 40


def decision(post, found):
    """A decision as policy makes it: queued under a rule, or nothing."""
    if not found:
        return Decision(post.id, NOW, "facts", "policy@1")
    review = Review("process", "P1", "a false date")
    rules = (RuleOutcome("CIV-PROC", "1"),)
    return Decision(post.id, NOW, "facts", "policy@1", review=review, rules=rules)


@pytest.mark.parametrize("all_found", [True, False])
def test_found_and_left_are_counted(all_found):
    result = ends.run(lambda post: decision(post, all_found))
    assert result["posts"] == len(ends.media_posts())
    assert result["false"]["rate"] == (1.0 if all_found else 0.0)
    assert result["leave"]["limited"] == 0
    assert [t.title for t in ends.table(result)][1] == "Not as expected"
