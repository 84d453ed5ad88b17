"""Claim reviews in the forms in which they are really published (invented claims)."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import msgspec
import pytest

from suluh.claims import ClaimReview, Rejected, read_reviews
from suluh.claims.importers.record import iso_date


def found(folder: Path, name: str, content: str | bytes | Any) -> list[ClaimReview | Rejected]:
    path = folder / name
    if not isinstance(content, str | bytes):
        content = msgspec.json.encode(content)
    path.write_bytes(content if isinstance(content, bytes) else content.encode())
    return list(read_reviews(path))


def one(folder: Path, name: str, content: str | bytes | Any) -> ClaimReview:
    (review,) = found(folder, name, content)
    assert isinstance(review, ClaimReview), review
    return review


TABLE = (
    "Judul;Narasi;Tanggal;Kesimpulan;Tautan;Hasil\r\n"
    "[SALAH] KPU menghapus undangan;Infokan ke semua warga: undangan tidak lagi dibagikan;"
    "20 November 2024;Klaim itu keliru. Undangan tetap dibagikan KPPS.;https://c.id/1;Salah\r\n"
)


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16"])
@pytest.mark.parametrize("before", ["", "sep=;\r\n", "\r\n"])
def test_a_table_with_indonesian_columns(tmp_path: Path, encoding: str, before: str) -> None:
    review = one(tmp_path, "a.csv", (before + TABLE).encode(encoding))
    assert (review.claim, review.verdict) == ("KPU menghapus undangan", "false")
    assert review.patterns == ("Infokan ke semua warga: undangan tidak lagi dibagikan",)
    assert review.explanation_id.startswith("Klaim itu keliru.")
    assert (review.date, review.url, review.notes) == ("2024-11-20", "https://c.id/1", None)


@pytest.mark.parametrize(
    ("header", "row", "verdict"),
    [
        ("narasi,hasil", "Golput bisa dipenjara,HOAKS", "false"),
        ("narasi,kesimpulan", "Golput bisa dipenjara,menyesatkan", "misleading"),
        ("klaim,kesimpulan", "Golput bisa dipenjara,Warga yang golput tidak bisa dipidana", "unknown"),
        ("klaim,kategori,hasil", "Golput bisa dipenjara,Politik,Salah", "false"),
    ],
)  # fmt: skip
def test_whichever_column_holds_a_verdict_is_used(
    tmp_path: Path, header: str, row: str, verdict: str
) -> None:
    review = one(tmp_path, "a.csv", f"{header}\n{row}\n")
    assert (review.claim, review.verdict) == ("Golput bisa dipenjara", verdict)
    assert review.notes is None


@pytest.mark.parametrize(
    ("name", "text"),
    [
        ("a.csv", "klaim,hasil\nKPU hapus “undangan” – café,Salah\n"),
        ("a.jsonl", '{"@type": "ClaimReview", "claimReviewed": "KPU hapus “undangan” – café"}\n'),
        ("a.html", '<script type="application/ld+json">{"@type": "ClaimReview", '
                   '"claimReviewed": "KPU hapus “undangan” – café"}</script>'),
        ("a.rss", '<?xml version="1.0" encoding="windows-1252"?><rss version="2.0"><channel><item>'
                  "<title>KPU hapus “undangan” – café</title></item></channel></rss>"),
    ],
)  # fmt: skip
def test_files_of_older_windows_programs_keep_their_letters(
    tmp_path: Path, name: str, text: str
) -> None:
    review = one(tmp_path, name, text.encode("cp1252"))
    assert review.claim == "KPU hapus “undangan” – café"
    assert "read as Windows-1252" in str(review.notes)


REVIEW = {"@type": "ClaimReview", "claimReviewed": "Golput dipidana", "url": "https://c.id/1"}
SHAPES = [
    REVIEW | {"reviewRating": {"alternateName": "HOAKS"}},
    {"@graph": [{"@type": "WebSite"}, REVIEW | {"reviewRating": [{"alternateName": "Salah"}]}]},
    [[REVIEW | {"reviewRating": {"@type": "Rating", "name": "SALAH (Hoaks)"}}]],
    {"@type": "DataFeed", "dataFeedElement": [{"item": [REVIEW | {"reviewRating": "Salah"}]}]},
    REVIEW | {"@type": "http://schema.org/ClaimReview", "reviewRating": {"ratingValue": "Salah"}},
    {"@type": ["schema:ClaimReview"], "reviewRating": {"alternateName": "salah"},
     "itemReviewed": {"@type": "Claim", "name": "Golput dipidana"}, "url": "https://c.id/1"},
    {"@type": "ClaimReview", "reviewRating": {"alternateName": "salah"}, "url": "https://c.id/1",
     "itemReviewed": {"@type": "CreativeWork", "headline": "Golput dipidana"}},
    {"@type": "ClaimReview", "name": "CEK FAKTA: [SALAH] Golput dipidana", "url": "https://c.id/1"},
    {"claims": [{"text": "Golput dipidana", "claimReview": [{"publisher": {"name": "Contoh"},
     "url": "https://c.id/1", "reviewDate": "2024-11-20T00:00:00Z", "textualRating": "Salah"}]}]},
]  # fmt: skip


@pytest.mark.parametrize("shape", SHAPES)
def test_json_ld_in_the_shapes_that_sites_publish(tmp_path: Path, shape: Any) -> None:
    review = one(tmp_path, "a.json", shape)
    assert (review.claim, review.verdict) == ("Golput dipidana", "false")
    assert review.url == "https://c.id/1"


def test_an_english_review_explains_in_english(tmp_path: Path) -> None:
    review = one(tmp_path, "a.json", REVIEW | {"inLanguage": "en", "reviewBody": "It is not."})
    assert (review.explanation_en, review.explanation_id) == ("It is not.", "")


FEED = """<?xml version="1.0"?>
<rss version="2.0"><channel><title>Cek Fakta Contoh</title>
<item>
<title><![CDATA[[SALAH] KPU menghapus <item> undangan]]></title>
<link>https://c.id/1</link>
<description><![CDATA[<p>NARASI: &ldquo;Undangan tidak lagi dibagikan, catat tanggalnya&rdquo;</p>
<script>var x = 1</script><p>PENJELASAN: undangan <b>tetap</b> dibagikan.</p>]]></description>
<pubDate>Rabu, 20 November 2024</pubDate>
</item>
<item>
<title></title>
<link>https://c.id/2</link>
</item>
<item>
<title>CEK FAKTA: Tidak Benar Pilkada Diundur&nbsp;</title>
</item>
</channel></rss>"""


def test_a_sloppy_feed_is_read_with_the_hoaxs_own_words(tmp_path: Path) -> None:
    first, empty, last = found(tmp_path, "a.xml", FEED)
    assert isinstance(first, ClaimReview) and isinstance(last, ClaimReview)
    assert first.verdict == last.verdict == "false" and last.claim == "Pilkada Diundur"
    assert first.patterns == ("Undangan tidak lagi dibagikan, catat tanggalnya",)
    assert "<" not in first.explanation_id and "var x" not in first.explanation_id
    assert isinstance(empty, Rejected)
    assert (empty.line, empty.reason) == (10, "the claim is empty")


DATES = [
    ("2024-11-20T08:00:00+07:00", "2024-11-20"),
    ("2024-11-20 08:00", "2024-11-20"),
    ("20 November 2024", "2024-11-20"),
    ("Rabu, 20 November 2024 10:15 WIB", "2024-11-20"),
    ("20-11-2024", "2024-11-20"),
    ("20/11/24", "2024-11-20"),
    ("Nov 20, 2024", "2024-11-20"),
    ("Wed, 20 Nov 2024 09:00:00 +0700", "2024-11-20"),
    ("2024", "2024"),
    ("31/31/2024", None),
    ("2024-13-45", None),
    ("kemarin", None),
]


@pytest.mark.parametrize(("written", "meant"), DATES)
def test_dates_of_reviews(written: str, meant: str | None) -> None:
    assert iso_date(written) == meant


def test_a_date_that_is_none_is_said(tmp_path: Path) -> None:
    review = one(tmp_path, "a.csv", "klaim,tanggal,hasil\nGolput dipidana,31/31/2024,Salah\n")
    assert review.date is None and review.notes == 'date not understood: "31/31/2024"'
