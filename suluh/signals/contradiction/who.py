"""Who may vote: age, citizenship, soldiers and police, prisoners, illness, marriage, voters not on the list."""

from __future__ import annotations

import re
from collections.abc import Iterator

from suluh.signals.contradiction.frames import Finding, Modal, Number, Statement, Token
from suluh.signals.contradiction.official import Official

SLOT = "eligibility"
# "tidak berhak melarang warga", "dosen tidak bisa ngasih kuis": the may is of something else.
_FORBIDS = re.compile(
    r"\s*(?:me|ng|di)?(?:larang|usir|tolak|halangi|hadang|ngasih|memberi|kasih|masuk kerja|urus|ngurus|pindah)\w*\b"
)
_ACT = ("VOTE", "VOTE_RIGHT", "TPS", "VOTER", "DPT", "ELECTION", "DAY", "GENERAL_ELECTION")
# Groups: may they vote? The law is ID-VOT-005; whoever it does not shut out may.
_SHUT_OUT = ("MINOR", "FOREIGNER", "SOLDIER", "POLICE")
_ADMITTED = (
    "PRISONER",
    "MENTAL",
    "DISABLED",
    "CIVIL_SERVANT",
    "MARRIED",
    "UNLISTED",
    "OTHER_GROUP",
    "RETIRED",
)
_GROUPS = (*_SHUT_OUT, *_ADMITTED)
_REACH = 10
# With these the ban is about something else, or another question answers it.
_BOUND = ("INVITATION", "PAIR", "DOUBLE", "PROXY", "MARK_MULTI", "CAMPAIGN", "KTP", "ID_COPY", "IKD", "ANYWHERE",
    "DPTB", "DPK", "SANCTION", "HELPER", "REWARD", "SOLDIER", "POLICE", "FOREIGNER", "MINOR", "ONLINE",
    "EVENT_OTHER", "EMPTY_COLUMN", "BRING", "KPPS", "BALLOT")  # fmt: skip
# The law names these outright; for the others a person should look.
_EXPLICIT = (
    "MINOR",
    "FOREIGNER",
    "SOLDIER",
    "POLICE",
    "DISABLED",
    "MARRIED",
    "UNLISTED",
    "CIVIL_SERVANT",
)


def eligibility(s: Statement, official: Official) -> Iterator[Finding]:
    """A group and a permission or a ban to vote, an age and a limit, a rule for one group only."""
    if s.elsewhere or not _voting_spoken_of(s):
        return
    ages = list(_ages(s, official))
    yield from ages
    if ages:
        return
    for modal in s.modals():
        if modal.force not in ("can", "cannot") or not _to_vote(s, modal):
            continue
        if (group := _group(s, modal)) is not None:
            found = _judged(s, group, modal)
            if not found.agrees or _plainly_may(s, group, modal):
                yield found
            elif _only_later(s, group, modal):
                yield Finding(SLOT, "only_later", *s.span(group, modal.token), sure=False)
            return
    known = [*_plain_right(s), *_must_vote(s), *_forbidden_act(s)]
    yield from known or _any_ban(s)


def _voting_spoken_of(s: Statement) -> bool:
    return s.has(*_ACT) or any(t.concept in ("VOTE", "TPS", "VOTE_RIGHT") for t in s.before)


def _to_vote(s: Statement, modal: Modal) -> bool:
    """The permission is one to vote, not one to watch, to campaign or to be helped."""
    if s.near(
        modal.token, "DIRECT_CHOICE", "PROXY", "HELPER", "ANNOUNCE", "REPLACE", "DOUBLE", within=4
    ):
        return False
    if any(t.start > modal.token.start for t in s.near(modal.token, "BRING", within=1)):
        return False
    if _FORBIDS.match(s.text, modal.token.end):
        return False
    voting = s.near(modal.token, "VOTE", "VOTE_RIGHT", within=6)
    there = s.near(modal.token, "TPS", "VOTER", "DPT", "ELECTION", "GENERAL_ELECTION", within=3)
    return bool(voting or there) or modal.token.concept == "CANNOT"


