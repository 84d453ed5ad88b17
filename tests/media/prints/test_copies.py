"""Copies are found whatever was done to them, and nothing else is."""

import cv2
import numpy as np
import pytest

from suluh.bench.clips.cards import card
from suluh.media.opening import Frame
from suluh.media.prints.known import Remembered, remember_picture, remember_video, rows
from suluh.media.prints.pdq import pdq
from suluh.media.prints.search import Copies
from suluh.media.prints.views import content, views

WORDS = "suara TPS hari jam kartu warga desa surat pagi besok lurah kotak hasil kabar lapor catat".split()


def scene(seed, height=400, width=320, shift=0.0):
    """Clouds, discs and a few words; `shift` moves the discs."""
    dice = np.random.default_rng(seed)
    clouds = cv2.resize(
        dice.uniform(20, 230, (6, 5, 3)).astype(np.float32),
        (width, height),
        interpolation=cv2.INTER_CUBIC,
    )
    picture = np.clip(clouds, 0, 255).astype(np.uint8)
    for _ in range(12):
        x, y, size = dice.uniform(0, width), dice.uniform(0, height), dice.uniform(8, 50)
        colour = tuple(int(c) for c in dice.integers(0, 255, 3))
        cv2.circle(picture, (int(x + shift), int(y)), int(size), colour, -1)
    for line in range(4):
        text = " ".join(dice.choice(WORDS, 2))
        cv2.putText(
            picture, text, (12, 70 + 80 * line), cv2.FONT_HERSHEY_DUPLEX, 1.0, (255, 255, 255), 2
        )
    return picture


def clip(seed, seconds=8.0, pace=1.0):
    """Two frames a second; a scene each two seconds in which things move; `pace` plays it faster."""
    for number in range(int(seconds * 2 / pace)):
        there = number / 2 * pace
        yield Frame(number / 2, scene(1000 * seed + int(there / 2), shift=6 * (there % 2)))


def saved(picture, quality=60):
    """As JPEG and back."""
    coded = cv2.imencode(".jpg", picture[:, :, ::-1], [cv2.IMWRITE_JPEG_QUALITY, quality])[1]
    return np.ascontiguousarray(cv2.imdecode(coded, cv2.IMREAD_COLOR)[:, :, ::-1])


@pytest.fixture(scope="module")
def bank():
    copies = Copies()
    copies.add_all((f"picture-{seed}", remember_picture(scene(seed))) for seed in range(12))
    copies.add_all((f"video-{seed}", remember_video(clip(seed))) for seed in range(20, 23))
    return copies


def small_in(picture):
    whole = scene(777, 800, 640)
    whole[60:360, 200:440] = cv2.resize(picture, (240, 300), interpolation=cv2.INTER_AREA)
    return whole


def barred(picture):
    bar = np.full((80, 320, 3), 255, np.uint8)
    cv2.putText(bar, "LIHAT INI", (10, 50), cv2.FONT_HERSHEY_DUPLEX, 1.2, (0, 0, 0), 2)
    return np.concatenate([bar, picture])


EDITS = {
    "saved again": saved,
    "half the size": lambda p: cv2.resize(p, None, fx=0.5, fy=0.5, interpolation=cv2.INTER_AREA),
    "grey": lambda p: cv2.cvtColor(p, cv2.COLOR_RGB2GRAY),
    "cropped by a fifth": lambda p: p[40:-40, 32:-32],
    "cropped at one side": lambda p: p[:, 60:],
    "black bars": lambda p: np.pad(p, ((90, 90), (0, 0), (0, 0))),
    "in the mirror": lambda p: np.ascontiguousarray(p[:, ::-1]),
    "a caption bar": barred,
    "small in another picture": small_in,
}


@pytest.mark.parametrize("edit", EDITS)
def test_an_edited_picture_is_the_known_one(bank, edit):
    matches = bank.find_picture(EDITS[edit](scene(4)))
    assert [m.known for m in matches] == ["picture-4"]
    assert matches[0].level == "act" and matches[0].mirrored == (edit == "in the mirror")


def test_other_pictures_are_no_copies(bank):
    assert [m for seed in range(50, 62) for m in bank.find_picture(scene(seed))] == []


