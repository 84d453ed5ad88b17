"""A stream of posts of our own making: a few about the election, most about anything else. Same seed, same stream."""

from __future__ import annotations

import random
from collections.abc import Iterator
from pathlib import Path

import msgspec

DEMO = Path(__file__).parent.parent / "demo" / "posts.jsonl"

_WHO = "aku kita tetangga adikku bapak ibu teman-teman anak kos kucingku pak RT mbak warung tim futsal".split()
_DOES = (
    "lagi masak|baru pulang kerja|nonton drakor sampai subuh|jualan gorengan|nyari kontrakan|bikin konten masak|"
    "main bola sore ini|nunggu ojol|belajar gitar|panen cabai|bersih-bersih rumah|antre bensin|liburan ke pantai"
).split("|")
_MORE = (
    "hujannya deras banget|semoga lancar rezekinya|siapa yang mau ikut|macet parah di jalan|harganya naik lagi|"
    "rasanya enak dan murah|capek tapi seru|besok lagi ya|#fyp #lampung|jangan lupa like dan follow|wkwkwk"
).split("|")


def small_talk(rng: random.Random) -> str:
    """One ordinary sentence or two about nothing in particular."""
    parts = [f"{rng.choice(_WHO)} {rng.choice(_DOES)}", *rng.sample(_MORE, rng.randint(1, 4))]
    return ", ".join(parts)


def _moment(rng: random.Random) -> str:
    day, hour, minute = rng.randint(1, 27), rng.randint(0, 23), rng.randint(0, 59)
    return f"2024-11-{day:02d}T{hour:02d}:{minute:02d}:00+07:00"


def election_lines() -> list[bytes]:
    """The shipped demo posts, as raw JSON lines."""
    return [line for line in DEMO.read_bytes().splitlines() if line.strip()]


def stream(count: int, share: float = 0.02, seed: int = 20241127) -> Iterator[bytes]:
    """`count` JSON lines of which about `share` are the demo's posts with new ids."""
    rng = random.Random(seed)
    about = [msgspec.json.decode(line) for line in election_lines()]
    for number in range(count):
        if rng.random() < share:
            post = dict(rng.choice(about), id=f"p{number}")
        else:
            post = {
                "id": f"p{number}",
                "platform": "tiktok",
                "text": small_talk(rng),
                "posted_at": _moment(rng),
                "author": {"handle": f"akun{rng.randint(1, 50_000)}"},
                "metrics": {"views": rng.randint(0, 90_000)},
            }
        yield msgspec.json.encode(post) + b"\n"


def write_stream(path: Path, count: int, share: float = 0.02) -> Path:
    """The stream in a file."""
    with path.open("wb") as file:
        file.writelines(stream(count, share))
    return path
