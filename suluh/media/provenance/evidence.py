"""One thing that a file says of its making, and the words of standards and programs by which AI is named."""

from __future__ import annotations

import re

import msgspec

SHOWN = 160  # characters of a saying that are kept

# IPTC NewsCodes "digital source type" (cv.iptc.org/newscodes/digitalsourcetype): made or changed with generative AI.
# algorithmicMedia (no trained model), compositeSynthetic (may be drawn by hand) and digitalCreation are not AI.
AI_SOURCE_TYPES = frozenset(
    {"trainedalgorithmicmedia", "compositewithtrainedalgorithmicmedia", "trainedalgorithmicdata"}
)
# Programs that only make pictures or video by AI. Editors that can do both (Photoshop, CapCut, Canva) are not here.
_NAMES = (
    r"(?:midjourney|dall[-·. ]?e ?[23]?|stable[ -]?diffusion|comfyui|novelai|invoke ?ai|fooocus|automatic1111|"
    r"stability ?ai|dreamstudio|adobe firefly|bing image creator|gpt-image[-\w]*|imagen \d|google imagen|"
    r"openai[ -]?sora|sora ?2|runwayml|kling ?ai|pika labs|luma dream machine|dreamina|leonardo\.ai|ideogram ai|"
    r"heygen|synthesia|d-id studio|google ai|black forest labs|flux\.1)"
)
GENERATORS = re.compile(rf"\b{_NAMES}\b", re.IGNORECASE)
MADE_WITH = re.compile(
    rf"\b(?:generated|made|created|dibuat|dihasilkan) (?:with|by|using|in|on|dengan|oleh|di) {_NAMES}\b",
    re.IGNORECASE,
)


class Evidence(msgspec.Struct, frozen=True):
    """`words` are the file's own, shortened. `ai`: whether they name AI."""

    words: str
    ai: bool = False
    source_type: str | None = None
    generator: str | None = None


def last_word(source_type: str) -> str:
    """The term of a digital source type, written as an address or alone.

    >>> last_word("http://cv.iptc.org/newscodes/digitalsourcetype/trainedAlgorithmicMedia")
    'trainedAlgorithmicMedia'
    """
    return re.split(r"[/#:]", source_type.strip().rstrip("/"))[-1][:80]


def of_source_type(where: str, source_type: str) -> Evidence:
    """A digital source type as evidence."""
    word = last_word(source_type)
    return Evidence(f"{where}: {word}", word.lower() in AI_SOURCE_TYPES, source_type=word)


def of_program(where: str, said: str) -> Evidence | None:
    """A program's name as evidence when it is that of a known generator, and the name alone otherwise."""
    said = shown(said)
    if not said:
        return None
    return Evidence(f"{where}: {said}", bool(GENERATORS.search(said)), generator=said)


def of_saying(where: str, said: str) -> Evidence | None:
    """Free text that says in so many words that a known generator made the medium; to speak of one is not enough.

    >>> of_saying("comment", "Bukan buatan Midjourney, ya") is None
    True
    """
    found = MADE_WITH.search(said[:2000])
    return Evidence(f"{where}: {shown(said)}", True, generator=shown(found[0])) if found else None


def shown(said: str) -> str:
    """One line without control characters, short enough to be shown.

    >>> shown("a\\x00b\\n c")
    'a b c'
    """
    return " ".join("".join(c if c.isprintable() else " " for c in said[:1000]).split())[:SHOWN]
