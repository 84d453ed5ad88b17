"""First-hand accounts: "di TPS saya tadi ...", "saya lihat sendiri", "antre dari jam 7"."""

from __future__ import annotations

import re

from suluh.text.cues import Cue
from suluh.text.statement import Found, Statement

_STRONG = ("pengalaman", "saksi", "kesaksian", "mengalami", "my exp", "mata kepala", "witnessed")
_QUEUED = frozenset(
    ("antri", "antre", "ngantri", "ngantre", "mengantri", "mengantre", "queued", "waited")
)
_JUST = re.compile(
    r"^(?:pas|tadi|barusan|baru saja|kemarin|semalam|pemilu lalu|mau|wingi|kamari|this morning"
    r"|yesterday|earlier)"
)
_KIN = re.compile(
    r"^(?:bapak|ibu|ayah|adik|kakak|teman|tetangga|istri|suami|keluarga|nyokap|bokap|my |pun )"
)
_MY_PLACE = re.compile(
    r"\b(?:tps|tempat|rumah|kampung|desa|kelurahan|rt|rw|sekolah|nggon"
    r"|panggon)(?:\s\w+){0,3}?\s(?:saya|aku|gue|gw|kami|kita|ku|abdi|kuring)\b"
    r"|\b(?:tps|tempat|rumah|kampung|desa|kelurahan|nggon|panggon)ku\b"
    r"|\bat my (?:polling station|tps)\b"
)
_DONE = re.compile(
    r"\b(?:barusan|baru|habis|abis|tadi) pulang dari tps\b|"
    r"(?:sudah|udah|baru saja|barusan|habis|abis|selesai|wis|tos|geus|just)\s+(?:\w+\s+)?(?:men"
    r"|ny)?(?:coblos|voted|milih|memilih)\b"
)
_OTHERS = re.compile(r"\b(?:kamu|kalian|anda|pemilih|warga|kpu|bawaslu|belum)\b")
_TOLD = re.compile(
    r"\b(?:di(?:beri|kasih) (?:tahu|tau)|diinfokan|diberitahu|diumumkan|dibilangi|dikabari"
    r"|told me)\b"
)


def witnessed(here: Statement) -> Found | None:
    """Whether the author, or somebody of the author's, saw it happen; and not merely heard of it."""
    own = _account(here, here.sentence)
    if own:
        return Found("testifies", tuple(own))
    if here.sentence > 0 and not here.in_sentence("attribution", "rule", "instruct", "future"):
        before = _account(here, here.sentence - 1)
        if before and len(here.marks.sentences) <= here.sentence + 3:
            return Found("testifies", tuple(before))
    return None


def _account(here: Statement, sentence: int) -> list[Cue]:
    """The cues of a first-hand account in a sentence."""
    marks, s = here.marks, here.marks.sentences[sentence]
    text = marks.text[s.start : s.end]
    me = marks.within(s.start, s.end, "first_person")
    past, saw = marks.within(s.start, s.end, "past"), marks.within(s.start, s.end, "saw")
    if s.asks or _instructs(here, sentence) or _TOLD.search(text):
        return []
    if marks.within(s.start, s.end, "future") and not any(_said(here, c, _JUST) for c in past):
        return []
    found = [*me, *past, *saw]
    strong = [c for c in saw if "sendiri" in _word(here, c) or _word(here, c).startswith(_STRONG)]
    if strong and (me or past):
        return found
    if me and _of_mine(here, me, past, saw, text):
        return found
    queued = [c for c in saw if _word(here, c) in _QUEUED]
    if (queued and (past or re.search(r"\bbaru\b", text))) or (
        _DONE.search(text) and not _OTHERS.search(text)
    ):
        return found or queued
    return []


def _instructs(here: Statement, sentence: int) -> bool:
    """Whether a piece of the sentence opens with an appeal ("jangan lupa", "catat")."""
    s = here.marks.sentences[sentence]
    opens = [here.marks.words(a, b)[:2] for a, b in s.pieces]
    starts = {t.start for pair in opens for t in pair}
    return any(c.start in starts for c in here.marks.within(s.start, s.end, "instruct"))


def _of_mine(here: Statement, me: list[Cue], past: list[Cue], saw: list[Cue], text: str) -> bool:
    """The author, or kin, and something that has happened or was seen."""
    if (past and saw) or ((past or saw) and _MY_PLACE.search(text)):
        return True
    if any(_said(here, c, _JUST) for c in past):
        return True
    kin = any(_said(here, c, _KIN) for c in me)
    return any(-3 <= o.first - m.last <= (6 if kin else 5) for m in me for o in saw)


def _word(here: Statement, cue: Cue) -> str:
    return here.marks.text[cue.start : cue.end]


def _said(here: Statement, cue: Cue, pattern: re.Pattern[str]) -> bool:
    return bool(pattern.match(_word(here, cue)))
