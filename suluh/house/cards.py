"""The picture that a shared link shows: the question, the answer, the source, in the bundled typeface."""

from __future__ import annotations

from functools import cache
from io import BytesIO
from typing import TYPE_CHECKING

from suluh.guide.pages import Page
from suluh.house.words import FACTS_IN, words
from suluh.typefaces import face

if TYPE_CHECKING:
    from PIL.ImageDraw import ImageDraw
    from PIL.ImageFont import FreeTypeFont

SIZE = (1200, 630)  # what link previews show whole
WITH_CARD = ("tanya/", "fakta/")  # the pages that are shared; the front page has one too
EDGE, LINE = 72, 1.28
PAPER, INK, SOFT, TORCH = "#fbf8f3", "#1c1a17", "#57514a", "#a34a06"


def card_address(address: str) -> str:
    """
    >>> card_address("tanya/kapan/"), card_address(""), card_address("en/")
    ('kartu/tanya-kapan.png', 'kartu/depan.png', 'kartu/en.png')
    """
    return f"kartu/{address.strip('/').replace('/', '-') or 'depan'}.png"


def has_card(address: str) -> bool:
    """Whether the page at an address has a card.

    >>> has_card("en/tanya/kapan/"), has_card(""), has_card("wilayah/18/")
    (True, True, False)
    """
    lang, _, rest = address.partition("/")
    path = rest if lang in FACTS_IN else address
    return not path or path.startswith(WITH_CARD)


def card(page: Page, day: str) -> bytes:
    """A PNG of a few kilobytes. day: the voting day in words, for the front page."""
    from PIL import Image, ImageDraw

    picture = Image.new("RGB", SIZE, PAPER)
    draw = ImageDraw.Draw(picture)
    draw.rectangle((0, 0, 22, SIZE[1]), fill=TORCH)
    said = words(page.lang)
    head, says = (
        (page.title, page.answer) if page.answer != page.title else (said.say("site"), page.title)
    )
    if page.kind == "front":
        head, says = f"{page.title} · {said.say('voting_day')}", day
    under = _block(draw, head, EDGE, ("heavy", 40, 30), SOFT, 2)
    _block(draw, says, under + 28, ("heavy", 68, 34), INK, 6)
    _foot(draw, page, said.say("site"))
    out = BytesIO()
    picture.quantize(16, method=Image.Quantize.FASTOCTREE).save(out, "PNG")
    return out.getvalue()


def _foot(draw: ImageDraw, page: Page, site: str) -> None:
    y = SIZE[1] - EDGE - 20
    draw.text((EDGE, y), site, fill=TORCH, font=font("heavy", 30))
    source = page.told[0].sources[0] if page.told else None
    text = (source.ref or source.title) if source else ""
    start = EDGE + draw.textlength(site, font=font("heavy", 30)) + 30
    lines = wrapped(draw, text, font("plain", 28), SIZE[0] - EDGE - start)
    if lines:
        draw.text(
            (start, y + 2),
            lines[0] + (" …" if len(lines) > 1 else ""),
            fill=SOFT,
            font=font("plain", 28),
        )


def _block(
    draw: ImageDraw, text: str, top: float, type_: tuple[str, int, int], ink: str, most: int
) -> float:
    """Sets the text as large as fits in `most` lines; where it ends. type_: typeface, largest and smallest size."""
    name, size, least = type_
    width = SIZE[0] - 2 * EDGE
    lines = wrapped(draw, text, font(name, size), width)
    while len(lines) > most and size > least:
        size -= 2
        lines = wrapped(draw, text, font(name, size), width)
    if len(lines) > most:
        lines = [*lines[: most - 1], lines[most - 1] + " …"]
    for line in lines:
        draw.text((EDGE, top), line, fill=ink, font=font(name, size))
        top += size * LINE
    return top


def wrapped(draw: ImageDraw, text: str, type_: FreeTypeFont, width: float) -> list[str]:
    """The text in lines of at most so many pixels; a longer word has a line of its own."""
    lines: list[str] = []
    for word in text.split():
        wider = f"{lines[-1]} {word}" if lines else word
        if lines and draw.textlength(wider, font=type_) <= width:
            lines[-1] = wider
        else:
            lines.append(word)
    return lines


@cache
def font(name: str, size: int) -> FreeTypeFont:
    """A bundled typeface by its name in `suluh.typefaces`, in pixels."""
    from PIL import ImageFont

    return ImageFont.truetype(str(face(name)), size)
