"""Web addresses that pretend to be KPU or Bawaslu: a letter off, a look-alike letter, the name before another domain."""

from __future__ import annotations

import re
from typing import NamedTuple

from rapidfuzz.distance import OSA

OFFICIAL = ("kpu.go.id", "bawaslu.go.id")
# Public suffixes under which a name is registered, as far as they occur with these two bodies.
_SUFFIXES = (
    ".go.id",
    ".co.id",
    ".web.id",
    ".or.id",
    ".my.id",
    ".biz.id",
    ".ac.id",
    ".sch.id",
    ".desa.id",
)
_HOST = re.compile(
    r"(?:https?://|\b)((?:[\w\u0370-\u04ff-]+\.)+(?:id|com|net|org|xyz|info|site|online|top|app|link|click|live|club|vip|shop|store|web|me|co|cc|tk|ml|ga|io|gd|icu|buzz|cyou|fun|pw|ws|us))\b",
    re.IGNORECASE,
)
_TWINS = str.maketrans("0134589аеорсухіԁкᴋтвмнԝƅ", "oieasbgaeopcyxidkktbmhwb")


class Lookalike(NamedTuple):
    """A host, where it stands in the original text, the official domain it imitates, how sure, and why."""

    host: str
    start: int
    end: int
    official: str
    score: float
    why: str


def lookalikes(text: str) -> list[Lookalike]:
    """Every look-alike of kpu.go.id and bawaslu.go.id in a raw text.

    >>> [seen.official for seen in lookalikes("cek di kpu-go.id atau https://kpu.go.id/dpt")]
    ['kpu.go.id']
    """
    found = []
    for seen in _HOST.finditer(text):
        host = seen.group(1).lower()
        judged = _judge(host)
        if judged:
            found.append(Lookalike(host, seen.start(1), seen.end(1), *judged))
    return found


def _judge(host: str) -> tuple[str, float, str] | None:
    plain = host.removeprefix("www.")
    if any(plain == name or plain.endswith(f".{name}") for name in OFFICIAL):
        return None
    for official in OFFICIAL:
        answer = _against(plain, official)
        if answer:
            return (official, *answer)
    return None


def _against(host: str, official: str) -> tuple[float, str] | None:
    skeleton = host.translate(_TWINS)
    if skeleton != host and (skeleton == official or skeleton.endswith(f".{official}")):
        return 0.97, "look-alike letters"
    if f"{official}." in f"{host}." or official.replace(".", "-") in host:
        return 0.97, "the official name in front of another domain"
    body = official.split(".")[0]
    registered = _registered(skeleton)
    near = OSA.distance(registered, official)
    if body == "kpu" and len(registered) <= len(official):
        near += 1  # kpk.go.id and kpi.go.id are bodies of their own
    if near <= (1 if body == "kpu" else 2):
        return 0.93, "one or two letters off"
    if host.endswith(".go.id"):
        return None  # a government's own host, such as kpu.someregency.go.id
    labels = re.split(r"[.-]", skeleton)
    if body in labels[:-1]:
        return 0.75, "the body's name in a domain that is not its own"
    if any(
        len(label) > len(body) and label.startswith(body) and label[len(body) :] in _TAILS
        for label in labels
    ):
        return 0.75, "the body's name in a domain that is not its own"
    if body == "bawaslu" and any(OSA.distance(label, body) == 1 for label in labels):
        return 0.7, "one letter off the body's name"
    return None


_TAILS = frozenset(
    "goid id ri resmi online official dpt pilkada pemilu 2024 info cekdpt undangan bansos bantuan hadiah daftar "
    "lampung indonesia pusat center centre".split()
)


def _registered(host: str) -> str:
    """The part of a host that somebody registered: `cek.kpuu.go.id` → `kpuu.go.id`."""
    keep = 3 if host.endswith(_SUFFIXES) else 2
    parts = host.split(".")
    return ".".join(parts[-max(keep, 3) :] if len(parts) >= 3 else parts)