def _group(s: Statement, modal: Modal) -> Token | None:
    near = s.near(modal.token, *_GROUPS, within=_REACH)
    near = [t for t in near if not (t.concept in _SHUT_OUT and _is_guard(s, t))]
    clause = s.clause(modal.token.start)
    ahead = [t for t in near if t.end <= modal.token.start]
    same = [t for t in ahead if s.clause(t.start) == clause]
    own_subject = any(
        t.concept in ("RELATIVE", "VOTER", "EVERYONE")
        and s.clause(t.start) == clause
        and t.end <= modal.token.start
        for t in s.tokens
    )
    if not same and own_subject:
        return None
    same = same or ahead or near
    barred = [t for t in same if t.concept in ("FOREIGNER", "SOLDIER", "POLICE")]
    barred = barred or [t for t in near if t.concept == "FOREIGNER" and s.has("MARRIED")]
    chosen = barred or same
    return chosen[0] if chosen else None


_OTHER_ACTS = ("DIRECT_CHOICE", "REWARD", "PROXY", "DOUBLE", "TRANSFER", "DPTB", "MARK_MULTI", "TELL_CHOICE",
    "HELPER", "ONLINE", "ANYWHERE", "ONLY", "MINIMUM", "PENDING", "SPLIT")  # fmt: skip
_LATER = re.compile(
    r"\b(?:tunggu|nunggu|menunggu|kudu nunggu|harus nunggu|ngenteni|nungguan|wait|mana)\b"
)


def _plainly_may(s: Statement, group: Token, modal: Modal) -> bool:
    """An agreement says no more than that this group may vote (or may not): group, modal and vote in one clause."""
    if s.clause(group.start) != s.clause(modal.token.start) or s.gap(group, modal.token) > 5:
        return False
    if s.has(*_OTHER_ACTS) or _LATER.search(s.text, s.start, s.end):
        return False
    return bool(s.near(modal.token, "VOTE", "VOTE_RIGHT", within=2)) or modal.force == "cannot"


def _only_later(s: Statement, group: Token, modal: Modal) -> bool:
    """ "mantan napi wajib nunggu 5 tahun dulu baru boleh nyoblos": a wait that no rule asks of them."""
    waits = [t for t in s.of("PENDING") if not t.negated]
    admitted = group.concept in _ADMITTED and group.concept != "UNLISTED"
    return bool(waits) and modal.force == "can" and admitted and waits[0].start < modal.token.end


def _is_guard(s: Statement, token: Token) -> bool:
    """Soldiers and police who guard, are neutral, or to whom one reports, do not vote in this sentence."""
    return token.concept in ("SOLDIER", "POLICE") and (
        s.has("GUARDED", "RETIRED", "DIRECT_CHOICE", "REPORT_VIOLATION")
        or "jaga" in s.text[token.end : token.end + 20]
    )


def _judged(s: Statement, group: Token, modal: Modal) -> Finding:
    may = modal.force == "can"
    admitted = group.concept in _ADMITTED
    if group.concept == "MINOR" and s.has("MARRIED"):
        admitted = True
    if s.before_word(group.start, "ONLY", within=2) and group.end <= modal.token.start:
        span = s.span(group, modal.token)
        return Finding(SLOT, "only_" + group.concept.lower(), *span, agrees=not may, sure=False)
    if group.concept in ("SOLDIER", "POLICE") and _RETIRED_FROM.search(
        s.text, s.start, group.start
    ):
        admitted = True
    if s.before_word(group.start, "UNLESS", within=2):
        may = not may
    if group.concept == "UNLISTED":
        return _unlisted(s, group, modal, may)
    agrees = may == admitted
    plain = not s.has("UNLESS", "IF_MARRIED", "MARRIED") or group.concept == "MARRIED"
    sure = group.concept in _EXPLICIT and plain and s.gap(group, modal.token) <= 6
    sure = (
        sure
        and not s.has("BIODATA", "WITHOUT")
        and bool(s.near(modal.token, "VOTE", "VOTE_RIGHT", within=5))
    )
    return Finding(
        SLOT, group.concept.lower(), *s.span(group, modal.token), agrees=agrees, sure=sure
    )


