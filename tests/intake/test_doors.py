"""Every door with a small file as its source writes it (invented people)."""

from __future__ import annotations

import json
from datetime import UTC, datetime
from pathlib import Path

import pytest

from suluh.content import WIB, Post
from suluh.errors import InputError
from suluh.intake import PostSource, Rejected, open_posts

SAMPLES = Path(__file__).parent / "samples"

FORMATS = [
    ("posts.jsonl", "jsonl"),
    ("posts_semicolon.csv", "csv"),
    ("tiktok_videos.json", "tiktok"),
    ("tiktok_comments.jsonl", "tiktok"),
    ("x_search.json", "x"),
    ("telegram_result.json", "telegram"),
    ("telegram_all.json", "telegram"),
    ("whatsapp_android_id.txt", "whatsapp"),
    ("whatsapp_ios_id.txt", "whatsapp"),
    ("whatsapp_english.txt", "whatsapp"),
    ("ytdlp/Pengumuman contoh [abc123].info.json", "ytdlp"),
]


def read(name: str) -> tuple[list[Post], list[Rejected]]:
    return apart(open_posts(SAMPLES / name))


def apart(source: PostSource) -> tuple[list[Post], list[Rejected]]:
    records = list(source)
    return (
        [record for record in records if isinstance(record, Post)],
        [record for record in records if isinstance(record, Rejected)],
    )


@pytest.mark.parametrize(("name", "format_"), FORMATS)
def test_the_format_is_told_from_the_content(name: str, format_: str, tmp_path: Path) -> None:
    assert open_posts(SAMPLES / name).files[0].door.name == format_
    if format_ != "ytdlp":
        nameless = tmp_path / "unduhan"
        nameless.write_bytes((SAMPLES / name).read_bytes())
        assert open_posts(nameless).files[0].door.name == format_


@pytest.mark.parametrize(("name", "format_"), FORMATS)
def test_a_format_that_is_named_reads_the_same(name: str, format_: str) -> None:
    assert list(open_posts(SAMPLES / name, format_)) == list(open_posts(SAMPLES / name))


@pytest.mark.parametrize(("name", "format_"), FORMATS)
def test_reading_goes_on_from_every_position(name: str, format_: str) -> None:
    source = open_posts(SAMPLES / name)
    cuts = list(source.cuts())
    for index, cut in enumerate(cuts):
        rest = list(source.cuts(cut.after))
        assert [list(c.records()) for c in rest] == [list(c.records()) for c in cuts[index + 1 :]]
        assert [c.after for c in rest] == [c.after for c in cuts[index + 1 :]]


def test_jsonl_reads_the_contract_and_rejects_with_line_and_reason() -> None:
    posts, rejected = read("posts.jsonl")
    first, second, undated = posts
    assert first.author.handle == "warga_contoh" and first.zone_assumed
    assert first.posted_at == datetime(2024, 11, 22, 10, tzinfo=WIB)
    assert first.metrics.views == 10 and first.media == ("a.mp4",) and first.region == "18.71"
    assert second.id == "2" and not second.zone_assumed and second.media == ("a.jpg", "b.jpg")
    assert (second.author.id, second.author.followers) == ("7", 12)
    assert [r.line for r in rejected] == [3, 4]
    assert [r.reason.split(":")[0] for r in rejected] == ["id", "not JSON, or cut off"]
    assert undated.posted_at is None and undated.notes[0].startswith("posted_at: not a date")


def test_csv_from_a_spreadsheet_is_read_with_its_quirks() -> None:
    posts, rejected = read("posts_semicolon.csv")
    first, second, last = posts
    assert first.text == 'Baris satu\r\nbaris "dua"; titik koma'
    assert first.region == "18.70"  # the spreadsheet had eaten the zero
    assert first.metrics.views == 10 and first.metrics.likes is None
    assert second.author.handle == "bu_contoh" and second.metrics.views == 3
    assert last.posted_at is not None and last.posted_at.utcoffset() is not None
    assert [r.line for r in rejected] == [5, 6]
    assert "quotation mark" in rejected[0].reason


def test_tiktok_videos_bring_what_was_heard_as_a_doubtful_transcript() -> None:
    posts, rejected = read("tiktok_videos.json")
    assert posts[0].segments[0].place.kind == "transcript" and posts[0].segments[0].place.doubtful
    assert posts[0].posted_at == datetime(2024, 11, 22, 2, tzinfo=UTC)
    assert posts[1].text == "#sambal #resep"
    assert rejected[0].line == 26 and "video_description" in rejected[0].reason


