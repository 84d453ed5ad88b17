"""What the accounts of a group have in common beside what they share: their hours, their age, their names."""

from __future__ import annotations

import math
import re
from collections import Counter
from collections.abc import Sequence
from datetime import datetime

import msgspec
import numpy as np

from suluh.networks.line import at
from suluh.networks.traffic import F64, I64

_HOUR, _DAY = 3_600_000, 86_400_000
_WIB = 7 * _HOUR
_ACTIONS = 5  # fewer pauses say nothing about regularity
_COMPARED = 5_000  # handles of others that a form is held against
_MEMBERS = 4  # fewer cannot have a form in common


class Rhythm(msgspec.Struct, frozen=True):
    """When a group posts together, in WIB."""

    hours: tuple[int, ...]  # posts in each hour of the day, 24 of them
    days: int
    seconds: float  # median between one member and the next, over the same thing
    regular: (
        float | None
    )  # 1 - variation of the pauses between actions, where there are enough; 1 is a clock


class NewAccounts(msgspec.Struct, frozen=True):
    """How many members were made in the same seven days, and how rare that is among all accounts."""

    known: int  # members whose day is known
    together: int
    since: datetime
    elsewhere: float  # share of all accounts made in those days
    p: float


class Names(msgspec.Struct, frozen=True):
    """A form that the members' handles have in common: letters as a, digits as 9."""

    form: str
    share: float
    elsewhere: float


def rhythm(when: I64, things: list[I64]) -> Rhythm:
    """The hours of the posts, the pause from one member to the next, and how even the pauses between actions are."""
    local = when + _WIB
    hours = np.bincount(local // _HOUR % 24, minlength=24)
    steps = np.concatenate([np.diff(each) for each in things])
    pauses = np.diff(np.sort([int(each[0]) for each in things]))
    regular = None
    if len(pauses) >= _ACTIONS and pauses.mean() > 0:
        regular = max(0.0, 1.0 - float(pauses.std() / pauses.mean()))
    days = len(np.unique(local // _DAY))
    return Rhythm(tuple(hours.tolist()), days, float(np.median(steps)) / 1000, regular)


def new_accounts(created: F64, members: I64) -> NewAccounts | None:
    """The seven days in which most members were made; None when fewer than three days are known.

    p is the chance that so many members fall into those days when accounts are drawn from all that were read.
    """
    born = np.sort(created[members])
    born = born[~np.isnan(born)]
    if len(born) < 3:
        return None
    until = np.searchsorted(born, born + 7 * _DAY, side="right")
    begin = int(np.argmax(until - np.arange(len(born))))
    together, since = int(until[begin] - begin), born[begin]
    known = created[~np.isnan(created)]
    share = float(((known >= since) & (known <= since + 7 * _DAY)).mean())
    p = min(1.0, _tail(len(born), together, share) * len(born))  # the week was chosen among as many
    return NewAccounts(len(born), together, at(int(since)), share, p)


def _tail(count: int, least: int, share: float) -> float:
    """The chance of at least `least` of `count`, each with chance `share`."""
    if share >= 1:
        return 1.0
    logs = (
        math.lgamma(count + 1) - math.lgamma(each + 1) - math.lgamma(count - each + 1)
        + each * math.log(max(share, 1e-300)) + (count - each) * math.log1p(-share)
        for each in range(least, count + 1)
    )  # fmt: skip
    return min(1.0, math.fsum(math.exp(log) for log in logs))


_LETTERS, _DIGIT = re.compile(r"[^\W\d_]+"), re.compile(r"\d")


def form_of(handle: str) -> str:
    """A handle as a form: each run of letters is a, each digit 9, signs stay.

    >>> form_of("budi_santoso84")
    'a_a99'
    """
    return _LETTERS.sub("a", _DIGIT.sub("9", handle.lower()))


def forms(accounts: Sequence[str]) -> Counter[str]:
    """How common each form is among the accounts (platform:handle), told from a few thousand of them."""
    some = accounts[:: max(1, len(accounts) // _COMPARED)]
    return Counter(form_of(each.partition(":")[2]) for each in some)


def named(handles: Sequence[str], elsewhere: Counter[str]) -> Names | None:
    """The form that most handles have, when most have one and it has a digit or sign; and how common it is elsewhere."""
    form, count = Counter(map(form_of, handles)).most_common(1)[0]
    if len(handles) < _MEMBERS or form == "a" or count / len(handles) < 0.5:
        return None
    return Names(form, count / len(handles), elsewhere[form] / max(elsewhere.total(), 1))
