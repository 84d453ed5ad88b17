"""How near a handle and a name come to those of a registered account."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from functools import lru_cache

from rapidfuzz import fuzz, process
from rapidfuzz.distance import OSA

from suluh.accounts.account import SeenAccount
from suluh.accounts.letters import bare, plain, skeleton
from suluh.accounts.naming import Naming
from suluh.accounts.reasons import WEIGHTS, Reason
from suluh.accounts.register import Official, Register, day_of, handle_key, platform_key
from suluh.accounts.words import IDENTITY, Word, book, name_words

_SHORTEST = 4  # letters of a registered handle below which nothing but itself is near it
_ONE, _TWO = 6, 9  # letters of a handle from which one edit, or two, mean something
_SAME_NAME = 92  # of 100, rapidfuzz's ratio over skeletons
_ASIDE = frozenset({"about", "parody", "fan"})
_ADDED = frozenset({"claims", "service", "office", "number", "topic", "about"})


def closeness(
    account: SeenAccount, named: Naming, register: Register
) -> tuple[list[Reason], Official | None]:
    """The reasons that lie in the nearest registered account, and which one that is."""
    return nearest(account, named, near_ones(account, named, register))


def nearest(
    account: SeenAccount, named: Naming, officials: Iterable[Official]
) -> tuple[list[Reason], Official | None]:
    """Of these, the one with the weightiest reasons; the first of several."""
    day = day_of(account.seen_at)
    best: tuple[float, list[Reason], Official | None] = (0.0, [], None)
    for official in officials:
        if not official.holds_on(day):
            continue
        reasons = [*_by_handle(account, named, official), *_by_name(account, named, official)]
        weight = sum(WEIGHTS[reason.kind] for reason in reasons)
        if weight > best[0]:
            best = (weight, reasons, official)
    return best[1], best[2]


class _Index:
    """Skeletons of handles and cores of names, so that a register of thousands costs a look-up and two quick passes."""

    def __init__(self, register: Register):
        self.accounts = register.accounts
        self.handles = [
            skeleton(bare(handle_key(e.handle))) if e.handle else "" for e in self.accounts
        ]
        self.cores = [_core(name_words(e.name)) if e.name else "" for e in self.accounts]
        self.by_handle: dict[str, list[int]] = {}
        for at, handle in enumerate(self.handles):
            self.by_handle.setdefault(handle, []).append(at)

    def of_handle(self, mine: str) -> Iterator[int]:
        """Those within two edits, and those with whose handle this one begins or ends."""
        for length in range(_SHORTEST, len(mine)):
            for part in (mine[:length], mine[-length:]):
                yield from self.by_handle.get(part, ())
        yield from self.by_handle.get(mine, ())
        for _, _, at in process.extract_iter(
            mine, self.handles, scorer=OSA.distance, score_cutoff=2
        ):
            yield at

    def of_name(self, mine: str) -> Iterator[int]:
        """Those with this name or nearly so."""
        for _, _, at in process.extract_iter(
            mine, self.cores, scorer=fuzz.ratio, score_cutoff=_SAME_NAME
        ):
            yield at


@lru_cache(maxsize=8)
def _index(register: Register) -> _Index:
    return _Index(register)


def near_ones(account: SeenAccount, named: Naming, register: Register) -> list[Official]:
    """The registered accounts that can be near at all, in the register's order."""
    index, found = _index(register), set[int]()
    if account.handle:
        found.update(index.of_handle(skeleton(bare(handle_key(account.handle)))))
        same = register.by_handle.get(handle_key(account.handle), ())
        found.update(at for at, e in enumerate(index.accounts) if same and e in same)
    if mine := _core(named.name):
        found.update(index.of_name(mine))
    return [index.accounts[at] for at in sorted(found)]


def _by_handle(account: SeenAccount, named: Naming, official: Official) -> Iterator[Reason]:
    if not account.handle or not official.handle or _another_office(named.handle, official):
        return
    kind = _handle_kind(account, named, official)
    if kind:
        yield Reason(kind, "handle", account.handle, official.handle, official.source)