def test_tiktok_comments_name_what_they_answer_and_an_error_answer_is_reported() -> None:
    posts, rejected = read("tiktok_comments.jsonl")
    assert [post.parent for post in posts] == ["7439000000000000001", "7439100000000000001"]
    assert rejected[0].reason == "TikTok answered rate_limit_exceeded: Too many requests"


def test_x_gives_whole_texts_authors_and_what_is_answered() -> None:
    posts, rejected = read("x_search.json")
    assert not rejected
    assert posts[0].text.endswith("pukul 07.00 sampai 13.00 waktu setempat.")
    assert posts[0].author.handle == "warga_contoh" and posts[0].author.followers == 310
    assert posts[0].metrics.shares == 5 and posts[0].media == ("https://pbs.example/media/tps.jpg",)
    assert posts[1].text == "Utas panjang soal kotak kosong yang utuh." and posts[1].tags == (
        "repost",
    )
    assert posts[2].parent == "1860000000000000001" and posts[2].author.id == "99"


def test_flattened_x_posts_a_line_are_read_too(tmp_path: Path) -> None:
    tweet = {
        "id": "5",
        "text": "halo",
        "author_id": "9",
        "author": {"id": "9", "username": "w_contoh"},
        "edit_history_tweet_ids": ["5"],
    }
    path = tmp_path / "flat.jsonl"
    path.write_text(json.dumps(tweet) + "\n" + json.dumps({"data": tweet}) + "\n")
    posts, rejected = apart(open_posts(path))
    assert [post.author.handle for post in posts] == ["w_contoh", "w_contoh"] and not rejected


def test_telegram_joins_formatted_text_and_hides_private_names() -> None:
    posts, _ = read("telegram_result.json")
    assert [post.id for post in posts] == ["tg-1999000111-2", "tg-1999000111-3"]
    assert posts[0].text.startswith("Info dari grup sebelah: nyoblos diundur tanggal 28, cek https")
    assert posts[1].parent == "tg-1999000111-2" and posts[1].media == ("photos/photo_1.jpg",)
    assert all(post.author.name is None for post in posts)
    assert str(posts[0].author.handle).startswith("anggota-")


def test_telegram_export_of_all_chats_keeps_chats_apart_and_channels_named() -> None:
    posts, _ = read("telegram_all.json")
    assert [post.id for post in posts] == ["tg-1700000001-5", "tg-1700000002-5"]
    assert posts[0].author.name == "Kanal Info Contoh"
    assert posts[1].author.name is None and posts[1].zone_assumed


def test_whatsapp_from_an_indonesian_android_phone() -> None:
    posts, rejected = read("whatsapp_android_id.txt")
    assert not rejected
    first, edited, attached = posts
    assert (
        first.text
        == "Assalamualaikum warga\n*INFO PENTING*\n\nPencoblosan tanggal 28 November 2024"
    )
    assert first.posted_at == datetime(2024, 11, 21, 7, 15, tzinfo=WIB) and first.zone_assumed
    assert edited.text == "bukannya tgl 27 pak?: coba cek lagi" and edited.tags == ("edited",)
    assert attached.media == ("undangan.jpg",) and attached.text == "ini suratnya"
    assert edited.author == attached.author != first.author
    assert "Contoh" not in str([post.author for post in posts])


def test_whatsapp_from_an_iphone() -> None:
    posts, rejected = read("whatsapp_ios_id.txt")
    assert not rejected
    assert [post.text for post in posts] == ["TPS kami sudah buka\nantrenya panjang", ""]
    assert posts[0].posted_at == datetime(2024, 11, 27, 7, 15, 3, tzinfo=WIB)
    assert posts[1].media == ("00000012-PHOTO.jpg",)


def test_whatsapp_from_an_english_phone_and_the_order_is_said() -> None:
    source = open_posts(SAMPLES / "whatsapp_english.txt")
    posts, _ = apart(source)
    assert [post.posted_at for post in posts] == [
        datetime(2024, 11, 26, 7, 15, tzinfo=WIB),
        datetime(2024, 11, 27, 13, 2, tzinfo=WIB),
    ]
    assert source.notes[0].endswith("dates read as month/day/year: 27 can only be a day")


