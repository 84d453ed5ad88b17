"""The quick look into a large register finds what a slow one over all of it finds."""

from __future__ import annotations

from itertools import product

from hypothesis import given, settings
from hypothesis import strategies as st

from suluh.accounts import Official, Register, SeenAccount
from suluh.accounts.closeness import closeness, nearest
from suluh.accounts.naming import naming
from suluh.bench.accounts import measure
from suluh.facts import load

BODIES, PLACES = ("kpu", "bawaslu"), ("rimbasari", "telukbiru", "pesisir", "gunungsari")
MANY = [
    Official(
        f"{b} {p} {n}", "instagram", f"@{b}_{p}{n}", f"{b.upper()} {p.title()} {n}", source="x"
    )
    for b, p, n in product(BODIES, PLACES, ("", "utara", "timur", "raya"))
]
REGISTER = Register([*Register.of(load()).entries, *MANY])
ROWS = [row.account() for row in measure.rows(measure.FILE) if not row.avatar]


def same(account: SeenAccount) -> None:
    named = naming(account)
    assert closeness(account, named, REGISTER) == nearest(account, named, REGISTER.accounts)


def test_both_ways_agree_on_the_invented_accounts() -> None:
    for account in ROWS:
        same(account)


_PIECES = st.sampled_from(
    ["kpu", "bawaslu", "rimbasari", "_", ".", "1", "official", "l", "x", "utara", "KPU", " "]
)


@settings(deadline=None)
@given(st.lists(_PIECES, max_size=6).map("".join), st.lists(_PIECES, max_size=5).map(" ".join))
def test_both_ways_agree_on_names_put_together_by_chance(handle: str, name: str) -> None:
    same(SeenAccount("a", "instagram", handle=handle, name=name))
