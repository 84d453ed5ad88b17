"""Claim reviews out of files: what is read, and what is said of what cannot be."""

from pathlib import Path

import msgspec
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from suluh.claims import ClaimReview, Rejected, read_reviews
from suluh.errors import DataError

REVIEW = {
    "@context": "https://schema.org",
    "@type": "ClaimReview",
    "url": "https://contoh.id/cek/1",
    "claimReviewed": "Golput bisa dipenjara",
    "datePublished": "2024-11-20T08:00:00+07:00",
    "author": {"@type": "Organization", "name": "Contoh Cek Fakta"},
    "reviewRating": {"@type": "Rating", "ratingValue": "1", "alternateName": "Salah"},
}
RSS = """<?xml version="1.0"?><rss version="2.0"><channel><title>Cek Fakta Contoh</title>
<item><title>[SALAH] KPU menghapus undangan memilih</title><link>https://contoh.id/2</link>
<description>&lt;p&gt;Surat tetap &lt;b&gt;dibagikan&lt;/b&gt;.&lt;/p&gt;</description>
<pubDate>Wed, 20 Nov 2024 09:00:00 +0700</pubDate></item></channel></rss>"""
ATOM = """<?xml version="1.0" encoding="utf-8"?><feed xmlns="http://www.w3.org/2005/Atom">
<title>Periksa</title><entry><title>[HOAKS] Pilkada ditunda</title><id>x</id>
<updated>2024-11-20T09:00:00Z</updated><link href="https://contoh.id/3"/></entry></feed>"""


def _write(folder: Path, name: str, text: str | bytes) -> Path:
    path = folder / name
    path.write_bytes(text if isinstance(text, bytes) else text.encode())
    return path


def _one(path: Path) -> ClaimReview:
    (found,) = read_reviews(path)
    assert isinstance(found, ClaimReview), found
    return found


@pytest.mark.parametrize(
    "shape",
    [
        REVIEW,  # the object itself
        [REVIEW],  # a list
        {"@context": "https://schema.org", "@graph": [{"@type": "WebPage"}, REVIEW]},  # WordPress
        {"@type": "NewsArticle", "review": REVIEW},  # within an article
        REVIEW | {"@type": ["ClaimReview", "Review"]},  # several types
        REVIEW
        | {"author": [{"@type": "Organization", "name": "Contoh Cek Fakta"}]},  # a list of one
    ],
)
def test_json_ld_is_read_in_every_shape_it_is_published_in(tmp_path: Path, shape: object) -> None:
    review = _one(_write(tmp_path, "a.json", msgspec.json.encode(shape)))
    assert (review.claim, review.verdict) == ("Golput bisa dipenjara", "false")
    assert (review.publisher, review.date) == ("Contoh Cek Fakta", "2024-11-20")


def test_a_web_page_gives_the_reviews_in_its_scripts(tmp_path: Path) -> None:
    script = msgspec.json.encode(REVIEW).decode()
    page = f'<html>\n<script type="application/ld+json">{script}</script><script>var a=1</script>'
    assert _one(_write(tmp_path, "a.html", page)).claim == "Golput bisa dipenjara"


def test_a_number_on_its_own_scale_is_a_verdict(tmp_path: Path) -> None:
    rated = REVIEW | {"reviewRating": {"ratingValue": 3, "worstRating": 1, "bestRating": 5}}
    assert _one(_write(tmp_path, "a.json", msgspec.json.encode(rated))).verdict == "partly_true"


@pytest.mark.parametrize(
    "table",
    [
        "Judul,Putusan,Tanggal,Tautan\n[HOAKS] Golput dipidana,Salah,20/11/2024,https://c.id/1\n",
        "claim;rating;date;url\nGolput dipidana;False;2024-11-20;https://c.id/1\n",  # semicolons
        "\ufeffNarasi,Kesimpulan,Tanggal terbit,Link\nGolput dipidana,hoaks,20-11-2024,https://c.id/1\n",  # BOM
    ],
)
def test_a_table_is_read_by_whatever_its_columns_are_called(tmp_path: Path, table: str) -> None:
    review = _one(_write(tmp_path, "a.csv", table))
    assert (review.claim, review.verdict) == ("Golput dipidana", "false")
    assert (review.date, review.url) == ("2024-11-20", "https://c.id/1")


