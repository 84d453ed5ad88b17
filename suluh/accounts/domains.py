"""Web addresses that pretend to be official: a letter off, a look-alike letter, the name before another domain.

What of a host was registered is read by the Public Suffix List that tldextract carries; it is never fetched.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from functools import cache, lru_cache
from typing import NamedTuple

from rapidfuzz.distance import OSA

from suluh.accounts.letters import skeleton
from suluh.accounts.register import Official
from suluh.text.characters import fold

BODIES = (
    Official("KPU", "web", domain="kpu.go.id", source="kpu.go.id"),
    Official("Bawaslu", "web", domain="bawaslu.go.id", source="bawaslu.go.id"),
)
OFFICIAL = tuple(str(body.domain) for body in BODIES)
# Words that are put beside a body's name to make a domain of one's own.
_TAILS = frozenset(
    "goid id ri resmi online official dpt pilkada pemilu 2024 info cekdpt undangan bansos bantuan hadiah daftar "
    "lampung indonesia pusat center centre cek login verifikasi layanan pemilih kpps data web portal app apk".split()
)
_HOST = re.compile(
    r"(https?://|www\.)?(?<![\w.@-])((?:[^\W_][\w-]*\.)+[^\W\d_][\w-]+)(?![\w@-])(/)?",
    re.IGNORECASE,
)
# Endings that people write without a scheme; any other one of two letters needs "http" or a path beside it, since
# "KPU.di" is a missing space and no address.
_USUAL = frozenset("id com net org me co cc tk ml ga io gd pw ws us ly cf gq".split())
_FILES = frozenset("zip mov md py sh app".split())
_LONG = 6  # letters of a name from which a letter off means something


class Lookalike(NamedTuple):
    """A host, where it stands in the original text, the official domain it imitates, how sure, and why."""

    host: str
    start: int
    end: int
    official: str
    score: float
    why: str
    kind: str = "typo"  # homoglyph | typo | extra_word | other_ending | in_front


class Parts(NamedTuple):
    """What somebody registered (`kpu.go.id`), its name (`kpu`), its ending (`go.id`) and what stands before it."""

    registered: str
    name: str
    ending: str
    before: str


@cache
def _extract() -> object:
    import tldextract

    return tldextract.TLDExtract(suffix_list_urls=(), cache_dir=None)


@lru_cache(maxsize=4096)
def parts(host: str) -> Parts:
    """A host by the Public Suffix List; `registered` is empty when its ending is none.

    >>> parts("cek.kpuu.go.id").registered, parts("kpulampung.my.id").name
    ('kpuu.go.id', 'kpulampung')
    """
    cut = _extract()(host)  # type: ignore[operator]
    registered = f"{cut.domain}.{cut.suffix}" if cut.domain and cut.suffix else ""
    return Parts(registered, cut.domain, cut.suffix, cut.subdomain)


def hosts(text: str) -> Iterable[tuple[str, int, int]]:
    """Every host in a text with its place, in lower case."""
    for seen in _HOST.finditer(text):
        host = seen.group(2).lower()
        if _is_address(host, bool(seen.group(1) or seen.group(3))):
            yield host, seen.start(2), seen.end(2)


def _is_address(host: str, marked: bool) -> bool:
    last = host.rpartition(".")[2]
    if not marked and (last in _FILES or (len(last) == 2 and last not in _USUAL)):
        return False
    return bool(parts(fold(host).lower).registered)


def is_of(host: str, sites: Iterable[Official]) -> Official | None:
    """The official site that a host belongs to."""
    bare = host.removeprefix("www.")
    for site in sites:
        owned = registered_of(str(site.domain))
        if bare == owned or bare.endswith(f".{owned}"):
            return site
    return None


def registered_of(domain: str) -> str:
    """The registered domain of an official host; the host itself for a suffix-less one."""
    return parts(domain).registered or domain


def lookalikes(text: str, sites: Sequence[Official] = BODIES) -> list[Lookalike]:
    """Every look-alike of the official domains in a raw text. KPU and Bawaslu always count among them.

    >>> [seen.official for seen in lookalikes("cek di kpu-go.id atau https://kpu.go.id/dpt")]
    ['kpu.go.id']
    """
    if "." not in text:
        return []
    known = _known(tuple(sites))
    found = []
    for host, start, end in hosts(text):
        judged = _judge(host, known)
        if judged:
            found.append(Lookalike(host, start, end, *judged))
    return found


@lru_cache(maxsize=64)
def _known(sites: tuple[Official, ...]) -> tuple[tuple[str, str], ...]:
    """(registered domain, kind), each once, the bodies first."""
    found = {registered_of(str(s.domain)): s.kind for s in (*BODIES, *sites)}
    return tuple(found.items())


Judged = tuple[str, float, str, str]


@lru_cache(maxsize=4096)
def _judge(host: str, known: tuple[tuple[str, str], ...]) -> Judged | None:
    plain = host.removeprefix("www.")
    if any(plain == name or plain.endswith(f".{name}") for name, _ in known):
        return None
    for official, _ in known:
        answer = _in_disguise(plain, official) or (
            _of_body(plain, official) if official in OFFICIAL else _of_other(plain, official)
        )
        if answer:
            return (official, *answer)
    return None


def _in_disguise(host: str, official: str) -> tuple[float, str, str] | None:
    """Surely meant to deceive, whoever's domain it is."""
    twin, target = _twin(host), _twin(official)
    if twin == target or twin.endswith(f".{target}"):
        return 0.97, "look-alike letters", "homoglyph"
    if f"{official}." in f"{host}." or official.replace(".", "-") in host:
        return 0.97, "the official name in front of another domain", "in_front"
    return None


