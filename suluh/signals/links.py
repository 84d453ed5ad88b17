"""Links and files that nobody should open: blocked ones, files that hide an app, short links to a look-alike site.

Signal `scam` with details kind = blocked_link | apk | file | lookalike_domain. Rule SCAM-ELECTION. Where a short link
leads is known from the installation's own list; nothing is fetched. Whoever warns of a link or a file is left alone.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from suluh.accounts.domains import lookalikes
from suluh.links.addresses import addresses
from suluh.links.files import disguises
from suluh.signals.scene import Scene, scenes
from suluh.signals.signal import Against, Seen, Signal
from suluh.signals.standing import is_told_of

if TYPE_CHECKING:
    from suluh.knowledge import Knowledge
    from suluh.links.book import LinkBook
    from suluh.signals.reading import Reading

EXAMPLES: list[tuple[str, str | None]] = [
    ("Undangan memilih Anda ada di sini: Undangan Pilkada.pdf.apk", "scam"),
    ("Surat pemberitahuan TPS.apk dari KPU, buka dulu baru bisa nyoblos", "scam"),
    ("Daftar DPT terbaru.apk silakan dicek bapak ibu pemilih", "scam"),
    ("Jangan buka Undangan Pilkada.pdf.apk, itu penipuan", None),
    ("Waspada! Berkas Surat Undangan TPS.apk mencuri isi rekening pemilih", None),
    ("Daftar pemilih tetap.pdf sudah diunggah KPU", None),
    ("Bisakah Surat Undangan TPS.pdf dicetak sendiri?", None),
]


def links(reading: Reading, knowledge: Knowledge) -> list[Signal]:
    """Every file and link of the kinds above, unless the words around it warn of it."""
    if "." not in reading.post.text and not reading.post.segments:
        return []
    return [
        signal
        for scene in scenes(reading)
        if not _warns(scene)
        for signal in (*_files(scene), *_links(scene, knowledge.links))
    ]


def _warns(scene: Scene) -> bool:
    """Somebody who warns, refuses or reports sends nobody there."""
    return is_told_of(scene) or bool(scene.hits(("guard.warn", "guard.refuse", "guard.report")))


def _files(scene: Scene) -> Iterator[Signal]:
    for seen in disguises(scene.segment.text):
        if seen.runs:
            kind, score = "apk", 0.95 if seen.double else 0.9
        else:
            kind, score = "file", 0.7 if scene.hits("scam.get") or seen.double else 0.5
        against = Against("pattern", f"links.{kind}")
        yield _signal(scene, score, seen.name, (seen.start, seen.end), against, kind)


def _links(scene: Scene, book: LinkBook) -> Iterator[Signal]:
    for address in addresses(scene.segment.text):
        led = book.leads_to(address)
        span = (address.start, address.end)
        seen = scene.segment.text[address.start : address.end]
        if line := book.blocks(led.key):
            told = f"{line.source}, {line.at.date().isoformat()}"
            against = Against("domain", line.link, told)
            yield _signal(scene, 0.95, seen, span, against, "blocked_link")
        elif led.short:
            for like in lookalikes(f"https://{led.key}"):
                value = f"{led.short.target} ({led.short.source}, {led.short.seen.isoformat()})"
                against = Against("domain", like.official, value)
                yield _signal(scene, like.score, seen, span, against, "lookalike_domain")


def _signal(
    scene: Scene, score: float, seen: str, span: tuple[int, int], against: Against, kind: str
) -> Signal:
    where = Seen(scene.segment.place, scene.segment.index, *span)
    return Signal("scam", score, seen, where, against, details={"kind": kind})
