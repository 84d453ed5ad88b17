"""What must a voter bring? Invitation, identity card, copies, digital identity, and requirements that nobody set."""

from __future__ import annotations

import re
from collections.abc import Iterator

from suluh.signals.contradiction.frames import Finding, Modal, Statement, Token
from suluh.signals.contradiction.official import Official

_VOTING = ("VOTE", "TPS", "BALLOT", "VOTE_RIGHT", "VOTER", "DAY", "ELECTION", "ABSTAIN", "KPPS")
_CASTING = ("VOTE", "TPS", "VOTE_RIGHT", "VOTER", "DAY", "ELECTION")
_ACCEPTED = ("ID_COPY", "IKD", "BIODATA")
_REFUSED = ("CANNOT", "INVALID")


def documents(s: Statement, official: Official) -> Iterator[Finding]:
    """What is said of each document: required, not required, accepted, refused."""
    if s.elsewhere:
        return
    voting = s.has(*_VOTING) or any(t.concept in ("VOTE", "TPS") for t in s.before)
    if not voting and not s.has("INVITATION"):
        return
    yield from _invitation(s)
    yield from _not_handed_out(s)
    if not voting:
        return
    if s.has("WITNESS") and not s.has("VOTER", "VOTE"):
        return
    if s.has(*_CASTING) or any(t.concept in _CASTING for t in s.before):
        yield from _accepted(s)
    yield from _identity(s)
    yield from _invented(s)


def _invitation(s: Statement) -> Iterator[Finding]:
    slot = "notice_not_mandatory"
    for paper in s.of("INVITATION"):
        if s.has("EVENT_OTHER") and not s.has("VOTE", "TPS"):
            continue
        if any(0 <= t.first - paper.last <= 1 for t in s.of("EVENT_OTHER", "DUTY")):
            continue  # "undangan arisan"
        lacking = _lacking(s, paper)
        modal = _voting_modal(s, paper, lacking)
        if lacking and modal:
            about = s.near(modal.token, "VOTE", "VOTE_RIGHT", "TPS", "KPPS", within=6)
            firm = bool(about) and not s.has("UNLISTED", "PROXY")
            span = s.span(lacking, paper, modal.token)
            yield Finding(slot, "without_notice", *span, agrees=modal.force == "can", sure=firm)
            return
        if lacking and s.has("ABSTAIN", "INVALID") and not s.has("PAST"):
            span = s.span(lacking, paper, *s.of("ABSTAIN", "INVALID")[:1])
            yield Finding(slot, "without_notice", *span, sure=False)
            return
        if gone := _nothing_then(s, paper):
            yield Finding(slot, "without_notice", *s.span(paper, gone), sure=False)
            return
        if finding := _required(s, paper):
            yield finding
            return


def _nothing_then(s: Statement, paper: Token) -> Token | None:
    """ "tidak ada C6 tidak ada coblos", "no letter, no vote", "teu gaduh undangan mah teu kedah ka TPS"."""
    if s.has("KTP", "PAST", "UNLISTED", "FIRST_PERSON"):
        return None
    if not paper.negated and not s.before_word(paper.start, "NEG", "WITHOUT", within=3):
        return None
    after = [t for t in s.of("VOTE", "TPS", "VISIT") if 0 < t.first - paper.last <= 8]
    spared = [m.token for m in s.modals() if m.force == "need_not" and m.token.start > paper.start]
    for act in after:
        no = s.before_word(act.start, "NEG", "WITHOUT", within=1)
        refused = act.negated or (no is not None and no.start > paper.start)
        if refused or any(0 <= act.first - m.last <= 3 for m in spared):
            return act
    return None


def _lacking(s: Statement, paper: Token) -> Token | None:
    near = s.near(paper, "WITHOUT", within=3)
    if near:
        return near[0]
    if paper.negated:
        nots = [t for t in s.of("NEG") if t.end <= paper.start]
        return nots[-1] if nots and paper.first - nots[-1].last <= 3 else None
    return None


def _voting_modal(s: Statement, paper: Token, lacking: Token | None) -> Modal | None:
    """The permission or refusal that goes with the missing paper."""
    far = [m for m in s.modals() if m.force in ("can", "cannot") and m.token is not lacking]
    far = [m for m in far if s.gap(m.token, paper) <= 18]
    if lacking is not None:  # "belum boleh (dapat) undangan": the word is part of the lack
        far = [m for m in far if not lacking.start <= m.token.start < paper.start]
    far = [
        m
        for m in far
        if not s.near(m.token, "REPLACE", "REPORT_VIOLATION", "ONLINE_OTHER", within=2)
    ]
    after = [m for m in far if m.token.start > paper.start]
    chosen = after or far
    return min(chosen, key=lambda m: s.gap(m.token, paper)) if chosen else None


