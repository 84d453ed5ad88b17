"""What an account calls itself: whose name it bears, what it adds, and whether it says that it is a parody."""

from __future__ import annotations

import re
from collections.abc import Sequence

import msgspec

from suluh.accounts.account import SeenAccount
from suluh.accounts.letters import plain
from suluh.accounts.reasons import Reason, Where
from suluh.accounts.register import Kind
from suluh.accounts.words import Word, badge, handle_words, name_words

_ASIDE = frozenset({"about", "parody", "fan"})
_UNKNOWN_AFTER = 2  # words that may follow a body's name and be a place that we do not know
_BIO_CLAIMS = re.compile(
    r"\b(?:akun|laman|halaman|kanal|saluran|channel|layanan|admin|pusat|portal)\W+(?:\w+\W+){0,2}?(?:resmi|official|ofisial|asli)\b"
    r"|\b(?:official|resmi) (?:account|akun|page|dari|kpu|bawaslu|paslon|pasangan)\b|\bofficial\b"
)
_BIO_TOLD = re.compile(
    r"\b(?:parod[iy]|satire?|fan ?(?:page|base|s)?|penggemar|unofficial|bukan (?:akun )?(?:resmi|official)|tidak resmi"
    r"|not official|humor|guyonan|lelucon)\b"
)
_BIO_BODY = re.compile(r"\b(?:kpu|bawaslu|panwaslu|komisi pemilihan umum|badan pengawas pem\w+)\b")


class Naming(msgspec.Struct, frozen=True):
    """`kind`: of whom it bears the name; None when of nobody. `about`: the word by which it only speaks about them."""

    kind: Kind | None
    reasons: tuple[Reason, ...]
    about: Reason | None
    name: tuple[Word, ...]
    handle: tuple[Word, ...]


def naming(account: SeenAccount, *, seriously: bool = False) -> Naming:
    """The names of an account, read. Its name counts before its handle: it is what people see.

    `seriously`: as of somebody who asks for data or money: that it calls itself a parody or fan no longer counts.
    """
    name, handle = name_words(account.name or ""), handle_words(account.handle or "")
    if seriously:
        name, handle = (
            tuple(word for word in words if word.kind not in ("parody", "fan"))
            for words in (name, handle)
        )
    about = _aside(name, "name") or (_aside(handle, "handle") if not _body(name) else None)
    of_name = _of(name, account.name or "", "name")
    # A personal name above a handle such as kpu_lampung leaves the handle to speak.
    reasons = of_name or (
        []
        if _aside(handle, "handle") or _is_a_person(name)
        else _of(handle, account.handle or "", "handle")
    )
    if not reasons and not _aside(name, "name"):
        reasons = _by_bio(account, name)
    kind = _kind((*name, *handle)) if reasons else None
    added = _added(account, name, handle) if reasons else []
    return Naming(kind, (*reasons, *added), about, name, handle)


def disclosed(account: SeenAccount) -> Reason | None:
    """Where the account says that it is a parody or of fans; in its name it is protected, elsewhere it is not."""
    for where, words in (
        ("name", name_words(account.name or "")),
        ("handle", handle_words(account.handle or "")),
    ):
        told = next((word for word in words if word.kind in ("parody", "fan")), None)
        if told:
            kind = "disclosed" if where == "name" else "disclosed_elsewhere"
            return Reason(kind, where, told.written)  # type: ignore[arg-type]
    told_bio = _BIO_TOLD.search(plain(account.bio or ""))
    return Reason("disclosed_elsewhere", "bio", told_bio.group()) if told_bio else None


def _aside(words: Sequence[Word], where: Where) -> Reason | None:
    """The word by which a name speaks about a body and not as it: "kawal KPU", "berita Bawaslu"."""
    told = next((word for word in words if word.kind in _ASIDE), None)
    return Reason("about", where, told.written) if told else None


def _body(words: Sequence[Word]) -> Word | None:
    return next((word for word in words if word.kind == "body"), None)


def _is_a_person(words: Sequence[Word]) -> bool:
    """A name of unknown words alone, or one that begins with them: `Budi Santoso`."""
    return bool(words) and words[0].kind == "unknown"


def _of(words: Sequence[Word], written: str, where: Where) -> list[Reason]:
    """Whether these words are the name of a body or office, and whose."""
    if any(word.kind in _ASIDE for word in words):
        return []
    body = _body(words)
    if body is None:
        return _of_topic(words, written, where)
    at = words.index(body)
    unknown = [n for n, word in enumerate(words) if word.kind == "unknown"]
    if any(n < at for n in unknown) or len(unknown) > _UNKNOWN_AFTER:
        return []
    if body.value == "candidate":
        return _of_candidate(words, written, where)
    if body.value == "government" and not any(
        w.kind in ("region", "level", "claims", "service") for w in words
    ):
        return []
    national = any(w.value == "nation" for w in words) and body.value != "government"
    kind = "name_nation" if national else "name_loose" if unknown else "name_body"
    return [Reason(kind, where, written)]


def _of_topic(words: Sequence[Word], written: str, where: Where) -> list[Reason]:
    """ "Pilkada Lampung Resmi": nobody's name, yet it says that it is official."""
    kinds = {word.kind for word in words}
    if "topic" in kinds and "claims" in kinds and "unknown" not in kinds:
        return [Reason("name_body", where, written)]
    return []


def _of_candidate(words: Sequence[Word], written: str, where: Where) -> list[Reason]:
    """Calls itself a candidate's own account; which candidate is not read."""
    if any(word.kind == "claims" for word in words):
        return [Reason("name_body", where, written)]
    return []


def _by_bio(account: SeenAccount, name: Sequence[Word]) -> list[Reason]:
    """Says in its bio that it is the official account of a body, whatever its name."""
    bio = plain(account.bio or "")
    if _BIO_CLAIMS.search(bio) and _BIO_BODY.search(bio) and not _BIO_TOLD.search(bio):
        return [Reason("name_body", "bio", (account.bio or "")[:120])]
    return []


def _kind(words: Sequence[Word]) -> Kind:
    body = _body(words)
    if body and body.value == "candidate":
        return "candidate"
    return "government" if body and body.value == "government" else "body"


def _added(account: SeenAccount, name: Sequence[Word], handle: Sequence[Word]) -> list[Reason]:
    """What it puts beside the borrowed name so that one believes it."""
    reasons: list[Reason] = []
    sides: tuple[tuple[Where, Sequence[Word]], ...] = (("name", name), ("handle", handle))
    for where, words in sides:
        for kind, test in (("name_claims", "claims"), ("service", "service")):
            reasons += [Reason(kind, where, w.written) for w in words if w.kind == test][:1]
        reasons += [
            Reason("letters" if w.way == "disguised" else "styled", where, w.written, w.value)
            for w in words
            if w.way != "plain" and w.kind in ("body", "region", "claims")
        ][:1]
    if mark := badge(account.name or ""):
        reasons.append(Reason("badge", "name", mark))
    if claim := _BIO_CLAIMS.search(plain(account.bio or "")):
        reasons.append(Reason("bio_claims", "bio", claim.group()))
    reasons += [
        Reason("renamed", "history", former[:80], account.name or account.handle)
        for former in renamed_from(account)[:1]
    ]
    return reasons


def renamed_from(account: SeenAccount) -> list[str]:
    """Former names that had nothing of a body in them."""
    return [
        former
        for former in account.former_names
        if former.strip() and not _body(name_words(former)) and not _body(handle_words(former))
    ]
