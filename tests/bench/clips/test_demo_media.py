"""The demo's media and posts fit together and are small; the end to end bench counts what it should."""

from pathlib import Path

import pytest

from suluh.bench.media import ends
from suluh.media.opening import kind_of, shape
from suluh.policy.decision import Decision, Review, RuleResult

MEDIA = ends.POSTS.parent / "media"


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
        assert 4.5 < seen.seconds < 10


def test_no_caption_gives_the_words_away():
    for one in ends.media_posts():
        assert not any(c.isdigit() for c in one.post.text)
        assert len(one.post.text) < 40


def decision(post, found):
    """A decision as policy makes it: queued under a rule, or nothing."""
    rules = (RuleResult("CIV-PROC", "fired"),) if found else ()
    review = Review("process", 1) if found else None
    return Decision(post.id, outcome="none", rules=rules, review=review)


@pytest.mark.parametrize("all_found", [True, False])
def test_found_and_left_are_counted(all_found):
    result = ends.run(lambda post: decision(post, all_found))
    assert result["posts"] == len(ends.media_posts())
    assert result["false"]["rate"] == (1.0 if all_found else 0.0)
    assert result["leave"]["limited"] == 0
    assert [t.title for t in ends.table(result)][1] == "Not as expected"
