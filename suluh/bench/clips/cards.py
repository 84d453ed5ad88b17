"""Pictures with words, made from a seed: text cards, memes, chats and posters, with the exact lines on them."""

from __future__ import annotations

import random
from collections.abc import Callable, Sequence

import msgspec
import numpy as np
from PIL import Image, ImageDraw

from suluh.bench.clips.backgrounds import background
from suluh.bench.clips.letters import (
    Colour,
    Line,
    Look,
    block,
    broken,
    emoji,
    shrunk,
    turned,
    width_of,
)
from suluh.bench.clips.statements import statement

SIZES = ((1080, 1080), (1080, 1350), (1080, 1920), (720, 1280), (1280, 720))
HEADS = (
    "INFO PENTING",
    "PENGUMUMAN",
    "CATAT YA!",
    "WARGA WAJIB TAHU",
    "Kabar Pilkada",
    "Simak dulu",
    "SEBARKAN",
)
FEET = (
    "Bagikan ke keluarga",
    "Grup Warga RT 05",
    "Lampung, November 2024",
    "Semoga bermanfaat",
    "Cek kabarnya dulu",
)
NAMES = ("Grup Warga RT 05", "Keluarga Besar", "Alumni SMA", "Ibu-ibu Arisan")
ASIDES = (
    "Oh gitu ya",
    "Baru tahu saya",
    "Sudah dicek belum?",
    "Siap, Pak",
    "Makasih infonya",
    "Beneran nih?",
)


class Card(msgspec.Struct, frozen=True):
    """A made picture and what stands on it, in reading order."""

    seed: int
    style: str  # text | meme | chat | poster
    image: Image.Image
    lines: tuple[Line, ...]
    traits: frozenset[
        str
    ]  # outline, shadow, faint, turned, emoji, boxed, and the background's kind

    @property
    def words(self) -> str:
        """Every line, one under the other."""
        return "\n".join(line.text for line in self.lines)


class Plan(msgspec.Struct, frozen=True):
    """Everything about a card but its words: two cards of one plan are the same template."""

    seed: int
    style: str
    size: tuple[int, int]
    ground: str
    look: Look
    degrees: float
    signs: bool
    faint: bool
    head: str
    foot: str


