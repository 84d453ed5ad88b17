"""What real exports of the platforms hold beyond the plain case (invented people)."""

from __future__ import annotations

import json
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest

from suluh.content import WIB, Post
from suluh.errors import InputError
from suluh.intake import open_posts


def read(folder: Path, value: Any, name: str = "a.json") -> list[Post]:
    path = folder / name
    path.write_text(value if isinstance(value, str) else json.dumps(value), encoding="utf-8")
    return [record for record in open_posts(path) if isinstance(record, Post)]


def test_a_tiktok_video_with_every_field_of_the_research_api(tmp_path: Path) -> None:
    video = {
        "id": 7439000000000000001, "video_description": "", "create_time": 1732240800,
        "region_code": "ID", "share_count": 1, "view_count": 1200, "like_count": 30, "comment_count": 2,
        "music_id": 7, "hashtag_names": [], "username": "warga_contoh", "effect_ids": ["0"],
        "playlist_id": 9, "voice_to_text": "TPS buka jam tujuh pagi", "is_stem_verified": False,
        "favorites_count": 4, "video_duration": 31, "video_mention_list": ["@kpu_contoh"],
        "hashtag_info_list": [{"hashtag_id": 1, "hashtag_name": "pilkada", "hashtag_description": ""}],
        "sticker_info_list": [], "effect_info_list": [], "video_label": {"content": "Info pemilu"},
    }  # fmt: skip
    (post,) = read(tmp_path, {"data": {"videos": [video]}, "error": {"code": "ok"}})
    assert post.text == "#pilkada" and post.segments[0].text == "TPS buka jam tujuh pagi"
    assert post.posted_at == datetime(2024, 11, 22, 2, tzinfo=UTC) and post.region is None
    assert post.url == "https://www.tiktok.com/@warga_contoh/video/7439000000000000001"
    assert not post.notes


def test_a_tiktok_field_of_a_wrong_kind_is_noted(tmp_path: Path) -> None:
    video = {"id": 1, "video_description": "TPS", "create_time": "kapan", "like_count": {"n": 1}}
    (post,) = read(tmp_path, {"data": {"videos": [video]}})
    assert post.text == "TPS"
    assert [note.split(":")[0] for note in post.notes] == ["like_count", "create_time"]


def test_tiktok_comments_are_told_by_any_of_their_fields(tmp_path: Path) -> None:
    lines = [{"id": 5, "text": "kok tgl 28?", "create_time": 1732244400, "parent_comment_id": 3}]
    lines += [{"id": 6, "text": "hoaks", "create_time": 1732244400, "like_count": 2}]
    found = read(tmp_path, "\n".join(map(json.dumps, lines)), "komentar.jsonl")
    assert [(post.platform, post.text, post.parent) for post in found] == [
        ("tiktok", "kok tgl 28?", "3"),
        ("tiktok", "hoaks", None),
    ]


def test_x_gives_links_whole_and_signs_plain(tmp_path: Path) -> None:
    short = {"url": "https://t.co/a", "expanded_url": "https://kpu-contoh.example/cek", "start": 0}
    picture = {"url": "https://t.co/b", "expanded_url": "https://x.com/1/photo/1", "media_key": "3"}
    tweet = {
        "id": "1",
        "text": "cek DPT &amp; NIK di https://t.co/a https://t.co/b",
        "entities": {"urls": [short, picture]},
        "edit_history_tweet_ids": ["1"],
        "author_id": "9",
        "created_at": "2024-11-22T02:00:00.000Z",
        "public_metrics": {"like_count": "banyak", "reply_count": 2},
    }
    users = [{"id": "9", "username": "w_contoh", "created_at": 5.5, "verified": "ya"}]
    (post,) = read(tmp_path, {"data": [tweet], "includes": {"users": users}})
    assert post.text == "cek DPT & NIK di https://kpu-contoh.example/cek https://t.co/b"
    assert post.author.handle == "w_contoh" and post.metrics.comments == 2
    assert post.notes


def test_a_note_of_x_has_links_of_its_own(tmp_path: Path) -> None:
    link = {
        "url": "https://t.co/a",
        "expanded_url": "https://a.example",
        "unwound_url": "https://b.example",
    }
    note = {"text": "panjang sekali https://t.co/a", "entities": {"urls": [link]}}
    tweet = {"id": "1", "text": "panjang…", "note_tweet": note, "edit_history_tweet_ids": ["1"]}
    assert read(tmp_path, {"data": [tweet]})[0].text == "panjang sekali https://b.example"


def telegram(*messages: dict[str, Any]) -> dict[str, Any]:
    said = {"type": "message", "date_unixtime": "1732192200", "from": "Budi", "from_id": "user1"}
    return {
        "name": "Grup",
        "type": "private_group",
        "id": 7,
        "messages": [said | m for m in messages],
    }


