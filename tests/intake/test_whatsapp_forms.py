"""WhatsApp exports as phones of many settings write them (invented people)."""

from __future__ import annotations

from datetime import datetime
from pathlib import Path

import pytest

from suluh.content import WIB, Post
from suluh.errors import InputError
from suluh.intake import PostSource, open_posts


def chat(folder: Path, *lines: str) -> PostSource:
    path = folder / "chat.txt"
    path.write_text("\n".join(lines), encoding="utf-8")
    return open_posts(path)


def posts(source: PostSource) -> list[Post]:
    return [record for record in source if isinstance(record, Post)]


HEADS = [
    "20/11/24 19.02 - ",  # Android, Indonesian
    "20/11/2024 19.02 - ",
    "20/11/24 07.02 PM - ",  # twelve hours
    "20/11/24, 19:02 - ",  # Android, English (United Kingdom)
    "20/11/2024, 7:02 pm - ",
    "20/11/2024, 7:02\u202fpm - ",  # with the narrow space of newer phones
    "11/20/24, 7:02\u202fPM - ",  # Android, English (United States)
    "[20/11/24 19.02.00] ",  # iPhone, Indonesian
    "[20/11/24, 19.02.00] ",
    "\u200e[20/11/24 19.02.00] ",
    "[\u200e20/11/24 19.02.00] ",
    "[20/11/2024, 7:02:00\u202fPM] ",  # iPhone, English
    "[20.11.24, 19:02:00] ",
    "[2024-11-20, 19:02:00] ",
    "[20 Nov 2024 19.02] ",
    "[20 Nov 2024 19.02.00] ",
    "[20 November 2024 pukul 19.02.00] ",
    "20 Nov 2024 19.02 - ",
    "20 Nop 2024 pukul 19.02 - ",
    "Nov 20, 2024, 7:02 PM - ",
    "[Rab, 20 Nov 2024 19.02] ",
    "20/11/24 19.02.00: ",  # old iPhones
    "20-11-24 19.02 - ",
    "2024/11/20, 19:02 - ",
]


@pytest.mark.parametrize("head", HEADS)
def test_every_form_of_date_is_read(tmp_path: Path, head: str) -> None:
    source = chat(tmp_path, f"{head}Budi Contoh: nyoblos tgl 28", "kata RT", f"{head}Siti: hoaks")
    first, second = posts(source)
    assert source.files[0].door.name == "whatsapp"
    assert first.posted_at == datetime(2024, 11, 20, 19, 2, tzinfo=WIB)
    assert (first.text, second.text) == ("nyoblos tgl 28\nkata RT", "hoaks")
    assert first.author != second.author


LEFT_ALONE = [
    "[20/11/24 19.02.00] Grup RT: \u200ePesan dan panggilan dienkripsi secara end-to-end.",
    "[20/11/24 19.02.00] Budi: \u200eBudi mengubah deskripsi grup: baca dulu",
    "20/11/24 19.02 - Budi mengganti subjek dari “RT: lama” menjadi “RT: baru”",
    "20/11/24 19.02 - Budi keluar",
    "20/11/24 19.02 - Budi mengaktifkan pesan sementara: 7 hari",
    "11/20/24, 7:02 PM - Budi turned on disappearing messages: 7 days",
    "20/11/24 19.02 - Budi: <Media tidak disertakan>",
    "20/11/24 19.02 - Budi: <Media omitted>",
    "[20/11/24 19.02.00] Budi: \u200egambar tidak disertakan",
    "[20/11/24 19.02.00] Budi: \u200estiker tidak disertakan",
    "[20/11/24, 7:02:00 PM] Budi: \u200evideo note omitted",
    "20/11/24 19.02 - Budi: Pesan ini dihapus",
    "20/11/24 19.02 - Budi: Pesan ini dihapus oleh admin Siti",
    "20/11/24 19.02 - Budi: Anda menghapus pesan ini.",
    "[20/11/24 19.02.00] Budi: \u200eThis message was deleted.",
    "20/11/24 19.02 - Budi: Menunggu pesan ini. Mungkin perlu waktu beberapa saat.",
    "[20/11/24 19.02.00] Budi: \u200ePanggilan suara tak terjawab",
    "20/11/24 19.02 - Budi: null",
]