@lru_cache(maxsize=4096)
def _twin(host: str) -> str:
    return ".".join(skeleton(label) for label in fold(host).lower.split("."))


def _of_body(host: str, official: str) -> tuple[float, str, str] | None:
    body, near = official.split(".")[0], _distance(host, official)
    if near <= (1 if body == "kpu" else 2):
        return 0.93, "one or two letters off", "typo"
    cut = parts(fold(host).lower)
    if cut.ending == "go.id":
        return None  # a government's own host, such as kpu.someregency.go.id
    labels = re.split(r"[.-]", f"{cut.before}.{cut.name}" if cut.before else cut.name)
    if cut.name == body and not cut.before:
        return 0.75, "the body's name under another ending", "other_ending"
    if body in labels or any(_with_tail(label, body) for label in labels):
        return 0.75, "the body's name in a domain that is not its own", "extra_word"
    if body == "bawaslu" and any(OSA.distance(skeleton(label), body) == 1 for label in labels):
        return 0.7, "one letter off the body's name", "typo"
    return None


def _distance(host: str, official: str) -> int:
    registered = fold(parts(fold(host).lower).registered).lower
    near = OSA.distance(registered, official)
    if official == "kpu.go.id" and len(registered) <= len(official):
        near += 1  # kpk.go.id and kpi.go.id are bodies of their own
    return near


def _with_tail(label: str, body: str) -> bool:
    """`kpulampung`, `cekdptkpu`: the body's name with a word that only it would need."""
    if len(label) <= len(body):
        return False
    if label.startswith(body):
        return label[len(body) :] in _TAILS or _is_region(label[len(body) :])
    return label.endswith(body) and label[: -len(body)] in _TAILS


def _is_region(word: str) -> bool:
    from suluh.accounts.words import book

    entry = book().get(skeleton(word))
    return entry is not None and entry.kind in ("region", "level")


def _of_other(host: str, official: str) -> tuple[float, str, str] | None:
    """Registered media and others: their names are common words, so only what is very near counts."""
    cut, own = parts(fold(host).lower), parts(official)
    if not cut.registered:
        return None
    if len(own.name) >= _LONG and OSA.distance(cut.registered, official) == 1:
        return 0.9, "one letter off", "typo"
    if cut.name == own.name and len(own.name) >= _LONG:
        return 0.6, "the same name under another ending", "other_ending"
    pieces = [piece for piece in cut.name.split("-") if piece]
    added = [piece for piece in pieces if piece != own.name]
    if own.name in pieces and added and all(piece in _TAILS for piece in added):
        return 0.7, "the name with a word added", "extra_word"
    tail = cut.name.removeprefix(own.name)
    if len(own.name) >= _LONG and tail != cut.name and tail in _TAILS:
        return 0.7, "the name with a word added", "extra_word"
    return None
