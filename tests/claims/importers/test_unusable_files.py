"""Files that hold no claim reviews: refused by name and line, never half read in silence."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from suluh.claims import ClaimReview, Rejected, read_reviews
from suluh.claims.importers import READERS
from suluh.errors import DataError

CUT = """<?xml version="1.0"?>
<rss version="2.0"><channel><title>Contoh</title>
<item><title>[SALAH] Pilkada diundur</title></item>
<item><title>[SALAH] KPU mengha"""
REFUSED = [
    ("a.xml", CUT, "a.xml:4: the feed is cut off"),
    ("a.rss", "", "a.rss:1: the file is empty"),
    ("a.rss", "<rss version='2.0'><channel></channel></rss>", "a.rss:1: the feed has no entries"),
    ("a.xml", "<html><body>halo</body></html>", "a.xml:1: not RSS or Atom"),
    ("a.json", '[\n{"@type": "ClaimReview",\n "claimReviewed": "x"', "a.json:3: not JSON"),
    ("a.json", '{"a": 1,\n\n "b": }', "a.json:3: not JSON"),
    ("a.csv", "\n\n", "a.csv:1: the file is empty"),
    ("a.csv", "sep=;\ntanggal;penulis\n1;2\n", "a.csv:2: no column holds the claim; found: tanggal, penulis"),
]  # fmt: skip


@pytest.mark.parametrize(("name", "text", "error"), REFUSED)
def test_an_unusable_file_is_refused_with_its_line(
    tmp_path: Path, name: str, text: str, error: str
) -> None:
    (tmp_path / name).write_text(text)
    with pytest.raises(DataError) as caught:
        list(read_reviews(tmp_path / name))
    assert error in str(caught.value)


def test_a_yaml_file_of_another_encoding_names_the_line(tmp_path: Path) -> None:
    (tmp_path / "a.yaml").write_bytes("- id: A\n  claim: café".encode("latin-1"))
    with pytest.raises(DataError, match=r"a\.yaml:2: not UTF-8 text"):
        list(read_reviews(tmp_path / "a.yaml"))


LINES = [
    ("a.json", '[\n{"@type": "ClaimReview", "claimReviewed": "x y"},\n\n{"@type":\n"ClaimReview"}]', 4),
    ("a.jsonl", '{"@type": "ClaimReview", "claimReviewed": "x"}\n\n{"@type": "ClaimReview"}\n', 3),
    ("a.html", '<html>\n<script type="application/ld+json">\n[{"@type": "ClaimReview"}]</script>', 3),
    ("a.html", '<html>\n<script type="application/ld+json">\n\n{rusak}</script>', 4),
    ("a.csv", 'klaim,hasil\n"satu\nklaim",Salah\n,Salah\n', 4),
]  # fmt: skip


@pytest.mark.parametrize(("name", "text", "line"), LINES)
def test_a_bad_record_is_named_with_the_line_it_stands_on(
    tmp_path: Path, name: str, text: str, line: int
) -> None:
    (tmp_path / name).write_text(text)
    (bad,) = [item for item in read_reviews(tmp_path / name) if isinstance(item, Rejected)]
    assert bad.line == line


def test_one_broken_file_of_a_folder_does_not_stop_the_others(tmp_path: Path) -> None:
    (tmp_path / "a.xml").write_text(CUT)
    (tmp_path / "b.csv").write_text("klaim,hasil\nGolput dipidana,Salah\n")
    bad, good = read_reviews(tmp_path)
    assert isinstance(bad, Rejected) and bad.line == 4 and isinstance(good, ClaimReview)


names = st.sampled_from(
    "@type @graph claimReviewed itemReviewed reviewRating alternateName ratingValue author name url text claimReview "
    "datePublished inLanguage".split()
)
values = st.recursive(
    st.none() | st.booleans() | st.integers() | st.text(max_size=20) | st.just("ClaimReview"),
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(names, inner, max_size=6),
    max_leaves=25,
)
tables = st.lists(st.lists(st.text(max_size=12), max_size=5), max_size=5).map(
    lambda rows: "\n".join(
        ",".join(row) for row in [["judul", "narasi", "hasil", "tanggal"], *rows]
    )
)
feeds = st.lists(st.text(max_size=30), max_size=4).map(
    lambda texts: (
        "<rss version='2.0'><channel><item><title>"
        + "</title></item><item><description>".join(texts)
    )
)
contents = (
    st.binary(max_size=300)
    | values.map(lambda value: json.dumps(value, indent=1).encode())
    | tables.map(lambda text: text.encode("utf-8", "replace"))
    | tables.map(lambda text: text.encode("utf-16", "replace"))
    | feeds.map(lambda text: text.encode("utf-8", "replace"))
)


@settings(
    max_examples=300, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@given(raw=contents, ending=st.sampled_from(sorted(READERS)))
def test_no_bytes_do_worse_than_a_named_error(tmp_path: Path, raw: bytes, ending: str) -> None:
    path = tmp_path / f"a{ending}"
    path.write_bytes(raw)
    try:
        found = list(read_reviews(path))
    except DataError as problem:
        assert f"a{ending}" in str(problem)
    else:
        assert all(isinstance(item, ClaimReview | Rejected) for item in found)
