"""A week of invented posts with planted groups and hard negatives, and who belongs to which.

The words that make a hard negative recognisable (in a biography, a credit, a prayer) are written here and not taken from
the lists that the search uses. Nobody in it exists.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any, BinaryIO

import msgspec
import numpy as np

from suluh.bench.networks.talk import sentences, spun, stock

Row = dict[str, Any]
BEGIN = datetime(2024, 11, 18, tzinfo=UTC)
WEEK = 7 * 86_400.0
PLATFORMS = ("tiktok", "x", "facebook", "instagram")
TACTICS = ("copy", "spun", "link", "media", "hashtags", "reply", "sound", "across")
SLOW = ("slow-copy", "slow-spun")
TEXTUAL = ("copy", "spun", "across", *SLOW)
NEGATIVES = (
    "fans-said", "fans-unsaid", "wire-kind", "wire-credit", "volunteers", "officials", "prayer", "greeting",
    "debate", "viral-link", "viral-text", "crossposter", "repeater", "blank",
)  # fmt: skip


class Planted(msgspec.Struct):
    """Account key to the group it was planted in, and to the hard negative that it plays."""

    groups: dict[str, str]
    negatives: dict[str, str]
    posts: int

    def wanted(self, slow: bool) -> dict[str, str]:
        """The planted accounts that a search should find; the slow ones need a window of a day."""
        return {
            who: name for who, name in self.groups.items() if slow or not name.startswith("slow")
        }


def iso(seconds: float) -> str:
    """A moment of the week."""
    return (BEGIN + timedelta(seconds=round(seconds, 3))).isoformat()


class _Maker:
    """What is planted: small, so it is made at once and held."""

    def __init__(self, seed: int, scale: float) -> None:
        self.random = np.random.default_rng(seed)
        self.words = stock(self.random)
        self.scale = scale
        self.rows: list[Row] = []
        self.groups: dict[str, str] = {}
        self.negatives: dict[str, str] = {}
        self.number = 0

    def say(self) -> str:
        return sentences(self.random, self.words, 1, 10, 22)[0]

    def post(self, who: Row, platform: str, at: float, text: str = "", **more: object) -> None:
        self.number += 1
        row = {
            "id": f"p{self.number}",
            "platform": platform,
            "posted_at": iso(at % WEEK),
            "text": text,
        }
        self.rows.append(row | {"author": who} | more)

    def people(self, name: str, count: int, born: float | None = None, **more: object) -> list[Row]:
        """Accounts made in the same days, or at any time in ten years."""
        made = []
        for each in range(count):
            days = (
                born + self.random.uniform(0, 5)
                if born is not None
                else self.random.uniform(60, 3600)
            )
            made.append({"handle": f"{name}_{each}", "created_at": iso(-days * 86_400), **more})
        return made

    def times(self, count: int, least: float = 3600.0) -> list[float]:
        """Moments in the week that lie apart."""
        return sorted(float(at) for at in self.random.uniform(0, WEEK - least, count))

    def camouflage(self, who: Row, platform: str) -> None:
        for at in self.times(int(self.random.integers(0, 12))):
            self.post(who, platform, at, self.say())


def _act(maker: _Maker, tactic: str, action: int, name: str) -> Callable[[], Row]:
    """What every member posts in one action of a group."""
    text, key = maker.say(), f"{name}-{action}"
    says: dict[str, Callable[[], Row]] = {
        "copy": lambda: {"text": text},
        "across": lambda: {"text": text},
        "slow-copy": lambda: {"text": text},
        "spun": lambda: {"text": spun(maker.random, text)},
        "slow-spun": lambda: {"text": spun(maker.random, text)},
        "link": lambda: {
            "text": f"{maker.say()} https://kabar{action}.example/{key}?utm_source=wa{maker.number}"
        },
        "media": lambda: {"text": maker.say(), "media": [f"https://media.example/{key}.mp4"]},
        "hashtags": lambda: {
            "text": f"{maker.say()} #{key.replace('-', '_')} #satu{action} #dua{action}"
        },
        "reply": lambda: {"text": maker.say(), "parent": f"sasaran-{key}"},
        "sound": lambda: {"text": maker.say(), "sound": f"suara-{key}"},
    }
    return says[tactic]


def _plant(maker: _Maker, tactic: str, number: int) -> None:
    """One group: some actions in the week; most members take part in each."""
    random = maker.random
    name = f"{tactic}-{number}"
    people = maker.people(
        f"akun{number}{tactic[:2]}", int(random.integers(6, 41)), float(random.integers(1, 400))
    )
    platforms = [str(random.choice(PLATFORMS))] if tactic != "across" else list(PLATFORMS)
    at_home = {who["handle"]: platforms[place % len(platforms)] for place, who in enumerate(people)}
    spread = 70_000.0 if tactic.startswith("slow") else 50.0
    for action, begin in enumerate(maker.times(int(random.integers(8, 25)), spread)):
        says = _act(maker, tactic, action, name)
        for who in people:
            if random.random() < 0.85:
                maker.post(who, at_home[who["handle"]], begin + random.uniform(0, spread), **says())
    for who in people:
        maker.groups[f"{at_home[who['handle']]}:{who['handle']}"] = name
        maker.camouflage(who, at_home[who["handle"]])


def _negative(maker: _Maker, kind: str, number: int) -> None:
    """One crowd that is alike for an honest reason."""
    random = maker.random
    platform = str(random.choice(PLATFORMS))
    about: dict[str, Row] = {
        "fans-said": {"bio": "Fanbase Biduan Rekaan Indonesia, bukan akun resmi"},
        "wire-kind": {"kind": "media"},
        "volunteers": {"bio": "Relawan paslon rekaan, tim kampanye kecamatan"},
        "officials": {"kind": "government"},
    }
    size = {
        "debate": 300,
        "viral-link": 400,
        "viral-text": 400,
        "prayer": 60,
        "greeting": 40,
        "repeater": 3,
    }
    people = maker.people(
        f"{kind.replace('-', '')}{number}",
        size.get(kind, int(random.integers(12, 40))),
        **about.get(kind, {}),
    )
    for who in people:
        maker.negatives[f"{platform}:{who['handle']}"] = kind
    _CROWDS[kind](maker, people, platform, number)


def _together(
    maker: _Maker, people: list[Row], platform: str, begin: float, spread: float, **more: object
) -> None:
    for who in people:
        if maker.random.random() < 0.8:
            maker.post(who, platform, begin + float(maker.random.exponential(spread)), **more)  # type: ignore[arg-type]


def _fans(maker: _Maker, people: list[Row], platform: str, number: int) -> None:
    for action, begin in enumerate(maker.times(15)):
        link = f"https://video.example/idola{number}/{action}"
        for who in people:
            if maker.random.random() < 0.8:
                at = begin + float(maker.random.exponential(2400))
                maker.post(
                    who, platform, at, f"{maker.say()} {link} #idola{number} #tayang{action}"
                )


def _copies(maker: _Maker, people: list[Row], platform: str, number: int) -> None:
    for begin in maker.times(12):
        _together(maker, people, platform, begin, 20.0, text=maker.say())


def _credited(maker: _Maker, people: list[Row], platform: str, number: int) -> None:
    for begin in maker.times(12):
        _together(maker, people, platform, begin, 20.0, text=f"LAMPUNG (ANTARA) - {maker.say()}")


def _prayers(maker: _Maker, people: list[Row], platform: str, number: int) -> None:
    for begin in maker.times(10):
        text = f"Ya Allah semoga kita semua diberi kesehatan dan rezeki, aamiin {maker.say()}"
        _together(maker, people, platform, begin, 30.0, text=text)


def _greetings(maker: _Maker, people: list[Row], platform: str, number: int) -> None:
    for begin in maker.times(10):
        text = f"Assalamualaikum, selamat pagi semua, semoga berkah harinya {maker.say()}"
        _together(maker, people, platform, begin, 30.0, text=text)


def _debate(maker: _Maker, people: list[Row], platform: str, number: int) -> None:
    begin = maker.times(1, 8000)[0]
    for who in people:
        for _ in range(int(maker.random.integers(1, 6))):
            at = begin + float(maker.random.uniform(0, 7200))
            maker.post(who, platform, at, f"{maker.say()} #debat{number} #pilkadadamai")


def _viral_link(maker: _Maker, people: list[Row], platform: str, number: int) -> None:
    link = f"https://berita.example/{number}"
    for who, begin in zip(people, maker.times(len(people)), strict=True):
        maker.post(who, platform, begin % 3600 + 86_400 * (number % 7), f"{maker.say()} {link}")


def _viral_text(maker: _Maker, people: list[Row], platform: str, number: int) -> None:
    _together(maker, people, platform, maker.times(1)[0], 1800.0, text=maker.say())


def _crossposter(maker: _Maker, people: list[Row], platform: str, number: int) -> None:
    for who in people:
        for begin in maker.times(12):
            text = maker.say()
            for place, where in enumerate(PLATFORMS):
                maker.negatives[f"{where}:{who['handle']}"] = "crossposter"
                maker.post(who, where, begin + place * 3, text)


def _repeater(maker: _Maker, people: list[Row], platform: str, number: int) -> None:
    texts = [maker.say() for _ in range(3)]
    for who in people:
        for begin in maker.times(60):
            maker.post(who, platform, begin, texts[int(maker.random.integers(3))])


def _blank(maker: _Maker, people: list[Row], platform: str, number: int) -> None:
    for begin in maker.times(12):
        nothing = {
            "text": str(maker.random.choice(["", "nan", "-", "None"])),
            "media": [""],
            "parent": "nan",
            "link": "nan",
        }
        _together(maker, people, platform, begin, 10.0, **nothing)


_CROWDS: dict[str, Callable[[_Maker, list[Row], str, int], None]] = {
    "fans-said": _fans, "fans-unsaid": _fans, "wire-kind": _copies, "wire-credit": _credited,
    "volunteers": _copies, "officials": _copies, "prayer": _prayers, "greeting": _greetings, "debate": _debate,
    "viral-link": _viral_link, "viral-text": _viral_text, "crossposter": _crossposter,
    "repeater": _repeater, "blank": _blank,
}  # fmt: skip


def _ordinary(
    random: np.random.Generator, words: list[str], count: int, first: int, accounts: int
) -> Iterator[Row]:
    """Posts of people who have nothing to do with each other, but watch the same things."""
    who = np.minimum((random.pareto(1.2, count) * accounts / 40).astype(int), accounts - 1)
    who = (who * 2_654_435_761) % accounts  # the busiest are spread over the numbers
    at = random.integers(0, 7, count) * 86_400.0 + np.clip(
        random.normal(46_800, 18_000, count), 0, 86_399.9
    )
    texts = sentences(random, words, count, 3, 22)
    popular = np.minimum(random.zipf(1.4, count), 5000)
    draw = random.random((count, 4))
    for place in range(count):
        number, text = int(who[place]), texts[place]
        row: Row = {
            "id": f"o{first + place}",
            "platform": PLATFORMS[number % 4],
            "posted_at": iso(float(at[place])),
        }
        if draw[place, 0] < 0.12:
            text += f" https://situs{popular[place] % 90}.example/artikel/{popular[place]}"
        if draw[place, 1] < 0.15:
            text += f" #tren{popular[place] % 300} #kota{number % 40}"
        if draw[place, 2] < 0.10:
            row["parent"] = f"ramai-{popular[place]}"
        elif draw[place, 2] < 0.15:
            row["repost"] = f"ramai-{popular[place]}"
        if draw[place, 3] < 0.10:
            row["sound"] = f"lagu-{popular[place]}"
        row["text"] = text
        row["author"] = {
            "handle": f"warga{number}",
            "created_at": iso(-86_400.0 * (100 + (number * 37) % 3500)),
        }
        yield row


def make(path: Path, count: int, seed: int = 7) -> Planted:
    """Write about `count` posts (JSON lines) and say who was planted. Same seed, same bytes."""
    maker = _Maker(seed, count / 200_000)
    many = max(1, round(count / 200_000 * 3))
    for number in range(many):
        for tactic in (*TACTICS, *SLOW):
            _plant(maker, tactic, number)
        for kind in NEGATIVES:
            _negative(maker, kind, number)
    encode = msgspec.json.Encoder().encode
    with path.open("wb") as file:
        for row in maker.rows:
            file.write(encode(row) + b"\n")
        written = len(maker.rows) + _write_ordinary(
            file, maker, count - len(maker.rows), count // 20
        )
    return Planted(maker.groups, maker.negatives, written)


def _write_ordinary(file: BinaryIO, maker: _Maker, count: int, accounts: int) -> int:
    encode = msgspec.json.Encoder().encode
    for first in range(0, max(count, 0), 100_000):
        some = min(100_000, count - first)
        rows = _ordinary(maker.random, maker.words, some, first, max(accounts, 50))
        file.writelines(encode(row) + b"\n" for row in rows)
    return max(count, 0)