def test_a_part_of_a_picture_says_which_part_it_covers(bank):
    half = bank.find_picture(scene(4)[:200])
    assert [m.known for m in half] == ["picture-4"] and half[0].coverage == pytest.approx(
        0.5, abs=0.06
    )


@pytest.mark.parametrize(
    "picture",
    [
        np.zeros((3, 3, 3), np.uint8),
        np.zeros((400, 300, 3), np.uint8),
        np.full((1, 500, 3), 9, np.uint8),
    ],
)
def test_a_picture_that_shows_nothing_is_no_copy_of_anything(bank, picture):
    copies = Copies()
    copies.add("blank", remember_picture(picture))
    assert copies.find_picture(picture) == () and bank.find_picture(picture) == ()


def test_a_frame_of_a_known_video_leads_to_it(bank):
    matches = bank.find_picture(scene(20_001))
    assert matches[0].known == "video-20" and matches[0].offset == pytest.approx(2, abs=0.5)


def test_a_copy_of_a_video_says_where_it_begins(bank):
    later = [Frame(at - 3, image) for at, image in clip(21) if at >= 3]
    match = bank.find_video(iter(later))[0]
    assert (match.known, match.by, match.level) == ("video-21", "video", "act")
    assert match.offset == pytest.approx(3, abs=0.6) and match.coverage == pytest.approx(
        0.65, abs=0.15
    )


@pytest.mark.parametrize("edit", ["saved again", "in the mirror", "small in another picture"])
def test_an_edited_video_is_the_known_one(bank, edit):
    matches = bank.find_video(Frame(at, EDITS[edit](image)) for at, image in clip(22))
    assert [m.known for m in matches] == ["video-22"] and matches[0].level == "act"


def test_a_faster_video_is_the_known_one(bank):
    assert bank.find_video(clip(20, pace=1.1))[0].known == "video-20"


def test_another_video_is_no_copy(bank):
    assert bank.find_video(clip(31)) == () and bank.find_video(iter(())) == ()


def test_a_print_that_came_alone_may_only_suggest():
    copies = Copies()
    copies.add("imported", Remembered("picture", ((0.0, 100, pdq(scene(3)).hex),)))
    assert [(m.known, m.level) for m in copies.find_picture(saved(scene(3)))] == [
        ("imported", "suggest")
    ]
    assert copies.find_picture(scene(5)) == ()


def test_a_list_of_frames_that_came_alone_finds_its_video():
    copies = Copies()
    printed = tuple((at, 100, pdq(image).hex) for at, image in clip(24))
    copies.add("imported", Remembered("video", printed))
    assert copies.find_video(clip(24))[0].known == "imported"


def test_a_broken_print_is_refused_and_leaves_the_bank_as_it_was():
    copies = Copies()
    with pytest.raises(ValueError, match="64 hex digits"):
        copies.add("broken", Remembered("picture", ((0.0, 100, "abcd"),)))
    assert len(copies) == 0


def test_borders_are_no_content():
    framed = np.pad(
        np.random.default_rng(1).integers(0, 255, (80, 60), np.uint8), ((10, 10), (20, 20))
    )
    assert content(framed) == pytest.approx((0.1, 0.9, 0.2, 0.8))


def test_views_are_kept_in_their_order():
    seen = views(scene(1))
    assert [text for _, _, text in rows(0.0, seen)] == [bits.tobytes().hex() for bits in seen.bits]


def test_two_chats_with_other_words_are_no_copies():
    """Their bar, their bubbles and one answer are the same; once this pair was held for sure."""
    words = "Jam kamis jam ktp hari cek tps warga"
    one, other = card(108), card(400_036, words, size=(540, 675))
    copies = Copies()
    copies.add("known", remember_picture(np.asarray(one.image.convert("RGB"))))
    assert copies.find_picture(np.asarray(other.image.convert("RGB"))) == ()
    assert copies.find_picture(np.asarray(one.image.convert("RGB")))[0].level == "act"


def test_a_mark_on_an_empty_corner_does_not_count_against_a_copy():
    plain = scene(4)
    plain[260:, 160:] = 90
    marked = plain.copy()
    for row in (300, 330, 360):
        cv2.putText(marked, "@akun", (190, row), cv2.FONT_HERSHEY_DUPLEX, 1.0, (255, 255, 255), 2)
    copies = Copies()
    copies.add("known", remember_picture(plain))
    assert copies.find_picture(marked)[0].score > 0.95