def test_an_unknown_rating_is_kept_in_words_and_not_guessed(tmp_path: Path) -> None:
    review = _one(_write(tmp_path, "a.csv", "klaim,rating\nGolput dipidana,merah jambu\n"))
    assert review.verdict == "unknown"
    assert review.notes == 'rating not understood: "merah jambu"'


@pytest.mark.parametrize("feed", [("a.rss", RSS), ("a.xml", RSS), ("a.atom", ATOM)])
def test_a_feed_gives_a_review_a_headline(tmp_path: Path, feed: tuple[str, str]) -> None:
    review = _one(_write(tmp_path, *feed))
    assert review.verdict == "false"
    assert review.date == "2024-11-20"
    assert "<" not in review.explanation_id


def test_one_bad_row_does_not_stop_the_rest(tmp_path: Path) -> None:
    path = _write(tmp_path, "a.csv", "klaim,putusan\nSatu klaim,salah\n,salah\nDua klaim,benar\n")
    found = list(read_reviews(path))
    assert [type(f) for f in found] == [ClaimReview, Rejected, ClaimReview]
    assert isinstance(found[1], Rejected)
    assert (found[1].line, found[1].reason) == (3, "the claim is empty")


@pytest.mark.parametrize(
    ("name", "text", "error"),
    [
        ("a.csv", "tanggal,penulis\n1,2\n", "a.csv:1: no column holds the claim"),
        ("a.json", '{"@type": "ClaimReview",\n "claimReviewed": }', "a.json:2: not JSON"),
        ("a.yaml", "- id: A\n  claim: [", "a.yaml:2: "),
        ("a.yaml", "claim: satu", "a.yaml:1: expected a list of claim reviews"),
        ("a.rss", "bukan xml", "a.rss:"),
        ("a.docx", "", "a.docx: cannot tell what kind of file this is"),
    ],
)
def test_a_file_that_cannot_be_read_is_named_with_its_line(
    tmp_path: Path, name: str, text: str, error: str
) -> None:
    with pytest.raises(DataError) as caught:
        list(read_reviews(_write(tmp_path, name, text)))
    assert error in str(caught.value)


@pytest.mark.parametrize(
    ("item", "reason"),
    [
        (
            "{id: A, claim: x, verdict: fals, publisher: P}",
            'unknown verdict "fals", did you mean "false"?',
        ),
        ("{id: A, clam: x, verdict: scam}", 'unknown field "clam", did you mean "claim"?'),
        ("{id: A, verdict: scam, publisher: P}", '"claim" is missing'),
        ("{id: A, claim: x, verdict: scam}", "a claim review without a source does not load"),
        ("satu kata", "expected a mapping"),
    ],
)
def test_a_mistake_in_our_yaml_names_the_likeliest_intention(
    tmp_path: Path, item: str, reason: str
) -> None:
    (found,) = read_reviews(_write(tmp_path, "a.yaml", f"# judul\n- {item}\n"))
    assert isinstance(found, Rejected)
    assert found.line == 2
    assert reason in found.reason


@settings(
    max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@given(
    raw=st.binary(max_size=300),
    ending=st.sampled_from(["csv", "json", "jsonl", "html", "yaml", "rss", "tsv"]),
)
def test_no_bytes_do_worse_than_a_named_error(tmp_path: Path, raw: bytes, ending: str) -> None:
    path = _write(tmp_path, f"a.{ending}", raw)
    try:
        found = list(read_reviews(path))
    except DataError as problem:
        assert f"a.{ending}" in str(problem)
    else:
        assert all(isinstance(f, ClaimReview | Rejected) for f in found)
