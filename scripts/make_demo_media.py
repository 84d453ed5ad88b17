"""Makes suluh/demo/media and suluh/demo/media_posts.jsonl from demo_media.yaml; run again, it makes the same pixels.

usage: .venv/bin/python scripts/make_demo_media.py [FOLDER]     (without FOLDER: suluh/demo)

Needs the development packages (espeakng-loader) and the media ones (av, Pillow, zxing-cpp).
"""

from __future__ import annotations

import random
import sys
from collections.abc import Iterator
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any

import msgspec
import numpy as np
import yaml
import zxingcpp
from PIL import Image, ImageDraw

from suluh.bench.clips.backgrounds import scene
from suluh.bench.clips.cards import drawn, plan
from suluh.bench.clips.edits import mirrored, photographed
from suluh.bench.clips.fonts import font
from suluh.bench.clips.speech import Said, Voice
from suluh.bench.clips.video import Script, clip
from suluh.content import WIB

HERE = Path(__file__).parent
VIDEO_SIZE, VIDEO_RATE, VIDEO_QUALITY = (540, 960), 12, 32
LARGEST = 80_000  # bytes of one picture
PICTURE_SIZES = ((720, 720), (720, 900), (720, 1080))
ACCOUNTS = (
    "warga.rekaan",
    "kabar.kampung.rekaan",
    "mbak.sri.rekaan",
    "anak.rantau.rekaan",
    "bapak.kos.rekaan",
)
PLATFORMS = ("facebook", "instagram", "x", "tiktok")

Row = dict[str, Any]


def main(folder: Path) -> None:
    """Writes every file and the posts. Raises RequestError when espeak-ng is missing."""
    rows = yaml.safe_load((HERE / "demo_media.yaml").read_text(encoding="utf-8"))
    media = folder / "media"
    media.mkdir(parents=True, exist_ok=True)
    for row in rows["videos"]:
        video(row, media)
    for row in rows["pictures"]:
        small_jpeg(picture(row), media / f"{row['id']}.jpg")
    lines = [msgspec.json.encode(post) for post in posts(rows)]
    (folder / "media_posts.jsonl").write_bytes(b"\n".join(lines) + b"\n")


