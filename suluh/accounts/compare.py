"""One account beside the register: registered, protected, nothing to do with it, unconfirmed, or passing for another.

The order of the answers is the order of the questions. A registered account is itself. A parody or fan account that
says so in its NAME is left alone, as long as it asks nobody for data, money or an app. What neither bears an official
name nor comes near a registered account has nothing to do with it. The rest is weighed: who only bears the name of an
office is unconfirmed, since most real offices stand in no register of ours; who has more against it passes for another.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from enum import StrEnum

import msgspec

from suluh.accounts.account import SeenAccount
from suluh.accounts.avatars import same_picture
from suluh.accounts.closeness import closeness, is_own_word
from suluh.accounts.doing import deeds, speaks_of_the_vote
from suluh.accounts.domains import hosts, is_of
from suluh.accounts.naming import Naming, disclosed, naming, renamed_from
from suluh.accounts.reasons import DOES, Reason, Where, strength
from suluh.accounts.register import Kind, Official, Register, day_of, handle_key, platform_key
from suluh.facts import Facts

PASSES = 0.6  # strength from which an account passes for another
ASKED = 0.15  # from which somebody should ask whose it is
_ESTABLISHED_DAYS, _ESTABLISHED_FOLLOWERS = 730, 1000
_YOUNG_DAYS, _RECENT_DAYS = 45, 180


class Verdict(StrEnum):
    REGISTERED = "registered"
    PROTECTED = "protected"
    UNRELATED = "unrelated"
    UNCONFIRMED = "unconfirmed"
    IMPERSONATES = "impersonates"


class Compared(msgspec.Struct, frozen=True):
    """The answer about an account, with every reason for and against. `whom`: the registered account it is nearest to."""

    verdict: Verdict
    reasons: tuple[Reason, ...] = ()
    strength: float = 0.0
    kind: Kind | None = None
    whom: Official | None = None
    speaks_of_vote: bool = False  # looked at for accounts that are weighed, the last two verdicts

    @property
    def main(self) -> Reason | None:
        """The weightiest reason."""
        return max(self.reasons, key=lambda reason: reason.weight, default=None)


def compare(account: SeenAccount, register: Register, facts: Facts) -> Compared:
    """How an account stands to the register on the day it was seen. Pure; opens no file and no address."""
    same = _registered(account, register)
    if same and same.holds_on(day_of(account.seen_at)):
        return Compared(Verdict.REGISTERED, kind=same.kind, whom=same)
    if account.registered or account.kind == "government":
        return Compared(Verdict.REGISTERED)
    told = disclosed(account)
    if told is None and not _passing(account, register, naming(account), same)[0]:
        return Compared(Verdict.UNRELATED)  # most accounts; what they say need not be read for this
    does = deeds(_texts(account), facts, register.sites, account.seen_at)
    if told and told.where == "name" and not _harms(does):
        return Compared(Verdict.PROTECTED, (told,))
    return _weighed(account, register, told, does, same)


def _passing(
    account: SeenAccount, register: Register, named: Naming, lapsed: Official | None
) -> tuple[tuple[Reason, ...], Official | None]:
    """Every reason to think of an official account at all, and of which."""
    near, whom = closeness(account, named, register)
    return (*named.reasons, *near, *_picture(account, register), *_lapsed(lapsed)), whom or lapsed


def _harms(does: Iterable[Reason]) -> bool:
    return any(reason.kind in DOES for reason in does)


def _weighed(
    account: SeenAccount,
    register: Register,
    told: Reason | None,
    does: Sequence[Reason],
    lapsed: Official | None,
) -> Compared:
    """What it looks like and what it does, taken together. `lapsed`: a registration that does not hold on that day."""
    named = naming(account, seriously=_harms(does))
    passing, whom = _passing(account, register, named, lapsed)
    if not passing:
        return Compared(Verdict.UNRELATED)
    about = named.about
    if about and whom and is_own_word(about.seen, whom):
        about = None
    beside = _beside(account, named.kind is not None or whom is not None, told)
    reasons = (*passing, *beside, *does, *_speaks_for(account, register, about))
    total = strength(reasons)
    kind = (whom.kind if whom else None) or named.kind or "body"
    votes = speaks_of_the_vote(account.words())
    return Compared(_verdict(total), _once(reasons), total, kind, whom, votes)


def _lapsed(entry: Official | None) -> list[Reason]:
    """A registration outside its days: the account may be itself, or have changed hands."""
    if entry is None:
        return []
    days = f"{entry.valid_from or '…'}–{entry.valid_to or '…'}"
    return [Reason("lapsed", "handle", entry.shown, days, entry.source)]


def _verdict(total: float) -> Verdict:
    if total >= PASSES:
        return Verdict.IMPERSONATES
    return Verdict.UNCONFIRMED if total >= ASKED else Verdict.UNRELATED


def _once(reasons: tuple[Reason, ...]) -> tuple[Reason, ...]:
    """The first of each kind at each place, weightiest kinds first."""
    first = {(reason.kind, reason.where): reason for reason in reversed(reasons)}
    return tuple(sorted(first.values(), key=lambda r: (-r.weight, r.kind, r.where)))


def _registered(account: SeenAccount, register: Register) -> Official | None:
    """The entry with this very handle, or for accounts without one this very name, on this platform or an unknown one."""
    platform = platform_key(account.platform)
    entries = register.by_handle.get(handle_key(account.handle or ""), ())
    if not account.handle and account.name:
        entries = tuple(
            e for e in register.accounts if e.name == account.name and platform == e.platform
        )
    return next((e for e in entries if platform in (None, e.platform)), None)


def _texts(account: SeenAccount) -> list[tuple[Where, str]]:
    texts: list[tuple[Where, str]] = [("bio", account.bio)] if account.bio else []
    texts += [("link", link) for link in account.links]
    return texts + [("said", said) for said in account.said]


def _picture(account: SeenAccount, register: Register) -> list[Reason]:
    found = same_picture(account.avatar, register)
    if not found:
        return []
    official, distance = found
    return [Reason("avatar_same", "avatar", f"PDQ ±{distance}", official.shown, official.source)]


def _beside(account: SeenAccount, poses: bool, told: Reason | None) -> list[Reason]:
    """What alone means nothing, and beside a borrowed name something: youth, and a disclosure in the wrong place."""
    reasons = [] if told is None or told.where == "name" else [told]
    age = _age(account)
    if age is not None and age < _RECENT_DAYS and poses:
        kind = "young" if age < _YOUNG_DAYS else "recent"
        reasons.append(Reason(kind, "history", str(age)))
    return reasons


def _age(account: SeenAccount) -> int | None:
    """Days between its making and when it was seen."""
    if account.created_at is None or account.seen_at is None:
        return None
    return max(0, (account.seen_at - account.created_at).days)


def _speaks_for(account: SeenAccount, register: Register, about: Reason | None) -> list[Reason]:
    reasons = [about] if about else []
    if account.verified:
        reasons.append(Reason("verified", "history", account.platform or ""))
    shown = "\n".join((*account.links, account.bio or ""))
    own = [(host, is_of(host, register.sites)) for host, _, _ in hosts(shown)]
    if site := next(((h, s) for h, s in own if s), None):
        reasons.append(Reason("official_link", "link", site[0], site[1].domain, site[1].source))
    age, followers = _age(account) or 0, account.followers or 0
    if (
        age >= _ESTABLISHED_DAYS
        and followers >= _ESTABLISHED_FOLLOWERS
        and not renamed_from(account)
    ):
        reasons.append(Reason("established", "history", str(age)))
    return reasons