ORDERS = [
    (["1/2/24 07.00 - A: x", "13/2/24 07.00 - A: x"], "day/month/year: 13 can only be a day"),
    (["1/2/24, 7:00 AM - A: x", "1/13/24, 7:00 AM - A: x"], "month/day/year: 13 can only be a day"),
    (
        ["1/2/24 07.00 - A: x", "2/1/24 07.00 - A: x"],
        "month/day/year: otherwise they run backwards",
    ),
    (
        ["2/1/24 07.00 - A: x", "1/2/24 07.00 - A: x"],
        "day/month/year: otherwise they run backwards",
    ),
    (["1/2/24 07.00 - A: x"], "day/month/year: assumed as in Indonesia"),
    (["1/2/24, 7:00 AM - A: x"], "month/day/year: assumed from hours with AM and PM"),
    (["2024-02-01 07.00 - A: x"], "year/month/day: the year stands first"),
]


@pytest.mark.parametrize(("lines", "said"), ORDERS)
def test_the_order_of_day_and_month_is_decided_over_the_whole_chat(
    tmp_path: Path, lines: list[str], said: str
) -> None:
    path = tmp_path / "chat.txt"
    path.write_text("\n".join(lines))
    assert said in open_posts(path).notes[0]


def test_a_video_comes_with_its_subtitles_and_comments() -> None:
    video, remark = read("ytdlp")[0]
    assert [Path(name).suffix for name in video.media] == [".mp4"]
    assert video.segments[0].text == "Bapak ibu warga sekalian TPS buka jam tujuh pagi"
    # TikTok's subtitles are what a machine heard, though yt-dlp lists them like a person's.
    assert (video.segments[0].place.at, video.segments[0].place.doubtful) == (0.5, True)
    assert (video.author.handle, video.author.id) == ("warga.contoh", "70001")
    assert remark.parent == "abc123"


def test_a_folder_reads_every_readable_file_and_names_them(tmp_path: Path) -> None:
    (tmp_path / "b.jsonl").write_text('{"id": "b"}\n{rusak\n')
    (tmp_path / "a.csv").write_text("id,text\na,halo\n")
    (tmp_path / "catatan.txt").write_text("bukan unggahan")
    (tmp_path / "foto.jpg").write_bytes(b"\xff\xd8\xff")
    (tmp_path / "z.json").write_text('[{"id": "z"}, {"id"')
    source = open_posts(tmp_path)
    posts, rejected = apart(source)
    assert [post.id for post in posts] == ["a", "b", "z"]
    assert [(r.file, r.line) for r in rejected] == [("b.jsonl", 2), ("z.json", 0)]
    assert "cut off" in rejected[1].reason
    assert source.skipped == ["catatan.txt", "foto.jpg"]


def test_a_table_that_names_its_separator_is_read(tmp_path: Path) -> None:
    path = tmp_path / "excel.csv"
    path.write_text("sep=;\r\nid;text\r\n1;halo, semua\r\n2;ya\r\n")
    source = open_posts(path)
    assert [post.text for post in apart(source)[0]] == ["halo, semua", "ya"]
    assert [cut.unit.line for cut in source.cuts()] == [3, 4]


WRONG = [
    ("kosong.txt", b"", "line 1: the file is empty"),
    ("surat.txt", b"Yth. Bapak Ketua,\nbersama ini", "line 1: neither JSON, nor a table"),
    (
        "tabel.csv",
        b"nama,usia\nBudi,3",
        "needs the columns id and text .or media.; found: nama, usia",
    ),
    ("dua.csv", b"id,text,text\n1,a,b", "the column text is there twice"),
    ("unicode.csv", "id,text\n1,a".encode("utf-16"), "UTF-16 text; save it as UTF-8"),
    (
        "klaim.jsonl",
        b'{"qid": 1, "query": "a"}\n' * 3,
        "posts need the fields id and text; found: qid, query",
    ),
    ("chat.zip", b"PK\x03\x04\x14\x00", "a zip archive or a spreadsheet; unpack it"),
    ("posts.jsonl.gz", b"\x1f\x8b\x08\x00", "gunzip -c FILE"),
    ("messages.html", b"<!DOCTYPE html>\n<html>", "export the chat or the posts as JSON"),
    ("lain.json", b'{"hasil": {"jumlah": 3},\n "x": 1}', "the list of posts was not found"),
    ("putus.json", b'[{"id": "a"},\n{"id": "b', "line 2: the file is cut off"),
    ("kurung.json", b'[{"id": "a"]]', "line 1: an unexpected"),
    ("x.json", b'{"data": [{"id": "1", "edit_history_tweet_ids":\n ["1"]}', "not JSON, or cut off"),
]


