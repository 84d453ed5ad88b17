from __future__ import annotations

import os
import zlib
from pathlib import Path

import av
import made
import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from msgspec.structs import replace
from PIL import Image

from suluh.media.limits import LIMITS
from suluh.media.opening import Unreadable, frames, glimpses, kind_of, picture, shape, sound
from suluh.media.opening.container import opened

OPENERS = (kind_of, picture, sound, shape, lambda path: list(frames(path)))


@pytest.fixture(scope="module")
def folder(tmp_path_factory) -> Path:
    """One of each kind, made once."""
    folder = tmp_path_factory.mktemp("media")
    made.video(folder / "v.mp4", options={"movflags": "+faststart"})
    made.video(folder / "mute.mp4", sound=False, noise=True, options={"movflags": "+faststart"})
    made.video(folder / "late.mp4")
    made.video(folder / "v.mkv", 1.0)
    made.wav(folder / "s.wav")
    (folder / "p.jpg").write_bytes(made.jpeg())
    (folder / "p.png").write_bytes(made.encoded("PNG"))
    shades = [Image.fromarray(made.plain(tone=t)) for t in (0, 80, 160, 240)]
    for name, kind in (("a.gif", "GIF"), ("a.webp", "WEBP"), ("a.png", "PNG")):
        how = {"save_all": True, "append_images": shades[1:], "duration": 500}
        shades[0].save(folder / name, kind, **how)
    return folder


def _put(folder: Path, data: bytes, name: str = "x") -> Path:
    path = folder / name
    path.write_bytes(data)
    return path


@pytest.mark.parametrize(
    ("name", "kind"),
    [
        ("v.mp4", "video"),
        ("v.mkv", "video"),
        ("s.wav", "sound"),
        ("p.jpg", "picture"),
        ("p.png", "picture"),
        ("a.gif", "video"),
        ("a.webp", "video"),
        ("a.png", "video"),
    ],
)
def test_a_kind_is_told_by_content_whatever_the_name(folder, tmp_path, name, kind):
    assert kind_of(_put(tmp_path, (folder / name).read_bytes(), "nama.txt")) == kind


def test_a_sound_in_a_video_container_is_a_sound(tmp_path):
    with av.open(str(tmp_path / "a.mp4"), "w") as out:
        made.tone(out, out.add_stream("aac", rate=16000, layout="mono"), 0.5)
    assert kind_of(tmp_path / "a.mp4") == "sound"
    assert len(sound(tmp_path / "a.mp4")) > 6000


def test_the_cover_of_a_song_is_no_video(tmp_path):
    path = tmp_path / "a.mp3"
    with av.open(str(path), "w") as out:
        made.tone(out, out.add_stream("mp3", rate=16000, layout="mono"), 0.5)
    cover = b"\0image/jpeg\0\3\0" + made.jpeg()
    frame = b"APIC" + len(cover).to_bytes(4, "big") + b"\0\0" + cover
    size = bytes(len(frame) >> shift & 0x7F for shift in (21, 14, 7, 0))
    path.write_bytes(b"ID3\3\0\0" + size + frame + path.read_bytes())
    assert kind_of(path) == "sound"
    assert list(frames(path)) == []
    assert len(sound(path)) > 6000


def test_frames_come_at_even_times_in_order(folder):
    seen = list(frames(folder / "v.mp4", 5.0))
    assert [round(f.at, 1) for f in seen] == [0.0, 0.2, 0.4, 0.6, 0.8, 1.0, 1.2, 1.4, 1.6, 1.8]
    tones = [f.image.mean() for f in seen]
    assert tones == sorted(tones)
    assert seen[0].image.shape == (48, 64, 3)


def test_a_moving_gif_is_seen_as_frames(folder):
    for name in ("a.gif", "a.webp", "a.png"):
        seen = list(frames(folder / name, 2.0))
        assert [f.at for f in seen] == [0.0, 0.5, 1.0, 1.5]
        assert seen[0].image.mean() < 20 < 200 < seen[-1].image.mean()
    assert shape(folder / "a.gif")[1:] == (64, 48, False)


