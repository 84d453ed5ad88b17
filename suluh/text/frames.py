"""What kind of post this is, as far as it changes how every statement in it is meant."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

import msgspec

from suluh.text.cues import Cue, Marks, marks_of
from suluh.text.refutation import fact_headings, heading, points_back, refuters, stands_alone

if TYPE_CHECKING:
    from suluh.text.normal import Normal

_DATELINE = re.compile(
    r"^\W{0,3}(?:[a-z.]+(?: [a-z.]+){0,3}\s*,\s*)?(?:kompas|detik|antara|tempo|cnn|liputan6"
    r"|tribun|kumparan|republika|okezone|viva|merdeka"
    r"|suara|lampost|radarlampung|beritasatu|jpnn|sindonews|cnbc|inews|tirto|rri"
    r"|tvri)\w*(?:\.com|\.co\.id|\.id)?\b.{0,20}?[-–—:]"
    r"|^\W{0,3}[a-z]+(?: [a-z]+){0,2}\s*(?:\([^)]{3,25}\)\s*)?[-–—]{1,2}\s+(?:komisi|ketua|kpu"
    r"|bawaslu|kepala|gubernur|bupati|kapolda|polisi|anggota)"
)
_HEADLINE = re.compile(
    r"^\W{0,3}(?:kpu|bawaslu|mk|dkpp|polri|polda|polres|kemendagri|mendagri|komnas ham|reuters"
    r"|ap|afp|antara|kompas|tempo|detik|cnn indonesia|rri|tvri"
    r"|presiden|gubernur|bupati|wali kota|menteri|kapolri|panglima|ketua|menko\w*)(?: (?:ri|\w+))?\s*:\s"
)
_SIGN_OFF = re.compile(
    r"\((?:[a-z]{2,4}/[a-z]{2,4}|antara|red)\)\s*$|baca (?:juga|selengkapnya)"
    r"|selengkapnya (?:di|baca)|#\w*news\b"
)
_MYTH = re.compile(r"(?:^|\n)\W*mitos\s*[:\d]|\bmitos\b.{0,200}\bfakta\s*:")
_ASKS_OFFICE = re.compile(
    r"\b(?:min|admin|@?kpu\w*|@?bawaslu\w*|kak|pak|bu)\b.{0,60}\?\s*$|^\W{0,3}(?:halo|hai"
    r"|permisi|selamat \w+|assalam\w+)?\s*,?\s*(?:min|admin|@kpu\w*|@bawaslu\w*)\b.*\?"
)


_WEAK_TURNS = frozenset(
    (
        "tetap",
        "justru",
        "tetep",
        "remains",
        "actually",
        "rather",
        "info resmi",
        "yang resmi",
        "yang sah",
    )
)
# Somebody describes another's post from outside: "Akun Facebook X mengunggah ...".
_NARRATES = re.compile(
    r"\bakun (?:facebook|twitter|tiktok|instagram|youtube|x)\b.{0,80}\b(?:membuat|mengunggah"
    r"|membagikan|menyebarkan|memposting|mencuit|menampilkan)"
    r"|\b(?:sebuah|beredar|unggahan|tersebar|postingan) (?:\w+ ){0,3}(?:video|foto|gambar|pesan"
    r"|unggahan|postingan|narasi|informasi|akun|surat|klaim)\b"
    r"|\b(?:unggahan|postingan|video|foto|narasi|pesan|informasi|gambar) (?:tersebut"
    r"|dengan klaim|dengan narasi|yang (?:menyebut|mengklaim|memperlihatkan|menampilkan|beredar"
    r"|diklaim))"
)


class PostFrame(msgspec.Struct, frozen=True):
    """The cues that speak for the whole post, by kind:
    debunk, news, description (of somebody else's post), satire, question, education."""

    cues: tuple[Cue, ...] = ()
    heading: Cue | None = None  # a verdict over everything that follows: "[SALAH] ..."

    def has(self, kind: str) -> bool:
        return any(cue.kind == kind for cue in self.cues)

    @property
    def kinds(self) -> tuple[str, ...]:
        return tuple(sorted({cue.kind for cue in self.cues}))


def post_frame(normal: Normal) -> PostFrame:
    """What the post as a whole is: a debunk, news, satire, a question to an office, a lesson."""
    return frame_of(marks_of(normal.text))


def frame_of(marks: Marks) -> PostFrame:
    over = heading(marks)
    cues = [
        *_debunk(marks, over),
        *_news(marks),
        *_described(marks),
        *_satire(marks),
        *_question(marks),
        *_lesson(marks),
    ]
    return PostFrame(tuple(cues), over)


def _as(kind: str, cue: Cue) -> Cue:
    return Cue(kind, cue.start, cue.end, cue.first, cue.last)


def _debunk(marks: Marks, over: Cue | None) -> list[Cue]:
    """A verdict over the post, or a claim that is cited and refuted, or two working words of fact-checkers."""
    if over is not None:
        return [_as("debunk", over)]
    facts, verdicts = fact_headings(marks), refuters(marks)
    checks = list(marks.of("factcheck"))
    turns = [c for c in marks.of("correction") if marks.text[c.start : c.end] not in _WEAK_TURNS]
    if not (checks or verdicts or facts or turns):
        return []
    claims = [c for c in marks.of("claim", "hearsay") if not _inside(c, verdicts)]
    cited = bool(claims) or bool(_NARRATES.search(marks.text))
    weight = 0.6 * min(2, len(checks)) + 0.5 * min(
        2, len({(c.kind, marks.text[c.start : c.end]) for c in verdicts})
    )
    weight += 0.5 * cited + 0.5 * bool(turns) + 1.0 * bool(facts and (cited or verdicts))
    weight += 0.5 * any(
        c.first == 0 and marks.text[c.start : c.end].startswith("fakta") for c in turns
    )
    weight += 0.5 * any(stands_alone(marks, c) for c in verdicts)
    weight += 0.5 * any(points_back(marks, c) for c in verdicts)
    return [_as("debunk", c) for c in (*facts, *verdicts, *checks, *turns)] if weight >= 1.0 else []


def _inside(cue: Cue, others: tuple[Cue, ...]) -> bool:
    return any(o.start <= cue.start and cue.end <= o.end for o in others)


def _news(marks: Marks) -> list[Cue]:
    found = [
        m
        for m in (
            _DATELINE.search(marks.text),
            _HEADLINE.search(marks.text),
            _SIGN_OFF.search(marks.text),
        )
        if m
    ]
    return [Cue("news", m.start(), m.end()) for m in found]


def _described(marks: Marks) -> list[Cue]:
    m = _NARRATES.search(marks.text)
    return [Cue("description", m.start(), m.end())] if m else []


def _satire(marks: Marks) -> list[Cue]:
    return [_as("satire", c) for c in marks.of("satire", "mock")]


def _question(marks: Marks) -> list[Cue]:
    """A post that is nothing but questions, or a question to an office."""
    m = _ASKS_OFFICE.search(marks.text)
    if m:
        return [Cue("question", m.start(), m.end())]
    if marks.sentences and all(s.asks for s in marks.sentences):
        return [Cue("question", marks.sentences[0].end, marks.sentences[0].end + 1)]
    return []


def _lesson(marks: Marks) -> list[Cue]:
    found = [_as("education", c) for c in marks.of("education")]
    m = _MYTH.search(marks.text)
    return found + ([Cue("education", m.start(), m.end())] if m else [])