_RETIRED_FROM = re.compile(
    r"\b(?:pensiun|pangsiun|purna|keluar|mundur|mantan|istri|bojone|garwane|retired)\b[^,.]{0,12}$"
)


def _forbidden_act(s: Statement) -> Iterator[Finding]:
    """ "hak pilihnya ilang begitu masuk bui": a right lost for a group that keeps it is told by `_right_lost`."""
    for lost in s.of("LOST"):
        rights = s.near(lost, "VOTE_RIGHT", within=6)
        groups = (
            [g for g in s.of(*_ADMITTED) if g.end <= max(lost.end, rights[0].end)] if rights else []
        )
        if (
            rights
            and groups
            and not lost.negated
            and not s.has("UNLESS", "EVENT_OTHER", "DECLARER")
        ):
            yield Finding(SLOT, "right_lost", *s.span(groups[-1], rights[0], lost), sure=False)
            return


def _unlisted(s: Statement, group: Token, modal: Modal, may: bool) -> Finding:
    """Whoever is not on the list votes with an identity card at the end of the day, at the own address."""
    span = s.span(group, modal.token)
    bound = s.has("ANYWHERE", "BEFORE", "DOMICILE", "UNLESS") or bool(s.hours) or s.has("WITHOUT")
    if not may and bound:
        return Finding("glossary_lists", "unlisted", *span, agrees=True, sure=False)
    return Finding(
        "glossary_lists", "unlisted", *span, agrees=may, sure=s.gap(group, modal.token) <= 5
    )


def _plain_right(s: Statement) -> Iterator[Finding]:
    """A right said without may or cannot: "polisi punya hak pilih", "hak pilih napi dicabut"."""
    rights = s.of("VOTE_RIGHT")
    for group in s.of("FOREIGNER", "SOLDIER", "POLICE", "MINOR") or s.of(*_GROUPS):
        if not rights or _is_guard(s, group) or s.gap(group, rights[0]) > 6 or s.modals():
            continue
        lost = any(w in s.text[s.start : s.end] for w in ("hilang", "dicabut", "hangus", "lost"))
        may = not (lost or rights[0].negated)
        agrees = may == (group.concept in _ADMITTED)
        yield Finding(
            SLOT, group.concept.lower(), *s.span(group, rights[0]), agrees=agrees, sure=False
        )
        return


def _any_ban(s: Statement) -> Iterator[Finding]:
    """A ban on people of whom the law says nothing: "yang belum bayar pajak tidak boleh nyoblos"."""
    yield from _right_lost(s)
    if s.has(*_BOUND) or not s.has("RELATIVE"):
        return
    for modal in s.modals():
        surface = s.text[max(modal.token.start - 1, 0) : modal.token.end]
        if modal.force != "cannot" or surface.strip() in (
            "bisa",
            "dapat",
            "can",
            "hangus",
            "percuma",
            "haram",
        ):
            continue
        voting = s.near(modal.token, "VOTE", "VOTE_RIGHT", "TPS", within=5)
        voting = [t for t in voting if t.start > modal.token.start or t.concept == "VOTE_RIGHT"]
        who = [t for t in s.of("RELATIVE") if t.end <= modal.token.start]
        if voting and who and not s.before_word(modal.token.start, "FIRST_PERSON", within=4):
            yield Finding(SLOT, "ban", *s.span(who[0], modal.token, voting[0]), sure=False)
            return


def _right_lost(s: Statement) -> Iterator[Finding]:
    """ "penunggak pajak dicabut hak pilihnya"."""
    for right in s.of("VOTE_RIGHT"):
        lost = [t for t in s.near(right, "LOST", within=3) if not t.negated]
        if lost and s.has("RELATIVE", *_GROUPS) and not s.has("EVENT_OTHER", "UNLESS"):
            yield Finding(SLOT, "right_lost", *s.span(right, lost[0]), sure=False)
            return