def _required(s: Statement, paper: Token) -> Finding | None:
    """ "undangan wajib dibawa", "undangan tidak wajib"."""
    slot = "notice_not_mandatory"
    only = s.before_word(paper.start, "ONLY", within=5)
    handed = s.has("BALLOT", "VOTE", "TPS") and not s.has("KTP")
    if only and handed and s.near(paper, "BRING", within=1):
        return Finding(slot, "only_with_notice", *s.span(only, paper), sure=False)
    if (
        only
        and any(m.force == "can" for m in s.modals())
        and s.has("VOTE", "TPS")
        and not s.has("KTP", "NEG")
    ):
        return Finding(slot, "only_with_notice", *s.span(only, paper))
    for modal in s.modals():
        if modal.force not in ("must", "need_not") or s.gap(modal.token, paper) > 5:
            continue
        if not s.has("BRING", "VOTE", "TPS", "VOTER", "MUST"):
            continue
        others = s.near(modal.token, "KPPS", "NOTICE_STAGE", "REPORT_VIOLATION", within=3)
        if any(t.end <= modal.token.start for t in others) and not s.has("BRING"):
            continue  # what staff must do with it
        both = s.has("KTP", "ID_COPY", "IKD")
        span = s.span(modal.token, paper)
        if modal.force == "need_not":
            return Finding(slot, "notice_required", *span, agrees=True)
        outright = s.has("VOTE", "TPS", "VOTER") and s.has("ONLY", "CANNOT") and not both
        return Finding(slot, "notice_required", *span, sure=outright)
    return None


def _not_handed_out(s: Statement) -> Iterator[Finding]:
    for token in s.of("NOT_HANDED_OUT"):
        if s.has("WITHOUT", "PAST") or _LACKS.match(s.text, token.start):
            continue
        if _not_sent_so(s, token):
            yield Finding("notice_contents", "notice_form", *s.span(token), agrees=True)
            return
        yield Finding("notice_contents", "notice_form", *s.span(token), sure=False)
        return


_LACKS = re.compile(r"(?:tidak|ora|teu) (?:ada|ana|aya) (?!lagi)")
_OTHERWISE = re.compile(
    r"\b(?:tidak|bukan|not|ora|teu|never) (?:\w+ ){0,2}(?:berbentuk|berupa|dalam|jadi|menjadi|lewat|via|dikirim lewat"
    r"|dikirim via|dikirim dalam|digital|online|apk|sent by)\b"
)


def _not_sent_so(s: Statement, token: Token) -> bool:
    """ "tidak ada undangan digital", "undangan tidak berbentuk APK"; a negation that the claim itself opens with
    ("tidak pakai surat undangan kertas") is the claim."""
    if _OTHERWISE.search(s.text, token.start, token.end + 20):
        return True
    own = s.text[token.start : token.end].startswith(
        ("tidak", "ora", "teu", "durung", "kpu", "no ")
    )
    return not own and (token.negated or bool(s.before_word(token.start, "NEG", within=3)))


def _accepted(s: Statement) -> Iterator[Finding]:
    """Copies, photos, the digital identity and population data are accepted."""
    for paper in s.of(*_ACCEPTED):
        if (lacking := _lacking(s, paper)) or paper.concept == "BIODATA":
            yield from _without_card(s, paper, lacking)
            continue
        refusal = [t for t in s.near(paper, *_REFUSED, within=8) if not t.negated]
        refusal += [t for t in s.near(paper, "VALID", within=4) if t.negated]
        bans = [m for m in s.modals() if m.force == "cannot" and s.gap(m.token, paper) <= 9]
        allows = [m for m in s.modals() if m.force == "can" and s.gap(m.token, paper) <= 9]
        welcome = [t for t in s.near(paper, "VALID", within=4) if not t.negated]
        if welcome and s.clause(welcome[0].start) == s.clause(paper.start):
            farther = [*refusal, *(m.token for m in bans)]
            if all(s.clause(t.start) != s.clause(paper.start) for t in farther):
                bans, refusal = [], []
        if bans or refusal:
            token = bans[0].token if bans else refusal[0]
            told = re.search(r"\b(?:karena|gara-gara|viral|marah)\b", s.text[s.start : paper.start])
            sure = (
                bool(bans) and not told
            )  # "ibu-ibu marah karena fotokopi KTP ditolak" tells of once
            yield Finding("id_documents", "refused", *s.span(paper, token), sure=sure)
            return
        allows = [m for m in allows if s.near(m.token, "VOTE", "TPS", "BRING", "VALID", within=5)]
        if allows or s.has("VALID"):
            token = allows[0].token if allows else s.of("VALID")[0]
            yield Finding("id_documents", "accepted", *s.span(paper, token), agrees=True)
            return


def _without_card(s: Statement, paper: Token, lacking: Token | None) -> Iterator[Finding]:
    """Whoever has no printed card yet votes with population data."""
    if paper.concept != "BIODATA":
        return
    for modal in s.modals():
        if modal.force in ("can", "cannot") and s.near(
            modal.token, "VOTE", "TPS", "VOTE_RIGHT", within=6
        ):
            span = s.span(paper, modal.token)
            yield Finding("id_documents", "no_card", *span, agrees=modal.force == "can", sure=False)
            return


