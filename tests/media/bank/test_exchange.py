"""Lists of others are read, ours are written, and what is written is read again as it was."""

from __future__ import annotations

import json
from datetime import UTC, datetime
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from suluh.content import Place, Segment
from suluh.errors import RequestError
from suluh.media.bank.exchange import FORMATS, Listed, Unread, read_list, write_list
from suluh.media.bank.known import Known, packed_frames, packed_sound

A, B = "e271017837246aaccddea259648fb7d62f435c89d9e99b2497763e216c8d055c", "0f" * 32
DAY = datetime(2024, 11, 20, 3, tzinfo=UTC)


def read(tmp_path: Path, text: str) -> list[Listed | Unread]:
    path = tmp_path / "daftar"
    path.write_text(text, encoding="utf-8")
    return list(read_list(path))


@pytest.mark.parametrize(
    ("text", "kind", "frames"),
    [
        (A, "picture", ((0.0, 50, A),)),  # bare digits: the quality is unsaid
        (f"{A.upper()},87,foto.jpg", "picture", ((0.0, 87, A),)),  # pdq-photo-hasher's order
        (f"name,hash,quality\nx,{A},87", "picture", ((0.0, 87, A),)),  # columns by their names
        (f"pdq {A}", "picture", ((0.0, 50, A),)),  # a signal file
        (f'vpdq ["{A},100,0.000", "{B},90,0.500"]', "video", ((0.0, 100, A), (0.5, 90, B))),
        (
            f"0,100,{A},0.000\n1,90,{B},0.033",
            "video",
            ((0.0, 100, A), (0.033, 90, B)),
        ),  # vPDQ's text
        (
            f"signal_type,signal_str,collab,category,tags\npdq,{A},c,POSITIVE_CLASS,",
            "picture",
            ((0.0, 50, A),),
        ),
        (json.dumps([f"{A},100,0.000", f"{B},90,1.000"]), "video", ((0.0, 100, A), (1.0, 90, B))),
        (json.dumps([{"hash": A, "quality": 77}]), "picture", ((0.0, 77, A),)),
        (json.dumps([A]), "picture", ((0.0, 50, A),)),
    ],
)
def test_the_forms_of_the_field_are_read(
    tmp_path: Path, text: str, kind: str, frames: tuple[tuple[float, int, str], ...]
) -> None:
    (listed,) = read(tmp_path, text)
    assert isinstance(listed, Listed)
    assert (listed.kind, listed.frames) == (kind, frames)


@pytest.mark.parametrize(
    ("line", "cause"),
    [
        ("bukan sidik", "64 hex digits"),
        (f"{A},101", "0 to 100"),
        (f"{A},banyak", "numbers"),
        (f"0,100,{A},-1", "seconds"),
        ("vpdq [1", "JSON list"),
        ("vpdq []", "without frames"),
        (f"{A[:-1]},100", "64 hex digits"),
    ],
)
def test_a_bad_line_is_named_with_its_cause_and_the_rest_goes_on(
    tmp_path: Path, line: str, cause: str
) -> None:
    good, bad, other = read(tmp_path, f"{A},80\n{line}\n{B},80\n")
    assert isinstance(good, Listed) and isinstance(other, Listed)
    assert isinstance(bad, Unread) and bad.line == 2
    assert cause in bad.cause


def test_a_missing_list_is_a_clear_error(tmp_path: Path) -> None:
    with pytest.raises(RequestError, match="cannot be read"):
        list(read_list(tmp_path / "tidak-ada"))


HEX = st.binary(min_size=32, max_size=32).map(bytes.hex)
FRAMES = st.lists(st.tuples(st.integers(0, 100), HEX), min_size=1, max_size=5).map(
    lambda rows: tuple((float(at), q, digits) for at, (q, digits) in enumerate(rows))
)
KNOWN = st.builds(
    lambda kind, frames, sound, text: Known(
        "0123456789ab",
        "KLAIM-1",
        kind,
        DAY,
        frames=packed_frames(frames if kind == "video" else frames[:1]),
        sound=packed_sound(sound),
        words=(Segment(text, Place("picture")),),
        decided_by="Nama Orang",
    ),
    st.sampled_from(["picture", "video"]),
    FRAMES,
    st.lists(st.integers(0, 2**32 - 1), max_size=4),
    st.text(max_size=20),
)


@settings(max_examples=60, deadline=None)
@given(known=KNOWN, form=st.sampled_from(FORMATS))
def test_what_is_written_is_read_again(
    tmp_path_factory: pytest.TempPathFactory, known: Known, form: str
) -> None:
    text = write_list([known], form)
    assert "Nama Orang" not in text  # who decided is nobody else's affair
    found = read(tmp_path_factory.mktemp("d"), text)
    prints = [frame for listed in found for frame in listed.frames]  # type: ignore[union-attr]
    if form in ("json", "vpdq"):
        assert prints == list(known.prints.frames)
    else:
        assert {digits for _, _, digits in prints} == {d for _, _, d in known.prints.frames}
    if form == "json":
        (listed,) = found
        assert isinstance(listed, Listed)
        assert (listed.sound, listed.words, listed.claim) == (
            known.prints.sound,
            known.words,
            "KLAIM-1",
        )


@settings(max_examples=150, deadline=None)
@given(
    data=st.one_of(
        st.binary(max_size=200),
        st.text(max_size=200).map(str.encode),
        st.sampled_from(
            [b"[", b'{"kind":1}', b"[[[", b"[null]", b'{"format":"suluh-known-media/1","known":3}']
        ),
    )
)
def test_any_bytes_are_read_without_an_accident(
    tmp_path_factory: pytest.TempPathFactory, data: bytes
) -> None:
    path = tmp_path_factory.mktemp("d") / "x"
    path.write_bytes(data)
    assert all(isinstance(each, Listed | Unread) for each in read_list(path))