@pytest.mark.parametrize("part", [0.4, 0.7, 0.9])
def test_a_video_cut_midway_gives_its_frames_and_a_note(folder, tmp_path, part):
    data = (folder / "mute.mp4").read_bytes()
    notes: list[str] = []
    path = _put(tmp_path, data[: int(len(data) * part)])
    assert list(frames(path, 10.0, notes=notes))
    assert notes[0] == "the file is cut off"
    heard = (folder / "v.mp4").read_bytes()
    assert 4000 < len(sound(_put(tmp_path, heard[: int(len(heard) * 0.9)]))) < 32000


def test_a_video_whose_index_is_cut_off_says_why_nothing_is_seen(folder, tmp_path):
    data = (folder / "late.mp4").read_bytes()
    with pytest.raises(Unreadable, match="not readable"):
        list(frames(_put(tmp_path, data[: len(data) // 2])))


def test_a_picture_cut_off_shows_what_is_there_and_says_so(tmp_path):
    noisy = np.random.default_rng(1).integers(0, 255, (200, 200, 3), dtype=np.uint8)
    data = made.jpeg(noisy)
    notes: list[str] = []
    image = picture(_put(tmp_path, data[: len(data) // 2]), notes=notes)
    assert image.shape == (200, 200, 3)
    assert notes == ["the picture is cut off"]


def test_transparency_is_white_and_exif_turns(tmp_path):
    clear = Image.new("RGBA", (8, 4), (0, 0, 0, 0))
    clear.save(tmp_path / "c.png")
    assert picture(tmp_path / "c.png").min() == 255
    exif = Image.Exif()
    exif[0x0112] = 6
    path = _put(tmp_path, made.jpeg(made.plain(40, 20), exif=exif))
    assert picture(path).shape == (40, 20, 3)


def test_sixteen_bits_a_pixel_are_not_burnt_to_white(tmp_path):
    deep = Image.fromarray(np.full((8, 8), 20000, np.uint16))
    deep.save(tmp_path / "d.png")
    assert picture(tmp_path / "d.png").mean() == 78


def test_a_phone_held_upright_is_seen_upright(folder, tmp_path):
    path = _put(tmp_path, _turned((folder / "v.mp4").read_bytes()))
    assert shape(path)[1:3] == (48, 64)
    assert next(frames(path)).image.shape == (64, 48, 3)


def _turned(data: bytes) -> bytes:
    """The matrix of the video track set to a quarter turn, as phones write it (ISO 14496-12, tkhd)."""
    at = data.index(b"tkhd") + 4 + 40
    one = (1 << 16).to_bytes(4, "big")
    minus = (-(1 << 16)).to_bytes(4, "big", signed=True)
    none = bytes(4)
    return data[:at] + none + one + none + minus + none * 3 + none + data[at + 32 :]


def test_ten_bits_are_read(tmp_path):
    path = made.video(tmp_path / "t.mp4", 0.5, pixels="yuv420p10le", sound=False)
    assert next(frames(path)).image.dtype == np.uint8


TRICKS = [
    (b"#EXTM3U\n#EXTINF:1,\nfile:///etc/hostname\n", "a playlist"),
    (b"ffconcat version 1.0\nfile /etc/hostname\n", "a list of files"),
    (
        b"v=0\r\no=- 0 0 IN IP4 127.0.0.1\r\nc=IN IP4 127.0.0.1\r\nm=video 5004 RTP/AVP 96\r\n",
        "SDP",
    ),
    (b"<?xml version='1.0'?><MPD xmlns='urn:mpeg:dash:schema:mpd:2011'/>", "DASH"),
    (b"<svg xmlns='http://www.w3.org/2000/svg'><image href='file:///etc/hostname'/></svg>", "SVG"),
    (b"%!PS-Adobe-3.0 EPSF-3.0\n(/etc/hostname) run", "EPS"),
    (b"http://127.0.0.1:1/a.mp4", "an address"),
    (b"concat:/etc/hostname|/etc/hosts", "a protocol"),
]


@pytest.mark.parametrize(("data", "what"), TRICKS, ids=[what for _, what in TRICKS])
def test_no_list_of_other_files_is_followed(tmp_path, monkeypatch, data, what):
    monkeypatch.chdir(tmp_path)
    path = _put(tmp_path, data, "v.mp4")
    assert kind_of(path) is None
    for opener in OPENERS[1:]:
        with pytest.raises(Unreadable):
            opener(path)


def test_a_playlist_dressed_as_a_video_opens_nothing_else(folder, tmp_path):
    """First bytes of a known format, then what FFmpeg's probing would take for a list of files."""
    other = tmp_path / "rahasia.mp4"
    other.write_bytes((folder / "v.mp4").read_bytes())
    for head in (b"\0\0\0\x08free", b"ID3\x03\0\0\0\0\0\0"):
        path = _put(tmp_path, head + b"#EXTM3U\n#EXTINF:1,\n" + str(other).encode() + b"\n")
        with pytest.raises(Unreadable):
            list(frames(path))
            sound(path)


def test_names_that_ffmpeg_takes_for_protocols_are_only_names(folder, tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    odd = Path("concat:a|b")
    odd.write_bytes((folder / "v.mp4").read_bytes())
    assert len(list(frames(odd))) == 4
    with pytest.raises(Unreadable, match="No such file"):
        kind_of(Path("http://127.0.0.1:1/a.mp4"))


def test_pipes_devices_folders_and_giants_are_refused(tmp_path):
    os.mkfifo(tmp_path / "pipe")
    (tmp_path / "giant").touch()
    os.truncate(tmp_path / "giant", LIMITS.bytes + 1)
    for path in (
        tmp_path / "pipe",
        Path("/dev/zero"),
        tmp_path,
        tmp_path / "giant",
        tmp_path / "no",
    ):
        with pytest.raises(Unreadable):
            kind_of(path)


def test_a_header_that_promises_billions_of_pixels_costs_nothing(tmp_path):
    for side in (9_000, 30_000):
        with pytest.raises(Unreadable, match="than allowed"):
            picture(_put(tmp_path, _giant(side)))


def _giant(side: int) -> bytes:
    def chunk(name: bytes, data: bytes) -> bytes:
        check = zlib.crc32(name + data).to_bytes(4, "big")
        return len(data).to_bytes(4, "big") + name + data + check

    header = side.to_bytes(4, "big") * 2 + bytes([8, 6, 0, 0, 0])
    return b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", header) + chunk(b"IDAT", zlib.compress(b"\0"))


def test_a_text_chunk_that_unpacks_to_a_giant_is_refused(tmp_path):
    from PIL import PngImagePlugin

    info = PngImagePlugin.PngInfo()
    info.add_text("parameters", "a" * (8 << 20), zip=True)
    with pytest.raises(Unreadable, match="not a readable picture"):
        picture(_put(tmp_path, made.encoded("PNG", pnginfo=info)))


def test_limits_of_pixels_seconds_and_frames_hold(folder):
    with pytest.raises(Unreadable):
        list(frames(folder / "v.mp4", limits=replace(LIMITS, pixels=1000)))
    notes: list[str] = []
    few = list(frames(folder / "v.mp4", 10.0, replace(LIMITS, seconds=0.5), notes))
    assert few[-1].at <= 0.5
    assert notes == ["looked at until 0.5 s, not further"]
    assert len(list(frames(folder / "v.mp4", 10.0, replace(LIMITS, frames=3)))) == 3
    assert len(sound(folder / "v.mp4", limits=replace(LIMITS, seconds=0.25))) == 4000
    assert len(list(frames(folder / "a.gif", 10.0, replace(LIMITS, frames=2)))) == 2


def test_of_thousands_of_streams_a_few_are_opened(tmp_path):
    path = tmp_path / "many.mkv"
    with av.open(str(path), "w") as out:
        streams = [out.add_stream("pcm_s16le", rate=8000, layout="mono") for _ in range(60)]
        for stream in streams:
            frame = av.AudioFrame.from_ndarray(np.zeros((1, 80), np.int16), "s16", "mono")
            frame.sample_rate = 8000
            for packet in stream.encode(frame):
                out.mux(packet)
    with av.open(str(path)) as box:
        assert len(box.streams) == 60
    with opened(path) as box:
        assert len(box.streams) <= 32


def test_sound_is_one_channel_of_numbers_between_one_and_minus_one(folder):
    heard = sound(folder / "s.wav")
    assert heard.dtype == np.float32
    assert len(heard) == 16000
    assert 0.2 < np.abs(heard).max() <= 1.0
    assert len(sound(folder / "p.jpg")) == 0


def _bear(path: Path) -> None:
    for opener in OPENERS:
        try:
            opener(path)
        except Unreadable as error:
            assert str(error)


HEADS = st.sampled_from(
    [
        b"",
        b"\xff\xd8\xff",
        b"\x89PNG\r\n\x1a\n",
        b"GIF89a",
        b"RIFF\x00\x00\x00\x00WEBP",
        b"RIFF\x00\x00\x00\x00WAVE",
        b"OggS",
        b"\x00\x00\x00\x18ftypmp42",
        b"\x1aE\xdf\xa3",
        b"FLV\x01",
        b"ID3",
        b"fLaC",
        b"II*\x00",
        b"BM",
        b"\x00\x00\x01\xba",
    ]
)


@given(HEADS, st.binary(max_size=400))
@settings(max_examples=60, deadline=None)
def test_any_bytes_are_borne(tmp_path_factory, head, rest):
    _bear(_put(tmp_path_factory.mktemp("any"), head + rest))


@given(st.data())
@settings(max_examples=50, deadline=None)
def test_any_damage_is_borne(folder, tmp_path_factory, data):
    name = data.draw(
        st.sampled_from(sorted(p.name for p in folder.iterdir() if p.suffix != ".mkv"))
    )
    bytes_ = bytearray((folder / name).read_bytes())
    for _ in range(data.draw(st.integers(1, 12))):
        at = data.draw(st.integers(4, len(bytes_) - 1))
        bytes_[at : at + 4] = data.draw(st.binary(min_size=1, max_size=8))
    _bear(_put(tmp_path_factory.mktemp("hurt"), bytes(bytes_)))


@pytest.mark.parametrize(("rate", "per_second"), [(15, 6.0), (30, 6.0), (10, 5.0), (12, 20.0)])
def test_of_a_video_with_spare_frames_every_part_of_a_second_is_seen(tmp_path, rate, per_second):
    made.video(tmp_path / "v.mp4", 3.0, rate=rate, sound=False)
    seen = [look.at for look in glimpses(tmp_path / "v.mp4", per_second)]
    parts = [int(at * per_second + 1e-3) for at in seen]
    wanted = {int(number / rate * per_second + 1e-3) for number in range(3 * rate)}
    assert sorted(set(parts)) == parts
    assert set(parts) == wanted


def test_the_lightness_of_a_frame_is_that_of_its_colours(tmp_path):
    made.video(tmp_path / "v.mp4", 1.0, noise=True, sound=False, width=640, height=480)
    for look in glimpses(tmp_path / "v.mp4", 3.0):
        light = look.light(320)
        red, green, blue = np.moveaxis(look.whole().astype(float), 2, 0)
        whole = 0.299 * red + 0.587 * green + 0.114 * blue
        fours = whole.reshape(240, 2, 320, 2).mean(axis=(1, 3))
        assert light.shape == (240, 320)
        assert np.abs(light - fours).mean() < 3
