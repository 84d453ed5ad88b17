"""Pairs that look alike and say the opposite: one template, the words altered in one token.

A copy may carry over a verdict only when its words agree; these pairs are what must not pass.
"""

from __future__ import annotations

import random
from pathlib import Path

import msgspec

from suluh.bench.clips.cards import Plan, drawn, plan
from suluh.bench.clips.video import Script, clip

# A sentence with a gap, and the pairs that fill it: a true and a false word of the same kind.
SENTENCES: tuple[tuple[str, tuple[tuple[str, str], ...]], ...] = (
    (
        "Pencoblosan Pilkada tanggal {} November 2024.",
        (("27", "28"), ("27", "26"), ("27", "29"), ("27", "25"), ("27", "21")),
    ),
    ("Hari pemungutan suara: {}, 27 November.", (("Rabu", "Kamis"), ("Rabu", "Selasa"))),
    (
        "Coblosan serentak 27 {} 2024, catat ya.",
        (("November", "Desember"), ("November", "Oktober")),
    ),
    (
        "TPS dibuka pukul {} pagi di semua daerah.",
        (("07.00", "09.00"), ("07.00", "10.00"), ("07.00", "08.00"), ("07.00", "11.00")),
    ),
    (
        "TPS ditutup pukul {} waktu setempat.",
        (("13.00", "11.00"), ("13.00", "15.00"), ("13.00", "12.00"), ("13.00", "18.00")),
    ),
    ("Kamu {} bisa mencoblos lewat WhatsApp.", (("tidak", "sekarang"), ("nggak", "sudah"))),
    ("Suara {} bisa dikirim lewat SMS.", (("tidak", "sekarang"), ("takkan", "sudah"))),
    ("Tanpa undangan {} boleh memilih di TPS.", (("tetap", "tidak"), ("masih", "dilarang"))),
    ("Surat undangan {} wajib dibawa ke TPS.", (("tidak", "sekarang"), ("bukan", "memang"))),
    ("KTP digital {} dipakai di TPS.", (("boleh", "dilarang"), ("bisa", "gagal"))),
    ("Coblos {} pasangan calon saja.", (("satu", "dua"), ("satu", "tiga"))),
    ("Memilih {} boleh diwakilkan orang lain.", (("tidak", "sekarang"), ("jangan", "sudah"))),
    ("Umur {} tahun sudah boleh memilih.", (("17", "15"), ("17", "12"), ("17", "16"))),
    ("Masa tenang mulai tanggal {} November.", (("24", "26"), ("24", "27"), ("24", "25"))),
    ("Kolom kosong {} sah dicoblos.", (("tetap", "tidak"), ("memang", "takkan"))),
    ("Hasil resmi diumumkan oleh {}.", (("KPU", "hansip"), ("KPU", "ormas"))),
    ("Golput {} dipidana menurut undang-undang.", (("tidak", "pasti"), ("takkan", "langsung"))),
    ("Satu orang memilih {} kali.", (("satu", "dua"), ("sekali", "tiga"))),
)
PAIRS = tuple((text, was, now) for text, pairs in SENTENCES for was, now in pairs)
CLIP_SIZE, CLIP_RATE = (540, 960), 8


class Twin(msgspec.Struct, frozen=True):
    """Two texts that differ in one token, and how both are shown."""

    seed: int
    kind: str  # card | clip
    was: str  # the token of `one`, which is true
    now: str  # the token of `other`, which is false
    one: str
    other: str
    spoken: bool = False  # a clip that says the words as well as showing them


def twins(seed: int) -> Twin:
    """The pair of a seed: two of four seeds are cards, two are clips (each half has both), and half the clips speak."""
    text, was, now = PAIRS[seed * 7 % len(PAIRS)]
    kind = "clip" if seed % 4 >= 2 else "card"
    spoken = kind == "clip" and random.Random(f"twin {seed}").random() < 0.5
    return Twin(seed, kind, was, now, text.format(was), text.format(now), spoken)


def made(twin: Twin, folder: Path) -> tuple[Path, Path]:
    """Both as files (PNG or MP4) in a folder: the same template, background, voice and music, only the words altered."""
    if twin.kind == "card":
        template = plan(twin.seed)
        return (
            _card(template, twin.one, folder / f"twin-{twin.seed}-one.png"),
            _card(template, twin.other, folder / f"twin-{twin.seed}-other.png"),
        )
    return (
        _clip(twin, twin.one, folder / f"twin-{twin.seed}-one.mp4"),
        _clip(twin, twin.other, folder / f"twin-{twin.seed}-other.mp4"),
    )


def _card(template: Plan, text: str, path: Path) -> Path:
    drawn(template, text).image.save(path, compress_level=1)
    return path


def _clip(twin: Twin, text: str, path: Path) -> Path:
    words = Script((text,), (text,) if twin.spoken else (), music=not twin.spoken, seconds=4.0)
    return clip(twin.seed, path, words, CLIP_SIZE, CLIP_RATE).path