def video(row: Row, media: Path) -> None:
    """A short clip, its transcript where the row wants one, or its first half where it is to be broken."""
    path = media / f"{row['id']}.mp4"
    words = Script(
        tuple(row.get("show", ())),
        tuple(row.get("say", ())),
        row.get("music", False),
        seconds=5.0,
        mirrored=row.get("mirrored", False),
    )
    how = Voice(("id", "id+f2", "id+m3")[row["seed"] % 3], speed=168, seed=row["seed"])
    made = clip(row["seed"], path, words, VIDEO_SIZE, VIDEO_RATE, VIDEO_QUALITY, how, "medium")
    if row.get("srt"):
        path.with_suffix(".srt").write_text(subtitles(made.said), encoding="utf-8")
    if row.get("cut"):
        whole = path.read_bytes()
        path.write_bytes(whole[: len(whole) // 2])


def subtitles(said: tuple[Said, ...]) -> str:
    """SubRip text of spoken sentences."""
    return "\n".join(
        f"{number}\n{_clock(one.at)} --> {_clock(one.until)}\n{one.text}\n"
        for number, one in enumerate(said, 1)
    )


def _clock(seconds: float) -> str:
    whole = timedelta(milliseconds=round(seconds * 1000))
    minutes, rest = divmod(whole.total_seconds(), 60)
    return f"00:{int(minutes):02d}:{rest:06.3f}".replace(".", ",")


def small_jpeg(image: Image.Image, path: Path) -> None:
    """The best quality up to 80 that keeps the file under LARGEST bytes: grainy grounds take many."""
    for quality in range(80, 30, -6):
        image.save(path, quality=quality, optimize=True)
        if path.stat().st_size < LARGEST:
            return


def picture(row: Row) -> Image.Image:
    """A card, meme, chat or poster with what the row adds to it."""
    size = random.Random(row["seed"]).choice(PICTURE_SIZES)
    if row.get("scene"):
        return Image.fromarray(scene(row["seed"], *size))
    template = plan(row["seed"], row["style"], size)
    changes = {"degrees": row.get("degrees", 0.0), "faint": row.get("faint", False), "signs": False}
    if row.get("faint"):
        changes |= {
            "ground": "gradient",
            "look": msgspec.structs.replace(template.look, box=None, outline=0),
        }
    made = drawn(msgspec.structs.replace(template, **changes), row["words"]).image
    if row.get("stamp"):
        stamp(made, row["stamp"])
    if row.get("qr"):
        code(made, row["qr"])
    pixels = np.asarray(made)
    pixels = mirrored(pixels) if row.get("mirrored") else pixels
    return Image.fromarray(photographed(pixels) if row.get("screenshot") else pixels)


def stamp(image: Image.Image, word: str) -> None:
    """A red rubber stamp across the lower middle, a little turned."""
    size = image.width // 6
    layer = Image.new("RGBA", (image.width, size * 2), (0, 0, 0, 0))
    pen, face = ImageDraw.Draw(layer), font("heavy", size)
    left, top, right, bottom = pen.textbbox((image.width * 0.18, size * 0.3), word, face)
    pen.rounded_rectangle(
        (left - 20, top - 16, right + 20, bottom + 16), 18, (255, 255, 255), (200, 20, 20), 9
    )
    pen.text((image.width * 0.18, size * 0.3), word, (200, 20, 20), face)
    layer = layer.rotate(5, Image.Resampling.BICUBIC)
    image.paste(layer, (0, int(image.height * 0.55)), layer)


def code(image: Image.Image, address: str) -> None:
    """A QR code low in the middle."""
    made = zxingcpp.create_barcode(address, zxingcpp.BarcodeFormat.QRCode)
    drawn_code = Image.fromarray(np.array(made.to_image(scale=6, add_quiet_zones=True)))
    side = image.width // 3
    small = drawn_code.resize((side, side), Image.Resampling.NEAREST).convert("RGB")
    image.paste(small, ((image.width - side) // 2, int(image.height * 0.83) - side))


def posts(rows: dict[str, list[Row]]) -> Iterator[Row]:
    """The posts, in the form of posts.jsonl, each with what is expected of it; `media` is relative to this file."""
    for kind, ending in (("videos", "mp4"), ("pictures", "jpg")):
        for row in rows[kind]:
            yield post(row, kind[:-1], f"media/{row['id']}.{ending}")


def post(row: Row, kind: str, path: str) -> Row:
    chance = random.Random(f"post {row['id']}")
    handle = chance.choice(ACCOUNTS)
    platform = "tiktok" if kind == "video" else chance.choice(PLATFORMS)
    views = chance.randint(8, 90) * 100
    return {
        "id": f"demo-{row['id']}",
        "platform": platform,
        "url": f"https://example.org/{platform}/{handle}/{row['id']}",
        "text": row["text"],
        "posted_at": _when(chance).isoformat(),
        "author": {
            "handle": f"@{handle}",
            "followers": chance.randint(80, 4000),
            "created_at": "2019-03-01T00:00:00+07:00",
            "verified": False,
        },
        "media": [path],
        "metrics": {
            "views": views,
            "likes": views // 20,
            "shares": views // 50,
            "comments": views // 90,
        },
        "expect": row["expect"],
        **({"fact": row["fact"]} if row.get("fact") else {}),
        "kind": kind,
        "form": row.get("where", "none" if row.get("scene") else "seen"),
    }


def _when(chance: random.Random) -> datetime:
    """A moment of the last two weeks of the campaign."""
    start = datetime(2024, 11, 9, 7, tzinfo=WIB)
    return start + timedelta(days=chance.randint(0, 13), minutes=chance.randint(0, 840))


if __name__ == "__main__":
    main(Path(sys.argv[1]) if len(sys.argv) > 1 else HERE.parent / "suluh" / "demo")
