"""The kit for schools and groups: posters, a lesson plan and a checklist on A4, messages, cards; together as a zip."""

from __future__ import annotations

import zipfile
from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from functools import cache
from io import BytesIO

import msgspec

from suluh.literacy.cards import Card
from suluh.literacy.digest import Digest, whatsapp
from suluh.literacy.layout import drawing
from suluh.literacy.pictures import png
from suluh.literacy.prints import Print
from suluh.literacy.reading import read, say
from suluh.literacy.techniques import techniques

MOST_CARDS = 8


class Step(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    minutes: int
    title: str
    text: str


class Plan(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """The lesson plan. Its minutes add up to 45."""

    title: str
    aim: str
    needs: str
    note: str
    steps: tuple[Step, ...]
    checklist: tuple[str, ...]


@cache
def plan(lang: str) -> Plan:
    return read("kit.yaml", lang, Plan)


def posters(lang: str, on: date) -> bytes:
    """One A4 page a technique, after a first one with the three steps. on: the day the paper says it was made."""
    paper = Print(say("poster_head", lang), on, lang)
    paper.poster(
        say("tag", lang),
        say("poster_head", lang),
        [(None, f"•  {t}") for t in plan(lang).checklist],
    )
    for one in techniques(lang):
        rows: list[tuple[str | None, str]] = [
            (say("how", lang), one.how),
            (None, say("example", lang, text=one.example)),
            (say("do", lang), "\n".join(f"•  {each}" for each in one.do)),
        ]
        paper.poster(say("tag", lang), one.title, rows, one.short)
    return paper.pdf()


def lesson_plan(lang: str, on: date) -> bytes:
    found = plan(lang)
    paper = Print(found.title, on, lang)
    paper.sheet(found.title, (found.aim, found.needs, found.note))
    for step in found.steps:
        paper.step(f"{step.minutes}'", step.title, step.text)
    sources = dict.fromkeys(s for t in techniques(lang) for s in t.sources)
    paper.small("\n".join(sources))
    return paper.pdf()


def checklist(lang: str, on: date) -> bytes:
    paper = Print(say("checklist_title", lang), on, lang)
    paper.sheet(say("checklist_title", lang), ())
    for line in plan(lang).checklist:
        paper.tick(line)
    return paper.pdf()


def messages(lang: str, digests: Sequence[Digest], url: str) -> str:
    """Messages for a WhatsApp group: one a technique, then the newest week."""
    parts = [f"{say('pack_title', lang)}\n"]
    for one in techniques(lang):
        example = say("example", lang, text=one.example)
        parts.append(
            f"*{one.title}*\n{one.how}\n\n_{example}_\n\n{one.do[0]}\n{say('tag', lang)}\n"
        )
    parts += [whatsapp(d, lang, url) for d in digests[:1]]
    return "\n-----\n\n".join(parts)


def kit(
    lang: str, on: date, cards: Iterable[Card], digests: Sequence[Digest] = (), url: str = ""
) -> bytes:
    """All of it as a zip; the same things on the same day give the same bytes."""
    files: dict[str, bytes] = {
        "poster.pdf": posters(lang, on),
        "rencana-pelajaran-45-menit.pdf": lesson_plan(lang, on),
        "daftar-periksa.pdf": checklist(lang, on),
        "pesan-whatsapp.txt": messages(lang, digests, url).encode(),
    }
    for card in list(cards)[:MOST_CARDS]:
        files[f"kartu/{card.id}.png"] = png(drawing(card, "persegi"))
    return packed(files, on)


def packed(files: Mapping[str, bytes], on: date) -> bytes:
    out = BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as box:
        for name, content in files.items():
            stamp = zipfile.ZipInfo(f"salingjaga/{name}", (on.year, on.month, on.day, 0, 0, 0))
            stamp.external_attr = 0o644 << 16
            box.writestr(stamp, content, zipfile.ZIP_DEFLATED)
    return out.getvalue()
