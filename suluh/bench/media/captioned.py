"""Frames with captions, drawn from a seed: what is written on them is known, so reading can be measured."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from random import Random

import msgspec
import numpy as np
from numpy.typing import NDArray
from PIL import Image, ImageDraw, ImageFont

WIDTH, HEIGHT = 1080, 1920
STYLES = (
    "plain",
    "box",
    "outline",
    "shadow",
    "low contrast",
    "emoji",
    "rotated",
    "mirrored",
)
DEGREES = 8.0  # how far a rotated caption is turned, either way
FAINT = 26  # grey levels between a caption of low contrast and what is behind it
FACES = (
    "dejavu/DejaVuSans-Bold.ttf",
    "dejavu/DejaVuSansCondensed-Bold.ttf",
    "liberation/LiberationSans-Bold.ttf",
    "liberation/LiberationSans-Regular.ttf",
    "noto/NotoSans-Bold.ttf",
)
FACES_LIE_IN = Path("/usr/share/fonts/truetype")

SENTENCES = (
    "Pemungutan suara tanggal {day} November {year}",
    "Nyoblos jam {hour}.00 sampai {later}.00 ya guys",
    "TPS buka pukul 0{small}.00 WIB jangan telat",
    "Pendukung paslon 0{small} nyoblosnya tanggal {day}",
    "KTP hilang tidak bisa memilih, katanya",
    "Bawa e-KTP dan undangan C6 ke TPS {day}",
    "Klik {link} buat dapat bansos Rp{small}00.000",
    "Follow @{handle} biar gak ketinggalan info",
    "Warga {place} sudah terima surat undangan?",
    "Coblos dua-duanya suara kamu jadi tidak sah",
    "Hasil hitung cepat {place}: paslon {small} unggul {day},{hour}%",
    "Katanya bisa nyoblos online lewat WhatsApp",
    "Cek DPT kamu di {link} sekarang juga!",
    "Ini hoaks ya, jangan disebar lagi",
    "Masa tenang mulai {day} November, stop kampanye",
    "Serangan fajar? Tolak uangnya, laporkan ke Bawaslu",
    "Viral! Surat suara tercoblos di {place}",
    "Kotak suara kosong ditemukan di kecamatan sebelah",
    "Emak-emak antre dari jam {small} pagi demi nyoblos",
    "Petugas KPPS meninggal karena kelelahan",
    "Pilkada {year} ditunda sampai Desember?",
    "Rezeki anak sholeh dapat amplop lagi hari ini",
    "Resep sambal bawang pedas nampol",
    "Jalan-jalan ke pasar malam bareng bestie",
)
PLACES = ("Surabaya", "Bandung", "Lampung", "Garut", "Makassar", "Tangerang Selatan", "Sleman")
LINKS = ("bit.ly/cek-dpt24", "cekbansos-id.com", "kpu.go.id", "s.id/BantuanPKH", "wa.me/62812345")
HANDLES = ("info_pilkada24", "kabar.desa", "warga62", "tps_watch")


class Captioned(msgspec.Struct, frozen=True):
    """A frame, and the lines that are written on it, from the top."""

    seed: int
    style: str
    lines: tuple[str, ...]
    image: NDArray[np.uint8]


def sentence(random: Random) -> str:
    """A made-up caption in everyday Indonesian; true or not is of no matter here."""
    hour = random.randint(10, 19)
    return random.choice(SENTENCES).format(
        day=random.randint(11, 30),
        year=random.choice((2024, 2029)),
        hour=hour,
        later=hour + 3,
        small=random.randint(1, 9),
        link=random.choice(LINKS),
        handle=random.choice(HANDLES),
        place=random.choice(PLACES),
    )


def wrapped(text: str, longest: int) -> tuple[str, ...]:
    """Words in lines of at most `longest` characters, a longer word on a line of its own."""
    lines = [""]
    for word in text.split():
        joined = f"{lines[-1]} {word}".strip()
        if len(joined) <= longest or not lines[-1]:
            lines[-1] = joined
        else:
            lines.append(word)
    return tuple(lines)


def captioned(seed: int, style: str) -> Captioned:
    """The frame of a seed and a style, 1920 × 1080 × 3 RGB; the same on every machine with the same typefaces."""
    random = Random(f"{seed} {style}")
    lines = wrapped(sentence(random), random.randint(18, 26))
    behind = background(random)
    image = draw(behind, lines, style, random)
    return Captioned(seed, style, lines, image)


def background(random: Random) -> Image.Image:
    """Two colours running into each other, blots, and the noise of a camera."""
    numbers = np.random.default_rng(random.getrandbits(32))
    ends = numbers.uniform(20, 235, (2, 3))
    slope = np.linspace(0, 1, 64)[:, None, None] * 0.7 + np.linspace(0, 0.3, 36)[None, :, None]
    small = Image.fromarray((ends[0] * (1 - slope) + ends[1] * slope).astype(np.uint8))
    whole = small.resize((WIDTH, HEIGHT), Image.Resampling.BICUBIC)
    pen = ImageDraw.Draw(whole)
    for _ in range(random.randint(3, 9)):
        x, y, r = random.randint(0, WIDTH), random.randint(0, HEIGHT), random.randint(30, 320)
        pen.ellipse((x - r, y - r, x + r, y + r), fill=_colour(random))
    noise = numbers.normal(0, 5, (HEIGHT, WIDTH, 1)).astype(np.float32)
    return Image.fromarray(np.clip(np.asarray(whole, np.float32) + noise, 0, 255).astype(np.uint8))


def draw(
    behind: Image.Image, lines: Sequence[str], style: str, random: Random
) -> NDArray[np.uint8]:
    """The lines on the background, somewhere in the frame, in a style."""
    font = face(random, random.randint(50, 78))
    layer = Image.new("RGBA", behind.size)
    step = int(font.size * random.uniform(1.18, 1.4))
    top = random.randint(160, HEIGHT - 260 - step * len(lines))
    for number, line in enumerate(lines):
        length = font.getlength(line)
        left = max(20, (WIDTH - length) / 2)
        _write(layer, behind, (left, top + number * step), line, font, style)
        if style == "emoji" and number == len(lines) - 1:
            _emoji(layer, left + length + 14, top + number * step, font.size, random)
    if style == "rotated":
        middle = (WIDTH / 2, top + step * len(lines) / 2)
        turn = random.choice((-DEGREES, DEGREES))
        layer = layer.rotate(turn, Image.Resampling.BICUBIC, center=middle)
    whole = Image.alpha_composite(behind.convert("RGBA"), layer).convert("RGB")
    image = np.asarray(whole, np.uint8)
    return np.ascontiguousarray(image[:, ::-1]) if style == "mirrored" else image


def face(random: Random, size: int) -> ImageFont.FreeTypeFont:
    """A typeface of this machine, or the one inside Pillow where there is none."""
    there = [FACES_LIE_IN / name for name in FACES if (FACES_LIE_IN / name).exists()]
    if there:
        return ImageFont.truetype(str(random.choice(there)), size)
    inside = ImageFont.load_default(size)
    assert isinstance(inside, ImageFont.FreeTypeFont)
    return inside


def _write(
    layer: Image.Image,
    behind: Image.Image,
    at: tuple[float, float],
    line: str,
    font: ImageFont.FreeTypeFont,
    style: str,
) -> None:
    pen = ImageDraw.Draw(layer)
    area = pen.textbbox(at, line, font=font)
    if style == "box":
        around = (area[0] - 16, area[1] - 12, area[2] + 16, area[3] + 12)
        pen.rounded_rectangle(around, 14, fill=(255, 255, 255, 255))
        pen.text(at, line, font=font, fill=(15, 15, 15))
    elif style == "plain":
        pen.text(at, line, font=font, fill=_against(behind, area, 255))
    elif style == "low contrast":
        pen.text(at, line, font=font, fill=_against(behind, area, FAINT))
    elif style == "shadow":
        pen.text((at[0] + 5, at[1] + 5), line, font=font, fill=(0, 0, 0, 150))
        pen.text(at, line, font=font, fill=(255, 255, 255))
    else:
        pen.text(at, line, font=font, fill=(255, 255, 255), stroke_width=5, stroke_fill=(0, 0, 0))


def _against(
    behind: Image.Image, area: tuple[float, float, float, float], levels: int
) -> tuple[int, int, int, int]:
    """White or black, whichever is farther, let through so much that about `levels` grey levels remain."""
    left, top, right, foot = area
    under = behind.crop((int(left), int(top), int(right), int(foot)))
    mean = float(np.asarray(under.convert("L")).mean())
    grey = 0 if mean > 127 else 255
    share = min(1.0, levels / abs(grey - mean))
    return grey, grey, grey, round(255 * share)


def _emoji(layer: Image.Image, x: float, y: float, size: float, random: Random) -> None:
    """A face or a heart made of circles: pictures among letters, as no typeface for them is sure to be there."""
    pen = ImageDraw.Draw(layer)
    if random.random() < 0.5:
        pen.ellipse((x, y, x + size, y + size), fill=(255, 205, 50))
        for eye in (0.3, 0.62):
            pen.ellipse(
                (x + size * eye, y + size * 0.3, x + size * (eye + 0.1), y + size * 0.45),
                fill=(70, 45, 10),
            )
        pen.arc(
            (x + size * 0.25, y + size * 0.3, x + size * 0.78, y + size * 0.8),
            20,
            160,
            (70, 45, 10),
            4,
        )
        return
    for part in (0.0, 0.45):
        pen.ellipse(
            (x + size * part, y, x + size * (part + 0.55), y + size * 0.55), fill=(225, 30, 60)
        )
    pen.polygon(
        [(x, y + size * 0.38), (x + size, y + size * 0.38), (x + size / 2, y + size)],
        fill=(225, 30, 60),
    )


def _colour(random: Random) -> tuple[int, int, int]:
    return random.randint(0, 255), random.randint(0, 255), random.randint(0, 255)
