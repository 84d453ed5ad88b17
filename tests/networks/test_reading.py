"""Posts become columns: the same from every door, blanks are nothing, and a bad line never stops the rest."""

from __future__ import annotations

import csv
import gzip
import json
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from invented_posts import Written, post

from suluh.errors import InputError, RequestError
from suluh.intake.door import Rejected
from suluh.networks import Asked, find
from suluh.networks.line import milliseconds, same_link
from suluh.networks.mediaprints import medium_in
from suluh.networks.reading import read
from suluh.networks.source import lines_of
from suluh.networks.traffic import Kind, Traffic

ROWS = [
    post(1, "ani", 0, "Antrean di pasar pagi ini panjang sekali ya ampun"),
    post(
        2, "budi", 5, "Lihat https://Contoh.example/a?utm_source=wa #satu #dua", media=["foto.jpg"]
    ),
    post(3, "citra", 9, "Baik", parent="p1"),
]


def columns(path: str | Path) -> Traffic:
    refused: list[Rejected] = []
    traffic = read(Path(path), refused.append)
    assert len(refused) == traffic.counts.rejected
    return traffic


def kinds(traffic: Traffic) -> list[tuple[int, Kind]]:
    return sorted(
        zip(traffic.traces.post.tolist(), map(Kind, traffic.traces.kind.tolist()), strict=True)
    )


def test_a_post_leaves_its_traces(written: Written) -> None:
    traffic = columns(written(ROWS))
    assert traffic.accounts == ["x:ani", "x:budi", "x:citra"]
    assert kinds(traffic) == [
        (0, Kind.TEXT), (1, Kind.MEDIA), (1, Kind.HASHTAGS), (1, Kind.LINK), (2, Kind.REPLY),
    ]  # fmt: skip


@pytest.mark.parametrize("nothing", ["", " ", "nan", "None", "NULL", "n/a", "-", "[]", None])
def test_what_is_not_there_is_never_shared(written: Written, nothing: str | None) -> None:
    fields = ("text", "parent", "link", "sound", "hashtags", "repost", "media")
    rows = [
        post(60 * at + who, f"akun{who}", 600 * at + who) | dict.fromkeys(fields, nothing)
        for at in range(5)
        for who in range(6)
    ]
    assert kinds(columns(written(rows))) == []
    assert find(written(rows), Asked(reshuffles=1)).findings == ()


def test_a_post_of_nobody_or_of_no_time_is_counted_and_left_out(written: Written) -> None:
    rows = [
        *ROWS,
        post(4, "nan", 3),
        post(5, "dedi", 3, posted_at="kapan-kapan"),
        post(6, "dedi", 3, author=None),
    ]
    counts = columns(written(rows)).counts
    assert (counts.posts, counts.without_author, counts.without_time) == (3, 2, 1)


def test_the_same_record_twice_is_one_post(written: Written) -> None:
    counts = columns(written(ROWS + ROWS)).counts
    assert (counts.posts, counts.twice) == (3, 3)


def test_a_post_in_several_rows_is_one_post_with_all_of_them(written: Written) -> None:
    rows = [
        post(1, "ani", 0, link="kabar.example/1"),
        post(1, "ani", 0, hashtags="satu"),
        post(2, "budi", 5),
    ]
    assert kinds(columns(written(rows))) == [(0, Kind.HASHTAGS), (0, Kind.LINK)]


def test_the_order_of_the_input_does_not_matter(written: Written) -> None:
    one, two = columns(written(ROWS)), columns(written(ROWS[::-1]))
    assert kinds(one) == kinds(two)
    assert one.accounts == two.accounts
    assert sorted(one.traces.thing.tolist()) == sorted(two.traces.thing.tolist())


def test_a_bad_line_is_told_and_the_rest_is_read(tmp_path: Path) -> None:
    path = tmp_path / "posts.jsonl"
    good = [json.dumps(row).encode() for row in ROWS]
    path.write_bytes(b"\n".join([good[0], b"{broken", b"\xff\xfe", good[1], b"[]", good[2]]))
    refused: list[Rejected] = []
    traffic = read(path, refused.append)
    assert [record.line for record in refused] == [2, 3, 5]
    assert traffic.counts.posts == 3


@settings(deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.binary(max_size=400))
def test_any_bytes_are_read_to_the_end(tmp_path: Path, junk: bytes) -> None:
    path = tmp_path / "junk.jsonl"
    path.write_bytes(
        json.dumps(ROWS[0]).encode() + b"\n" + junk + b"\n" + json.dumps(ROWS[1]).encode()
    )
    assert columns(path).counts.posts >= 2


ANY = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=9),
    lambda x: st.lists(x, max_size=2),
)


@settings(deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    st.dictionaries(
        st.sampled_from(
            ("id", "text", "platform", "posted_at", "author", "media", "link", "parent")
        ),
        ANY,
    )
)
def test_any_values_are_read_or_refused(tmp_path: Path, values: dict[str, Any]) -> None:
    path = tmp_path / "any.jsonl"
    path.write_text(json.dumps(ROWS[0]) + "\n" + json.dumps(values) + "\n", "utf-8")
    counts = columns(path).counts
    assert (
        counts.lines
        == 2
        == counts.posts
        + counts.rejected
        + counts.without_author
        + counts.without_time
        + counts.twice
    )