@pytest.mark.parametrize(("name", "content", "words"), WRONG)
def test_a_wrong_or_cut_file_says_where_and_why(
    tmp_path: Path, name: str, content: bytes, words: str
) -> None:
    path = tmp_path / name
    path.write_bytes(content)
    with pytest.raises(InputError, match=words) as caught:
        list(open_posts(path))
    assert str(path) in str(caught.value)


@pytest.mark.parametrize("indent", [None, 1])
def test_posts_wrapped_in_an_object_are_found(tmp_path: Path, indent: int | None) -> None:
    path = tmp_path / "unduhan.json"
    path.write_text(json.dumps({"posts": [{"id": "a"}, {"id": "b"}], "total": 2}, indent=indent))
    assert [post.id for post in apart(open_posts(path))[0]] == ["a", "b"]


def test_an_empty_hour_of_a_log_is_no_mistake(tmp_path: Path) -> None:
    path = tmp_path / "jam-03.jsonl"
    path.write_bytes(b"")
    assert list(open_posts(path)) == []


def test_a_line_without_end_is_rejected_in_bounded_memory(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("suluh.intake.lines.LONGEST_RECORD", 1000)
    path = tmp_path / "p.jsonl"
    path.write_text('{"id": "a"}\n{"id": "b", "text": "' + "x" * 5000 + '"}\n{"id": "c"}\n')
    posts, rejected = apart(open_posts(path))
    assert [post.id for post in posts] == ["a", "c"]
    assert rejected[0].line == 2 and rejected[0].reason.startswith("longer than")


FAULTS = [
    ('{"id": true}', "id: cannot be true or false"),
    ('{"id": " "}', "id: missing"),
    ('{"id": "a\\nb"}', "id: longer than 500 characters, or with control characters"),
    ('{"id": 1, "text": {"isi": "halo"}}', "text: cannot be an object"),
    ('["halo"]', "expected an object with fields, got a list"),
    ("[" * 5000, ""),
]


@pytest.mark.parametrize(("line", "reason"), FAULTS)
def test_only_a_record_without_id_or_text_is_rejected(
    tmp_path: Path, line: str, reason: str
) -> None:
    path = tmp_path / "p.jsonl"
    path.write_text('{"id": "baik"}\n' + line + '\n{"id": "juga baik"}\n')
    posts, rejected = apart(open_posts(path))
    assert [post.id for post in posts] == ["baik", "juga baik"]
    assert rejected[0].line == 2
    assert reason in rejected[0].reason


BAD_FIELDS = [
    ('"posted_at": "2024-13-01"', "posted_at: not a date and time"),
    ('"posted_at": "0001-01-01T00:00+14:00"', "posted_at: the year 1 cannot be right"),
    ('"posted_at": 1e300', "posted_at: not a time: 1e+300"),
    ('"posted_at": "11/27/2024"', "posted_at: not a date and time"),  # which order is the next?
    ('"views": -3', "views: not a count: '-3'"),
    ('"metrics": {"likes": "banyak"}', "likes: not a count: 'banyak'"),
    ('"metrics": {"likes": [1]}', "metrics.likes: cannot be a list"),
    ('"metrics": 7', "metrics: cannot be a number"),
    ('"media": "[rusak"', "media: begins like a JSON list but is none"),
    ('"media": [1]', "media: expected a list of paths or URLs"),
    ('"author": {"verified": "mungkin"}', "author.verified: neither true nor false: 'mungkin'"),
    ('"author": 5', "author: cannot be a number"),
    ('"author": {"handle": ["a"], "id": 7}', "author.handle: cannot be a list"),
    ('"region": {"kode": 18}', "region: cannot be an object"),
    ('"tags": [1, "ad"]', "tags: cannot be a number"),
    ('"segments": [5]', "segments: cannot be a number"),
    ('"views": "0812-3456-7890 hubungi saya"', "views: not a count: '[telepon] hubungi saya'"),
]


@pytest.mark.parametrize(("field", "note"), BAD_FIELDS)
def test_a_field_that_cannot_be_read_becomes_a_note_and_never_loses_the_post(
    tmp_path: Path, field: str, note: str
) -> None:
    path = tmp_path / "p.jsonl"
    path.write_text('{"id": 1, "text": "TPS buka jam 7", "url": "https://x.id/1", ' + field + "}\n")
    posts, rejected = apart(open_posts(path))
    assert not rejected
    assert (posts[0].text, posts[0].url) == ("TPS buka jam 7", "https://x.id/1")
    assert note in posts[0].notes[0]


def test_the_readable_rest_of_a_field_is_kept(tmp_path: Path) -> None:
    path = tmp_path / "p.jsonl"
    path.write_text(
        '{"id": 1, "author": {"handle": "@bu_contoh", "followers": "banyak", "id": 7}, "tags": ["ad", 1], '
        '"metrics": {"views": "1,2 rb", "likes": null, "shares": true}}'
    )
    (post,) = apart(open_posts(path))[0]
    assert (post.author.handle, post.author.id, post.author.followers) == ("bu_contoh", "7", None)
    assert post.tags == ("ad",) and post.metrics.views == 1200
    assert len(post.notes) == 3


def test_a_cut_emoji_and_stray_bytes_lose_no_post(tmp_path: Path) -> None:
    path = tmp_path / "p.jsonl"
    cut = b'{"id": "a", "text": "coblos \\ud83d", "url": "C:\\\\ud83d"}\n'
    path.write_bytes(cut + '{"id": "b", "text": "café “sah”"}\n'.encode("cp1252"))
    first, second = apart(open_posts(path))[0]
    assert first.text == "coblos \ufffd" and first.url == "C:\\ud83d"
    assert second.text == "café “sah”" and "Windows-1252" in second.notes[0]


TIMES = [
    ("2024-11-22", "2024-11-22T00:00:00+07:00", True),
    ("2024-11-22 10:00", "2024-11-22T10:00:00+07:00", True),
    ("2024-11-22T10:00:00.123Z", "2024-11-22T10:00:00.123000+00:00", False),
    ("2024-11-22T10:00:00+0900", "2024-11-22T10:00:00+09:00", False),
    ("2024-11-22 10:00:00 +0800", "2024-11-22T10:00:00+08:00", False),
    ("2024-11-22 10:00 WITA", "2024-11-22T10:00:00+08:00", False),
    ("20/11/2024 10:00", "2024-11-20T10:00:00+07:00", True),  # as Excel writes it here
    ("20-11-2024", "2024-11-20T00:00:00+07:00", True),
    ("20/11/24 7.05", "2024-11-20T07:05:00+07:00", True),
    ("5/11/2024 7:15:00 PM", "2024-11-05T19:15:00+07:00", True),
    ("20 November 2024", "2024-11-20T00:00:00+07:00", True),
    ("20-Nop-24", "2024-11-20T00:00:00+07:00", True),
    ("Rabu, 20 November 2024 pukul 10.00 WITA", "2024-11-20T10:00:00+08:00", False),
    ("November 20, 2024 10:00 AM", "2024-11-20T10:00:00+07:00", True),
    ("2024/11/20 10.00", "2024-11-20T10:00:00+07:00", True),
    ("Wed Nov 20 10:00:00 +0000 2024", "2024-11-20T10:00:00+00:00", False),  # Twitter's first API
    ("1732244400", "2024-11-22T03:00:00+00:00", False),  # an epoch number in a table's cell
    (1732244400, "2024-11-22T03:00:00+00:00", False),
    (1732244400000, "2024-11-22T03:00:00+00:00", False),  # in milliseconds
]


@pytest.mark.parametrize(("written", "meant", "assumed"), TIMES)
def test_times_are_aware_and_say_when_the_zone_was_assumed(
    tmp_path: Path, written: str | int, meant: str, assumed: bool
) -> None:
    path = tmp_path / "p.jsonl"
    path.write_text(json.dumps({"id": "a", "posted_at": written}))
    (post,) = apart(open_posts(path))[0]
    assert post.posted_at is not None
    assert (post.posted_at.isoformat(), post.zone_assumed) == (meant, assumed)


def test_the_identity_changes_with_the_content(tmp_path: Path) -> None:
    path = tmp_path / "p.jsonl"
    path.write_text('{"id": "a"}\n')
    before = open_posts(path).identity()
    assert open_posts(path).identity() == before
    path.write_text('{"id": "b"}\n')
    assert open_posts(path).identity() != before
