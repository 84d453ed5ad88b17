from __future__ import annotations

from pathlib import Path

import made
import numpy as np
import pytest
import zxingcpp
from hypothesis import given, settings
from hypothesis import strategies as st
from hypothesis.extra import numpy as arrays

from suluh.content import Place, Post, Segment
from suluh.facts import load
from suluh.knowledge import Knowledge
from suluh.media.codes import code_segments, codes_in, codes_in_frame
from suluh.media.settings import Settings
from suluh.media.understand import understand
from suluh.signals.reading import read
from suluh.signals.scam import scam
from suluh.text.privacy import mask

ADDRESS = "https://kpu-go.id/dpt"


def _page(text: str = ADDRESS, scale: int = 3, size: tuple[int, int] = (960, 540)) -> np.ndarray:
    code = np.array(
        zxingcpp.write_barcode_to_image(
            zxingcpp.create_barcode(text, zxingcpp.BarcodeFormat.QRCode), scale=scale
        )
    )
    page = np.full((*size, 3), 230, np.uint8)
    page[300 : 300 + code.shape[0], 200 : 200 + code.shape[1]] = code[..., None]
    return page


@pytest.mark.parametrize(
    "turn",
    [
        lambda page: page,
        lambda page: 255 - page,  # light on dark
        lambda page: page[:, ::-1],  # as a selfie camera leaves it
        lambda page: np.rot90(page),
        lambda page: np.rot90(page, 2),
        lambda page: page[..., 0],  # grey
        lambda page: np.clip(page * 0.3 + 90, 0, 255).astype(np.uint8),  # pale
    ],
)
def test_a_code_is_read_however_it_stands(turn):
    assert codes_in(np.ascontiguousarray(turn(_page()))) == (ADDRESS,)


def test_a_small_code_is_read():
    assert codes_in(_page(scale=1)) == (ADDRESS,)


@pytest.mark.parametrize("kind", ["QRCode", "DataMatrix", "Aztec"])
@pytest.mark.parametrize("size", [(960, 540), (1920, 1080)])
def test_a_frame_of_a_video_gives_every_kind_of_code(kind, size):
    made_code = zxingcpp.create_barcode(ADDRESS, getattr(zxingcpp.BarcodeFormat, kind))
    code = np.array(zxingcpp.write_barcode_to_image(made_code, scale=4))
    frame = np.full(size, 230, np.uint8)
    frame[300 : 300 + code.shape[0], 201 : 201 + code.shape[1]] = code
    assert codes_in_frame(frame) == (ADDRESS,)
    assert codes_in_frame(255 - frame) == (ADDRESS,)


def test_nothing_is_read_where_there_is_no_code():
    assert codes_in(np.random.default_rng(3).integers(0, 255, (400, 300, 3), dtype=np.uint8)) == ()


@given(arrays.arrays(np.uint8, st.tuples(st.integers(1, 40), st.integers(1, 40), st.just(3))))
@settings(max_examples=30, deadline=None)
def test_any_pixels_are_borne(image):
    codes_in(image)


def test_the_same_code_over_many_frames_is_one_segment_with_its_span():
    segments = code_segments([(1.0, "a"), (2.0, "a"), (2.0, "b"), (3.0, "a")], 2)
    assert segments == (
        Segment("a", Place("code", 1.0, 3.0, 2)),
        Segment("b", Place("code", 2.0, 2.0, 2)),
    )


@pytest.mark.parametrize(
    "text",
    [
        "tel:+6281234567890",
        "BEGIN:VCARD\nN:Budi\nTEL:+6281234567890\nEMAIL:budi@gmail.com\nEND:VCARD",
        "https://wa.me/6281234567890?text=daftar",
        "SMSTO:081234567890:REG",
        "MATMSG:TO:budi@gmail.com;SUB:a;;",
    ],
)
def test_personal_data_in_a_code_is_masked_as_in_any_segment(text):
    (seen,) = codes_in(_page(text))
    shown = mask(seen).text
    assert "81234567890" not in shown
    assert "budi@" not in shown


def test_the_password_of_a_network_is_not_kept():
    assert codes_in(_page("WIFI:T:WPA;S:balai;P:rahasia;;")) == ("WIFI:T:WPA;S:balai;;",)


KNOWLEDGE = Knowledge(load(), None)


def _signals(code: str, caption: str):
    post = Post("x", caption, segments=code_segments([(None, code)], 0))
    return [
        (s.details.get("kind"), s.seen, s.where.place.kind)
        for s in scam(read(post, KNOWLEDGE), KNOWLEDGE)
    ]


@pytest.mark.parametrize(
    "code", ["https://kpu-go.id/dpt", "http://bawas1u.go.id", "kpu.go.id.cek-dpt.xyz/a"]
)
def test_a_look_alike_address_in_a_code_is_a_scam(code):
    (signal,) = _signals(code, "Cek nama di DPT, pindai kode ini")
    assert (signal[0], signal[2]) == ("lookalike_domain", "code")


@pytest.mark.parametrize(
    "code",
    [
        "https://kpu.go.id",
        "https://cekdptonline.kpu.go.id/",
        "https://bawaslu.go.id/lapor",
        "WIFI:S:kpu;;",
    ],
)
def test_the_genuine_address_in_a_code_is_left_alone(code):
    assert _signals(code, "Cek nama di DPT, pindai kode ini") == []


@pytest.mark.parametrize(
    "caption", ["Awas penipuan, jangan pindai kode palsu ini", "Hati-hati situs KPU palsu"]
)
def test_a_warning_that_shows_the_false_code_is_left_alone(caption):
    assert _signals("https://kpu-go.id/dpt", caption) == []


ONLY_CODES = Settings(words=False, speech=False, prints=False)


def test_a_code_in_a_picture_and_in_a_video_becomes_a_segment(tmp_path: Path):
    from PIL import Image

    Image.fromarray(_page()).save(tmp_path / "p.png")
    assert understand(tmp_path / "p.png", 1, ONLY_CODES).segments == (
        Segment(ADDRESS, Place("code", None, None, 1)),
    )
    _with_code(tmp_path / "v.mp4")
    (segment,) = understand(tmp_path / "v.mp4", 0, ONLY_CODES).segments
    assert segment.text == ADDRESS
    assert (segment.place.at, segment.place.until) == (1.0, 2.0)


def _with_code(path: Path) -> None:
    """Nothing, two seconds of a code, nothing."""
    import av

    with av.open(str(path), "w") as out:
        stream = out.add_stream("libx264", rate=10)
        stream.width, stream.height, stream.pix_fmt = 540, 960, "yuv420p"
        for number in range(40):
            image = _page() if 10 <= number < 30 else made.plain(540, 960)
            for packet in stream.encode(av.VideoFrame.from_ndarray(image, format="rgb24")):
                out.mux(packet)
        for packet in stream.encode():
            out.mux(packet)
