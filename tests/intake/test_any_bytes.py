"""No bytes whatever make a door raise anything but InputError."""

from __future__ import annotations

import io
import json
from pathlib import Path

import msgspec
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from suluh.content import Post
from suluh.errors import InputError
from suluh.intake import START, Rejected, open_posts
from suluh.intake.detect import FORMATS
from suluh.intake.json_items import array_items
from suluh.intake.subtitles import segments

SAMPLES = Path(__file__).parent / "samples"
SAMPLE_BYTES = [path.read_bytes() for path in sorted(SAMPLES.rglob("*")) if path.is_file()]

field_names = st.sampled_from(
    "id text posted_at author media metrics region views data videos comments includes users messages type from "
    "from_id date date_unixtime video_id create_time video_description timestamp upload_date subtitles _type error "
    "code referenced_tweets public_metrics author_id note_tweet tags parent segments place entry photo file entities urls "
    "url expanded_url poll question answers reactions count href edited_unixtime entries fulltitle hashtag_info_list "
    "parent_comment_id extractor_key likes followers created_at title description".split()
)

json_values = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=20),
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(field_names, inner, max_size=6),
    max_leaves=25,
)


@st.composite
def mangled(draw: st.DrawFn) -> bytes:
    """A real sample with a piece cut out, doubled, or overwritten."""
    data = draw(st.sampled_from(SAMPLE_BYTES))
    start = draw(st.integers(0, len(data)))
    end = draw(st.integers(start, min(len(data), start + 200)))
    middle = draw(
        st.sampled_from([b"", data[start:end] * 2, b"\x00", b'"', b"\xff\xfe", b"{[", b"\n"])
    )
    return data[:start] + middle + data[end:]


def table(rows: list[list[str]]) -> bytes:
    return "\n".join(",".join(row) for row in [["id", "text", "author"], *rows]).encode(
        "utf-8", "replace"
    )


def chat(texts: list[str]) -> bytes:
    heads = ("20/11/24 19.02 - A: ", "[20 Nov 2024 19.02] B: \u200e", "11/20/24, 7:02\u202fPM - ")
    lines = (heads[index % 3] + text for index, text in enumerate(texts))
    return "\n".join(lines).encode("utf-8", "replace")


anything = st.one_of(
    st.binary(max_size=300),
    mangled(),
    st.lists(json_values, max_size=4).map(
        lambda values: "\n".join(map(json.dumps, values)).encode()
    ),
    json_values.map(lambda value: json.dumps(value, indent=1).encode()),
    st.lists(st.lists(st.text(max_size=10), max_size=4), max_size=5).map(table),
    st.lists(st.lists(st.text(max_size=10), max_size=4), max_size=5).map(
        lambda rows: table(rows).decode().encode("cp1252", "replace")
    ),
    st.lists(st.text(max_size=40), max_size=5).map(chat),
)


def read_all(path: Path, format_: str | None) -> None:
    """Reads, checks that records are what they say, and that a position leads on to the rest."""
    try:
        source = open_posts(path, format_)
        for cut in source.cuts():
            for record in cut.records():
                assert isinstance(record, Post | Rejected)
                msgspec.json.encode(record)  # whatever was let in can be written again
                if isinstance(record, Post) and record.posted_at:
                    assert record.posted_at.tzinfo is not None
                    record.posted_at.timestamp()
    except InputError as error:
        assert str(path) in str(error)


@pytest.fixture(scope="module")
def place(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("bytes")


@settings(
    max_examples=400, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@given(
    data=anything, name=st.sampled_from(["a", "a.csv", "a.jsonl", "a.json", "a.info.json", "a.txt"])
)
def test_any_file_is_read_or_refused_in_words(place: Path, data: bytes, name: str) -> None:
    path = place / name
    path.write_bytes(data)
    read_all(path, None)


@pytest.mark.parametrize("format_", sorted(FORMATS))
@settings(
    max_examples=120, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@given(data=anything)
def test_any_file_under_a_wrong_format_too(place: Path, format_: str, data: bytes) -> None:
    path = place / "b"
    path.write_bytes(data)
    read_all(path, format_)


@settings(max_examples=200, deadline=None)
@given(st.lists(json_values, max_size=8), st.sampled_from([None, 1, "\t"]), st.integers(1, 9))
def test_items_of_an_array_are_those_a_whole_parser_sees(
    values: list[object], indent: int | str | None, step: int
) -> None:
    """The plain version: decode everything at once. The reader sees a few bytes at a time."""
    text = json.dumps(values, indent=indent).encode()

    class Slow(io.BytesIO):
        def read(self, size: int | None = -1) -> bytes:
            return super().read(step)

    seen = [json.loads(unit.raw) for unit in array_items(Slow(text))]
    assert json.dumps(seen) == json.dumps(values)


@settings(max_examples=60, deadline=None)
@given(st.binary(max_size=200) | mangled())
def test_any_bytes_are_subtitles_or_nothing(data: bytes) -> None:
    assert all(segment.text for segment in segments(data, doubtful=True))


def test_start_is_the_beginning() -> None:
    path = SAMPLES / "posts.jsonl"
    assert [c.after for c in open_posts(path).cuts(START)] == [
        c.after for c in open_posts(path).cuts()
    ]