@pytest.mark.parametrize("line", LEFT_ALONE)
def test_what_nobody_wrote_is_no_post(tmp_path: Path, line: str) -> None:
    assert [post.text for post in posts(chat(tmp_path, line, line))] == []


KEPT = [
    ("Budi: KPU menambahkan TPS: catat", "KPU menambahkan TPS: catat", (), ()),
    ("Budi: ayo \u2068@Siti\u2069 nyoblos", "ayo @Siti nyoblos", (), ()),
    ("Budi: jam 1 \u200e<Pesan ini diedit>", "jam 1", (), ("edited",)),
    ("Budi: jam 1 <This message was edited>", "jam 1", (), ("edited",)),
    ("Budi: \u200eIMG-01.jpg (berkas terlampir)\nsurat palsu", "surat palsu", ("IMG-01.jpg",), ()),
    ("Budi: <Media tidak disertakan>\nsurat suara sudah dicoblos", "surat suara sudah dicoblos", (), ()),
    ("Budi: surat ini beredar \u200egambar tidak disertakan", "surat ini beredar", (), ()),
    ("Budi: gambar tidak disertakan di surat suara", "gambar tidak disertakan di surat suara", (), ()),
    ("Budi: ini pesan dihapus KPU", "ini pesan dihapus KPU", (), ()),
    ("Budi: video call yuk bahas TPS", "video call yuk bahas TPS", (), ()),
]  # fmt: skip


@pytest.mark.parametrize(("rest", "text", "media", "tags"), KEPT)
@pytest.mark.parametrize("head", ["20/11/24 19.02 - ", "[20/11/24 19.02.00] "])
def test_what_a_person_wrote_is_kept(
    tmp_path: Path, head: str, rest: str, text: str, media: tuple[str, ...], tags: tuple[str, ...]
) -> None:
    (post,) = posts(chat(tmp_path, head + rest))
    assert (post.text, post.media, post.tags) == (text, media, tags)


def test_a_poll_on_an_iphone_is_a_persons_words(tmp_path: Path) -> None:
    source = chat(
        tmp_path,
        "[20/11/24 19.02.00] Budi: \u200ePOLL:",
        "Pilih siapa?",
        "\u200eOPTION: A (\u200e3 votes)",
    )
    assert posts(source)[0].text == "POLL:\nPilih siapa?\nOPTION: A (3 votes)"


def test_a_caption_whose_picture_was_left_out_says_so(tmp_path: Path) -> None:
    (post,) = posts(chat(tmp_path, "20/11/24 19.02 - Budi: <Media omitted>\nlihat ini"))
    assert post.notes == ("its picture, video or file was left out of the export",)


@pytest.mark.parametrize(
    ("head", "said"),
    [
        ("1/2/24, 7.00 PM - ", "day/month/year: assumed as in Indonesia"),
        ("01/02/2024, 7:00 pm - ", "day/month/year: assumed as in Indonesia"),
        ("[1 Feb 2024 19.00] ", "day/month/year: the months are named"),
    ],
)
def test_only_american_clocks_make_months_first(tmp_path: Path, head: str, said: str) -> None:
    source = chat(tmp_path, f"{head}A: x")
    assert said in source.notes[0]
    moment = posts(source)[0].posted_at
    assert moment and (moment.day, moment.month, moment.hour) == (1, 2, 19)


def test_a_chat_of_an_unknown_kind_is_not_taken_for_json(tmp_path: Path) -> None:
    with pytest.raises(InputError, match="neither JSON"):
        chat(tmp_path, "[20 Foo 2024 10.15] Budi: halo", "[20 Foo 2024 10.16] Siti: hai")