def _identity(s: Statement) -> Iterator[Finding]:
    """The card itself: only the printed one, or none at all."""
    for card in s.of("KTP_PHYSICAL", "KTP"):
        musts = [
            m for m in s.modals() if m.force in ("must", "need_not") and s.gap(m.token, card) <= 5
        ]
        only = s.before_word(card.start, "ONLY", within=3)
        if (
            card.concept == "KTP_PHYSICAL"
            and (musts or only)
            and s.has("BRING", "VOTE", "TPS", "VOTER")
        ):
            token = musts[0].token if musts else only
            assert token is not None
            needless = bool(musts) and musts[0].force == "need_not"
            yield Finding(
                "id_documents", "printed_only", *s.span(card, token), agrees=needless, sure=False
            )
            return
        if card.concept == "KTP_PHYSICAL" and (lacking := _lacking(s, card)):
            refused = [m for m in s.modals() if m.force == "cannot" and s.gap(m.token, card) <= 6]
            if refused:
                span = s.span(lacking, card, refused[0].token)
                yield Finding("id_documents", "printed_only", *span, sure=False)
                return
        if finding := _card_not_enough(s, card):
            yield finding
            return
        if finding := _no_identity(s, card):
            yield finding
            return


def _card_not_enough(s: Statement, card: Token) -> Finding | None:
    """ "kalau cuma menunjukkan KTP tidak akan diberi surat suara"."""
    only = s.before_word(card.start, "ONLY", within=3)
    elsewhere = s.has("ANYWHERE", "RESIDENT_AWAY", "DOMICILE", "UNLISTED", "DPTB", "TRANSFER")
    if only is None or elsewhere or not s.has("VOTE", "BALLOT", "TPS"):
        return None
    for modal in s.modals():
        if modal.force == "cannot" and 0 <= modal.token.first - card.last <= 8:
            span = s.span(only, card, modal.token)
            return Finding("notice_not_mandatory", "card_not_enough", *span, sure=False)
    return None


def _no_identity(s: Statement, card: Token) -> Finding | None:
    lacking = _lacking(s, card)
    for modal in s.modals():
        if s.gap(modal.token, card) > 8:
            continue
        if s.has("IKD", "ID_COPY", "BIODATA", "KTP_PHYSICAL"):
            continue
        needless = modal.force == "need_not" and bool(s.near(modal.token, "BRING", within=3))
        if needless and card.concept == "KTP":
            return Finding("id_documents", "no_identity", *s.span(card, modal.token), sure=False)
        if modal.force == "can" and lacking and s.near(modal.token, "VOTE", "TPS", within=4):
            span = s.span(lacking, card, modal.token)
            return Finding("id_documents", "no_identity", *span, sure=False)
    return None


def _invented(s: Statement) -> Iterator[Finding]:
    """A requirement that is on no list (a vaccine card, a tax receipt, a fee), or a card that does not serve."""
    for thing in s.of("OTHER_CARD", "NO_ARREARS"):
        if (finding := _serves(s, thing)) or (finding := _asked_for(s, thing)):
            yield finding
            return


def _serves(s: Statement, thing: Token) -> Finding | None:
    """ "paspor bisa dipakai nyoblos"."""
    allowed = [m for m in s.modals() if m.force == "can" and 0 <= m.token.first - thing.last <= 5]
    if not allowed or not _used(s, thing) or _lacking(s, thing) or _is_lack(s, thing):
        return None
    if not s.near(allowed[0].token, "VOTE", "KTP", "TPS", within=5):
        return None
    return Finding("id_documents", "other_card", *s.span(thing, allowed[0].token), sure=False)


def _asked_for(s: Statement, thing: Token) -> Finding | None:
    """ "wajib bawa kartu vaksin", "belum vaksin tidak boleh nyoblos"."""
    voting = s.near(
        thing, "VOTE", "TPS", "VOTER", "VOTE_RIGHT", "DAY", "INVITATION", "BALLOT", within=24
    )
    if thing.concept != "NO_ARREARS" or not voting:
        return None
    lacking = thing.negated or _lacking(s, thing) or _is_lack(s, thing)
    missing = bool(lacking) or bool(s.near(thing, "BRING", within=2))
    for modal in s.modals():
        if s.gap(modal.token, thing) > 9:
            continue
        first = modal.force == "can" and thing.end <= modal.token.start and s.has("JUST_AFTER")
        if modal.force == "must" or first or (modal.force == "cannot" and missing):
            return Finding("id_documents", "invented", *s.span(thing, modal.token), sure=False)
    return None


def _is_lack(s: Statement, thing: Token) -> bool:
    lacks = (
        "belum",
        "tidak",
        "nunggak",
        "menunggak",
        "telat",
        "tunggak",
        "penunggak",
        "utang",
        "hutang",
        "pinjol",
    )
    return s.text[thing.start : thing.end].startswith(lacks)


def _used(s: Statement, thing: Token) -> bool:
    """ "paspor boleh dipakai": the thing serves as a document."""
    behind = s.text[max(thing.start - 8, s.start) : thing.end + 40]
    return any(
        w in behind
        for w in (
            "pakai",
            "pake",
            "pengganti",
            "ganti",
            "guna",
            "used",
            "accepted",
            "terima",
            "buat",
        )
    )