def _must_vote(s: Statement) -> Iterator[Finding]:
    """ "TNI wajib nyoblos": must implies may."""
    for modal in s.modals():
        if modal.force != "must":
            continue
        for group in s.near(modal.token, *_SHUT_OUT, within=4):
            voting = s.near(modal.token, "VOTE", within=3)
            if (
                voting
                and group.end <= modal.token.start
                and not _is_guard(s, group)
                and not s.has("MARRIED")
            ):
                span = s.span(group, modal.token, voting[0])
                yield Finding(SLOT, group.concept.lower(), *span, sure=False)
                return


def _ages(s: Statement, official: Official) -> Iterator[Finding]:
    limit = official.field(SLOT, "min_age")
    if limit is None:
        return
    for number in s.numbers:
        if not _is_age(s, number):
            continue
        finding = _minimum(s, number, limit) or _age_and_modal(s, number, limit)
        if finding:
            yield finding
            return


def _is_age(s: Statement, number: Number) -> bool:
    if not 10 <= number.value <= 110 or number.value != int(number.value):
        return False
    ahead = s.text[max(number.start - 28, s.start) : number.start]
    said = any(w in ahead for w in ("umur", "usia", "aged", "age ", "yuswa", "yuswo"))
    year = number.unit in (
        "tahun",
        "thn",
        "th",
        "taun",
        "years",
        "year",
        "yo",
        "tahunan",
        "warsa",
        "y",
    )
    if re.match(
        r"\s*\w+\s+(?:lagi|ke depan|sekali|terakhir|lalu|silam|penjara|kurungan|ago|to come)\b",
        s.text[number.end :],
    ):
        return False
    return said or (year and not s.has("SANCTION"))


def _minimum(s: Statement, number: Number, limit: int) -> Finding | None:
    """ "usia minimal pemilih 16 tahun"."""
    least = s.before_word(number.start, "MINIMUM", within=6)
    if least is None or not s.has(*_ACT, "MUST"):
        return None
    if s.has("EVENT_OTHER", "PAIR") and not s.has("VOTER", "VOTE", "VOTE_RIGHT"):
        return None  # the age of candidates or of poll staff is another rule
    if s.has("KPPS", "BAWASLU") and not s.has("VOTER", "VOTE"):
        return None
    right = number.value == limit
    sure = not s.has("PAIR", "PLAN", "MARRIED") and bool(s.of("VOTER", "VOTE", "VOTE_RIGHT", "TPS"))
    span = s.span(least, number, *s.of("VOTE", "VOTER")[:1])
    return Finding(SLOT, "min_age", *span, agrees=right, sure=sure)


def _age_and_modal(s: Statement, number: Number, limit: int) -> Finding | None:
    votes = [m for m in s.modals() if m.force in ("can", "cannot") and _to_vote(s, m)]
    if not votes:
        return None
    here = s.word(number.start)
    modal = min(votes, key=lambda m: abs(m.token.first - here))
    if abs(modal.token.first - here) > 12:
        return None
    below = s.before_word(number.start, "BELOW", within=3) is not None
    above = s.before_word(number.start, "ABOVE", within=3) is not None
    may, span = modal.force == "can", s.span(number, modal.token)
    if s.has("MARRIED", "UNLESS"):
        return None if may else Finding(SLOT, "age_married", *span, sure=False)
    young = number.value < limit or (below and number.value <= limit)
    if below and number.value > limit:
        return None if may else Finding(SLOT, "age", *span, sure=False)
    if above:
        return Finding(SLOT, "age", *span, agrees=may or number.value < limit, sure=False)
    if may != young and (s.has("ONLY") or s.clause(number.start) != s.clause(modal.token.start)):
        return None  # "yang boleh cuma umur 20 ke atas" is another limit
    return Finding(SLOT, "age", *span, agrees=may != young, sure=not s.has("FIRST_PERSON"))