def _handle_kind(account: SeenAccount, named: Naming, official: Official) -> str | None:
    ours, theirs = handle_key(account.handle or ""), handle_key(official.handle or "")
    elsewhere = platform_key(account.platform) not in (None, official.platform)
    if ours == theirs:
        return "handle_elsewhere"
    mine, its = skeleton(bare(ours)), skeleton(bare(theirs))
    if len(its) < _SHORTEST:
        return None
    if mine == its:
        if bare(plain(ours)) != bare(plain(theirs)) or plain(ours) != ours:
            return "handle_disguised"
        return "handle_elsewhere" if elsewhere else "handle_twin"
    if not _strange(named.handle, official) and _with_more(mine, its, named.handle):
        return "handle_extra"
    of_its_own = _known_throughout(named.handle) or _another_office(named.name, official)
    return "handle_near" if _edits(mine, its) and not of_its_own else None


def _edits(mine: str, its: str) -> bool:
    allowed = 2 if len(its) >= _TWO else 1 if len(its) >= _ONE else 0
    return allowed > 0 and OSA.distance(mine, its, score_cutoff=allowed) <= allowed


def _known_throughout(words: Sequence[Word]) -> bool:
    """`bawasluriau` is an office of its own and no slip of the pen for `bawasluri`."""
    return bool(words) and all(word.kind in IDENTITY and word.way == "plain" for word in words)


def _another_office(words: Sequence[Word], official: Official) -> bool:
    """Names a region other than the registered account's: a neighbour, not a twin."""
    said = {code for word in words if word.kind == "region" for code in word.value.split()}
    return (
        bool(said)
        and official.region not in said
        and not any(
            code.startswith(f"{official.region}.")
            for code in said
            if official.region != "ID" and official.kind == "candidate"
        )
    )


def _with_more(mine: str, its: str, words: Sequence[Word]) -> bool:
    """The registered handle with a word before or behind it, such as "official", "cs", a year."""
    if len(its) < 5 or len(mine) == len(its) or not (mine.startswith(its) or mine.endswith(its)):
        return False
    return any(word.kind in _ADDED and skeleton(word.written) not in its for word in words)


def _strange(words: Sequence[Word], official: Official) -> bool:
    """Whether a word says that it is about, of fans of, or a parody of the registered account."""
    return any(word.kind in _ASIDE and not is_own_word(word.written, official) for word in words)


def is_own_word(written: str, official: Official) -> bool:
    """Whether such a word belongs to the registered account itself: a paper may be called "Kabar Rimba".

    Beside a medium's name, "news" and the like say nothing either.
    """
    if official.kind == "media":
        word = book().get(skeleton(written))
        if word is not None and word.kind == "about":
            return True
    own = f"{official.name or ''} {official.handle or ''}"
    return skeleton(written) in skeleton(own)


def _by_name(account: SeenAccount, named: Naming, official: Official) -> Iterator[Reason]:
    """The registered name, "official" and the like left out on both sides."""
    if not account.name or not official.name or _strange(named.name, official):
        return
    mine, its = _core(named.name), _core(name_words(official.name))
    if len(its) < 5 or _another_office(named.name, official):
        return
    if mine == its or (len(its) >= 8 and fuzz.ratio(mine, its) >= _SAME_NAME):
        yield Reason("name_same", "name", account.name, official.name, official.source)
        if mine == its and plain(account.name) != account.name.lower():
            yield Reason("letters", "name", account.name, official.name, official.source)


def _core(words: Sequence[Word]) -> str:
    """What a name says beside "official", numbers and abbreviations of levels."""
    kept = [
        word.value if word.kind in ("body", "level") else skeleton(word.written)
        for word in words
        if word.kind not in ("claims", "number", "service")
    ]
    return "".join(kept)