def test_a_table_under_the_contracts_names_says_the_same(written: Written, tmp_path: Path) -> None:
    table = tmp_path / "posts.csv"
    with table.open("w", newline="", encoding="utf-8") as file:
        writer = csv.writer(file)
        writer.writerow(("id", "platform", "author", "text", "posted_at", "media", "parent"))
        for row in ROWS:
            media = ";".join(row.get("media", []))
            writer.writerow(
                (
                    row["id"],
                    "x",
                    row["author"]["handle"],
                    row["text"],
                    row["posted_at"],
                    media,
                    row.get("parent", ""),
                )
            )
    with lines_of(str(table), {}, print) as path:
        there = columns(path)
    here = columns(written(ROWS))
    assert kinds(there) == kinds(here)
    assert (there.traces.thing == here.traces.thing).all()


def test_a_folder_is_read_with_its_media_and_its_own_traces(tmp_path: Path) -> None:
    for name in ("satu", "dua"):
        (tmp_path / name).mkdir()
        (tmp_path / name / "gambar.jpg").write_bytes(b"sama")
        row = post(1, name, 0, media=["gambar.jpg"], sound="lagu-1")
        (tmp_path / name / "posts.jsonl").write_text(json.dumps(row) + "\n")
    with lines_of(str(tmp_path), {}, print) as path:
        traffic = read(path, print, medium_in(tmp_path))
    assert kinds(traffic) == [(0, Kind.MEDIA), (0, Kind.SOUND), (1, Kind.MEDIA), (1, Kind.SOUND)]
    assert len(set(traffic.traces.thing.tolist())) == 2


NAMED = {"author": "user", "posted_at": "time", "link": "url", "id": "nr"}


def test_a_table_with_names_of_its_own(tmp_path: Path) -> None:
    path = tmp_path / "shares.csv.gz"
    with gzip.open(path, "wt", encoding="utf-8") as file:
        file.write(
            "nr;user;url;time\n1;ani;17;1606451170.5\n2;budi;17;1606451171\nzu;kurz\n3;citra;;1606451172\n"
        )
    refused: list[Rejected] = []
    with lines_of(str(path), NAMED, refused.append) as lines:
        traffic = columns(lines)
    assert [record.line for record in refused] == [4]
    assert kinds(traffic) == [(0, Kind.LINK), (1, Kind.LINK)]
    assert np.diff(traffic.when).tolist() == [500, 1000]


@pytest.mark.parametrize(
    ("named", "says"),
    [
        ({"author": "user", "posted_at": "jam"}, 'no column "jam"; found: nr, user, url, time'),
        (
            {"author": "user", "posted_at": "time", "links": "url"},
            'no field "links"; there are id, text,',
        ),
        ({"author": "user"}, "--column posted_at=… is needed"),
    ],
)
def test_a_column_that_is_not_there_is_named(
    tmp_path: Path, named: dict[str, str], says: str
) -> None:
    path = tmp_path / "shares.csv"
    path.write_text("nr,user,url,time\n1,ani,17,1606451170\n")
    with pytest.raises(RequestError) as caught:
        find(str(path), columns=named)
    assert says in str(caught.value)


def test_a_file_that_is_not_there_is_named(tmp_path: Path) -> None:
    for named in ({}, NAMED):
        with pytest.raises(InputError, match="no such file"):
            find(str(tmp_path / "hilang.csv"), columns=named)


def test_pictures_are_known_by_their_bytes_and_addresses_without_their_signature(
    tmp_path: Path,
) -> None:
    for name in ("a.jpg", "b.jpg"):
        (tmp_path / name).write_bytes(b"gambar")
    (tmp_path / "c.jpg").write_bytes(b"lain")
    names = [
        "a.jpg",
        "b.jpg",
        "c.jpg",
        "https://m.example/v.mp4?sig=1",
        "https://m.example/v.mp4?sig=2",
    ]
    rows = [post(at, f"akun{at}", at, media=[name]) for at, name in enumerate(names)]
    (tmp_path / "posts.jsonl").write_text("".join(json.dumps(row) + "\n" for row in rows))
    traffic = read(tmp_path / "posts.jsonl", print, medium_in(tmp_path))
    things = traffic.traces.thing.tolist()
    assert things[0] == things[1] != things[2]
    assert things[3] == things[4]


def test_times_are_read_as_the_door_reads_them() -> None:
    assert (
        milliseconds("2024-11-27T07:00:00")
        == milliseconds("2024-11-27T00:00:00Z")
        == 1_732_665_600_000
    )
    assert (
        milliseconds("1732665600")
        == milliseconds(1_732_665_600)
        == milliseconds("1732665600.0")
        == 1_732_665_600_000
    )
    assert milliseconds("27 November 2024") is not None
    assert milliseconds("besok") is milliseconds(None) is milliseconds("") is None


@settings(deadline=None)
@given(st.text())
def test_any_link_has_a_form(link: str) -> None:
    assert isinstance(same_link(link), str)