def plan(seed: int, style: str | None = None, size: tuple[int, int] | None = None) -> Plan:
    """A template from a seed. Three of ten text cards and posters are turned (up to 8 degrees), two of ten faint."""
    chance = random.Random(f"card {seed}")
    chosen = style or STYLE_NAMES[seed // 2 % len(STYLE_NAMES)]
    across = size or chance.choice(SIZES)
    ground = chance.choice(("flat", "gradient", "grain", "scene")) if chosen != "meme" else "scene"
    faint = chance.random() < 0.2 and ground != "scene" and chosen in ("text", "poster")
    degrees = (
        chance.uniform(-8, 8) if chance.random() < 0.3 and chosen in ("text", "poster") else 0.0
    )
    return Plan(
        seed,
        chosen,
        across,
        ground,
        _look(chance, across, ground),
        degrees,
        chance.random() < 0.35,
        faint,
        chance.choice(HEADS),
        chance.choice(FEET),
    )


def _look(chance: random.Random, size: tuple[int, int], ground: str) -> Look:
    letters = int(min(size) * chance.uniform(0.055, 0.085))
    face = chance.choice(("plain", "heavy", "round", "narrow", "serif"))
    manner = chance.choice(
        ("outline", "box", "outline shadow")
        if ground == "scene"
        else ("bare", "shadow", "outline", "box")
    )
    return Look(
        face,
        letters,
        outline=max(2, letters // 12) if "outline" in manner else 0,
        shadow=max(2, letters // 14) if "shadow" in manner else 0,
        box=chance.choice(((20, 20, 20), (190, 20, 30), (20, 60, 150)))
        if manner == "box"
        else None,
    )


def card(
    seed: int,
    text: str | None = None,
    style: str | None = None,
    size: tuple[int, int] | None = None,
) -> Card:
    """The picture of a seed. `text` takes the place of the seed's own statement; style is text, meme, chat or poster."""
    return drawn(plan(seed, style, size), text or statement(seed).text)


def drawn(template: Plan, text: str) -> Card:
    """Words set into a template."""
    width, height = template.size
    ground = Image.fromarray(background(template.seed, width, height, template.ground))
    look = _readable(template, ground)
    words = Image.new("RGBA", template.size, (0, 0, 0, 0))
    lines = STYLES[template.style](words, template, look, text)
    if template.signs:
        _signs(words, template, lines)
    ground.paste(turned(words, template.degrees), (0, 0), turned(words, template.degrees))
    return Card(template.seed, template.style, ground, tuple(lines), _traits(template, look))


def _readable(template: Plan, ground: Image.Image) -> Look:
    """White or black by what lies behind; close to the background where the card is meant to be faint."""
    behind = np.asarray(ground.resize((32, 32)), float).mean((0, 1))
    dark = float(behind @ (0.3, 0.59, 0.11)) < 140
    target = np.array(
        (255, 255, 255) if dark or template.look.box or template.look.outline else (15, 15, 15),
        float,
    )
    if template.faint and not (template.look.box or template.look.outline):
        target = behind + (target - behind) * 0.42
    fill: Colour = (int(target[0]), int(target[1]), int(target[2]))
    return msgspec.structs.replace(
        template.look, fill=fill, shadow=0 if template.faint else template.look.shadow
    )


def _traits(template: Plan, look: Look) -> frozenset[str]:
    seen = {
        "outline": look.outline > 0,
        "shadow": look.shadow > 0,
        "boxed": look.box is not None,
        "faint": template.faint and not (look.box or look.outline),
        "turned": template.degrees != 0,
        "emoji": template.signs,
    }
    return frozenset({template.ground, *(name for name, there in seen.items() if there)})


def _signs(words: Image.Image, template: Plan, lines: Sequence[Line]) -> None:
    """Up to three little signs, where no word stands."""
    chance = random.Random(f"signs {template.seed}")
    size = template.look.size
    for number in range(chance.randint(1, 3)):
        left = int(chance.uniform(0.06, 0.86) * template.size[0])
        top = int(template.size[1] * (0.03 if number % 2 else 0.9))
        if not any(_meets(line.box, (left, top, left + size, top + size)) for line in lines):
            emoji(words, chance, left, top, size)


def _meets(one: tuple[int, int, int, int], other: tuple[int, int, int, int]) -> bool:
    return one[0] < other[2] and other[0] < one[2] and one[1] < other[3] and other[1] < one[3]


def _text(words: Image.Image, template: Plan, look: Look, text: str) -> list[Line]:
    """A head, the statement in the middle, a foot."""
    width, height = words.size
    inner = width * 0.8
    big = shrunk([template.head], msgspec.structs.replace(look, size=int(look.size * 1.25)), inner)
    small = msgspec.structs.replace(look, size=int(look.size * 0.6))
    head, top = block(words, [template.head], big, width * 0.1, height * 0.14, inner)
    middle, _ = block(
        words,
        broken(text, look, inner),
        look,
        width * 0.1,
        max(top + look.size, height * 0.34),
        inner,
    )
    foot, _ = block(words, [template.foot], small, width * 0.1, height * 0.82, inner)
    return [*head, *middle, *foot]


def _meme(words: Image.Image, template: Plan, look: Look, text: str) -> list[Line]:
    """Capitals at the top and at the bottom of a photograph, outlined or on white bars."""
    width, height = words.size
    look = msgspec.structs.replace(
        look, face="narrow", outline=max(3, look.size // 10), box=None, fill=(255, 255, 255)
    )
    parts = text.upper().split()
    cut = (len(parts) + 1) // 2
    halves = [broken(" ".join(p), look, width * 0.9) for p in (parts[:cut], parts[cut:])]
    if template.seed % 3 == 0:
        look = msgspec.structs.replace(look, outline=0, shadow=0, fill=(10, 10, 10))
        _bars(words, [len(h) * look.size * look.spacing + look.size * 0.8 for h in halves])
    top, _ = block(words, halves[0], look, width * 0.05, look.size * 0.4, width * 0.9)
    tall = len(halves[1]) * look.size * look.spacing
    bottom, _ = block(
        words, halves[1], look, width * 0.05, height - tall - look.size * 0.4, width * 0.9
    )
    return [*top, *bottom]


def _bars(words: Image.Image, tall: Sequence[float]) -> None:
    pen, (width, height) = ImageDraw.Draw(words), words.size
    pen.rectangle((0, 0, width, tall[0]), (255, 255, 255))
    pen.rectangle((0, height - tall[1], width, height), (255, 255, 255))


def _chat(words: Image.Image, template: Plan, look: Look, text: str) -> list[Line]:
    """A conversation on a phone: a title bar, then bubbles to the left and right with their hour."""
    chance = random.Random(f"chat {template.seed}")
    width, height = words.size
    pen = ImageDraw.Draw(words)
    plain = Look("plain", int(min(words.size) * 0.042), (20, 20, 20))
    pen.rectangle((0, 0, width, height), (228, 222, 212))
    pen.rectangle((0, 0, width, plain.size * 3), (20, 95, 85))
    title = msgspec.structs.replace(plain, face="heavy", fill=(255, 255, 255))
    lines, _ = block(
        words, [chance.choice(NAMES)], title, width * 0.16, plain.size * 0.9, width, centred=False
    )
    pen.ellipse(
        (width * 0.04, plain.size * 0.6, width * 0.04 + plain.size * 1.8, plain.size * 2.4),
        (180, 200, 195),
    )
    top = plain.size * 4.0
    for number, said in enumerate((chance.choice(ASIDES), text, chance.choice(ASIDES))):
        more, top = _bubble(words, plain, said, number == 2, top, f"09.{chance.randint(10, 59)}")
        lines += more
    return lines


def _bubble(
    words: Image.Image, plain: Look, said: str, mine: bool, top: float, hour: str
) -> tuple[list[Line], float]:
    width = words.size[0]
    rows = broken(said, plain, width * 0.62)
    pad = plain.size * 0.7
    small = msgspec.structs.replace(plain, size=int(plain.size * 0.7), fill=(110, 110, 110))
    wide = max(max(width_of(row, plain) for row in rows), width_of(hour, small)) + 2 * pad
    left = width * 0.96 - wide if mine else width * 0.04
    tall = len(rows) * plain.size * plain.spacing + small.size * 1.4 + pad
    fill = (214, 245, 200) if mine else (255, 255, 255)
    ImageDraw.Draw(words).rounded_rectangle(
        (left, top, left + wide, top + tall), plain.size // 2, fill
    )
    lines, below = block(words, rows, plain, left + pad, top + pad * 0.6, wide, centred=False)
    stamp, _ = block(
        words, [hour], small, left + wide - pad - width_of(hour, small), below, wide, centred=False
    )
    return [*lines, *stamp], top + tall + plain.size * 0.8


def _poster(words: Image.Image, template: Plan, look: Look, text: str) -> list[Line]:
    """A framed notice: a wide title bar, the statement large, a foot bar."""
    width, height = words.size
    pen = ImageDraw.Draw(words)
    bar = random.Random(f"poster {template.seed}").choice(
        ((170, 20, 30), (20, 60, 140), (20, 90, 60))
    )
    pen.rectangle((0, height * 0.08, width, height * 0.2), bar)
    pen.rectangle((0, height * 0.86, width, height * 0.95), bar)
    edge = int(width * 0.02)
    pen.rectangle((edge, edge, width - edge, height - edge), outline=bar, width=max(3, edge // 3))
    white = Look("narrow", int(min(height * 0.07, width * 0.09)), (255, 255, 255))
    head, _ = block(
        words,
        ["KABAR PILKADA 2024"],
        shrunk(["KABAR PILKADA 2024"], white, width * 0.85),
        0,
        height * 0.1,
        width,
    )
    big = _low(
        text, msgspec.structs.replace(look, size=int(look.size * 1.1)), width * 0.78, height * 0.5
    )
    middle, _ = block(
        words, broken(text, big, width * 0.78), big, width * 0.11, height * 0.28, width * 0.78
    )
    small = msgspec.structs.replace(white, size=int(white.size * 0.55))
    foot, _ = block(words, [template.foot], small, 0, height * 0.88, width)
    return [*head, *middle, *foot]


def _low(text: str, look: Look, width: float, height: float) -> Look:
    """The same look, small enough for the words to end above `height` pixels."""
    while len(broken(text, look, width)) * look.size * look.spacing > height and look.size > 14:
        look = msgspec.structs.replace(look, size=look.size - 2)
    return look


Style = Callable[[Image.Image, Plan, Look, str], list[Line]]
STYLES: dict[str, Style] = {"text": _text, "meme": _meme, "chat": _chat, "poster": _poster}
STYLE_NAMES = tuple(STYLES)