def test_telegram_shows_where_a_link_leads_and_what_a_poll_asks(tmp_path: Path) -> None:
    hidden = {"type": "text_link", "text": "klik di sini", "href": "https://bansos.example"}
    poll = {
        "question": "Nyoblos tanggal?",
        "closed": False,
        "answers": [{"text": "27"}, {"text": "28"}],
    }
    found = read(
        tmp_path,
        telegram(
            {"id": 1, "text": ["cek NIK: ", hidden]},
            {"id": 2, "text": "", "text_entities": [{"type": "plain", "text": "halo TPS"}]},
            {"id": 3, "text": "", "poll": poll},
        ),
    )
    assert [post.text for post in found] == [
        "cek NIK: klik di sini (https://bansos.example)",
        "halo TPS",
        "Nyoblos tanggal?\n27\n28",
    ]


def test_telegram_forwards_edits_replies_and_reactions(tmp_path: Path) -> None:
    first, second, third = read(
        tmp_path,
        telegram(
            {"id": 1, "text": "a", "forwarded_from": None, "edited_unixtime": "1732192300"},
            {"id": 2, "text": "b", "reply_to_message_id": 9, "reply_to_peer_id": "channel55",
             "reactions": [{"type": "emoji", "count": 3, "emoji": "👍"}, {"type": "paid", "count": 1}]},
            {"id": 3, "text": ["c", 5, {"type": "bold"}], "date_unixtime": "kapan", "photo": 4},
            {"id": 4, "type": "service", "action": "pin_message", "text": ""},
            {"id": 5, "text": "", "file": "(File not included. Change data exporting settings to download.)"},
        ),
    )  # fmt: skip
    assert first.tags == ("forwarded", "edited")
    assert second.parent == "tg-55-9" and second.metrics.likes == 4
    assert third.text == "c" and third.posted_at is None and len(third.notes) == 3


def info(**more: Any) -> dict[str, Any]:
    return {"id": "v1", "extractor_key": "Youtube", "webpage_url": "https://y.example/v1"} | more


def test_a_video_of_youtube_with_automatic_subtitles(tmp_path: Path) -> None:
    (tmp_path / "v.id-orig.vtt").write_text(
        "WEBVTT\n\n00:00:07.000 --> 00:00:09.000\n[Musik]\n\n"
        "00:00:10.000 --> 00:00:12.000\n>> TPS buka &amp; tutup jam satu\n"
    )
    (tmp_path / "v.en.srt").write_text("1\n00:00:07,000 --> 00:00:09,000\nhello\n")
    whole = info(
        fulltitle="Pengumuman TPS", upload_date=20241120, view_count="1,2 rb", uploader_id="@c"
    )
    whole |= {"automatic_captions": {"id": [{"ext": "vtt"}]}, "subtitles": {"en": [{"ext": "srt"}]}}
    (post,) = read(tmp_path, whole, "v.info.json")
    assert post.text == "Pengumuman TPS" and post.metrics.views == 1200
    assert post.posted_at == datetime(2024, 11, 20, 12, tzinfo=WIB) and post.zone_assumed
    (segment,) = post.segments
    assert segment.text == "TPS buka & tutup jam satu"
    assert (segment.place.at, segment.place.until, segment.place.doubtful) == (10.0, 12.0, True)
    assert post.media == ()


@pytest.mark.parametrize("encoding", ["utf-8-sig", "utf-16", "cp1252"])
def test_subtitles_of_other_programs_are_read(tmp_path: Path, encoding: str) -> None:
    srt = "1\r\n00:01:07,500 --> 00:01:09,000\r\nsurat suara – “sah”\r\n"
    (tmp_path / "v.id.srt").write_bytes(srt.encode(encoding))
    (post,) = read(tmp_path, info(title="TPS", subtitles={"id": []}), "v.info.json")
    assert post.segments[0].text == "surat suara – “sah”"
    assert (post.segments[0].place.at, post.segments[0].place.doubtful) == (67.5, False)


def test_a_list_of_videos_in_one_document_gives_each(tmp_path: Path) -> None:
    inner = {"_type": "playlist", "id": "p2", "entries": [info(id="v2", title="dua")]}
    whole = info(id="p1", _type="playlist", entries=[info(title="satu"), None, inner])
    assert [post.text for post in read(tmp_path, whole)] == ["satu", "dua"]


def test_a_video_with_fields_of_wrong_kinds_is_kept(tmp_path: Path) -> None:
    (post,) = read(
        tmp_path,
        info(title="TPS", timestamp="kapan", uploader=7, view_count=[1], subtitles=5),
        "v.info.json",
    )
    assert post.text == "TPS" and len(post.notes) == 4


@pytest.mark.parametrize(
    ("name", "content", "words"),
    [
        ("cekfakta.xml", b'<?xml version="1.0"?><rss></rss>', "suluh claims import"),
        ("lama.xls", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", "old Excel"),
        ("surat.pdf", b"%PDF-1.7", "a PDF"),
        ("halaman.html", b"<!doctype html><html>", "a web page"),
    ],
)
def test_files_of_other_kinds_are_told_what_to_do(
    tmp_path: Path, name: str, content: bytes, words: str
) -> None:
    (tmp_path / name).write_bytes(content)
    with pytest.raises(InputError, match=words):
        open_posts(tmp_path / name)
