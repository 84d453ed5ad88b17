"""Every reason has a weight or speaks for an account, and words in both languages."""

from __future__ import annotations

import pytest

from suluh.accounts import Reason, Verdict
from suluh.accounts.reasons import FOR, WEIGHTS, strength
from suluh.accounts.wording import says, verdict

EVERY = [*WEIGHTS, *FOR, "disclosed"]


@pytest.mark.parametrize("kind", EVERY)
def test_every_reason_can_be_said_with_what_was_seen(kind: str) -> None:
    reason = Reason(kind, "name", "YANG DILIHAT", "lawannya")
    assert all("YANG DILIHAT" in says(reason, lang) for lang in ("id", "en"))
    assert says(reason, "id") != says(reason, "en")


def test_every_verdict_has_its_word() -> None:
    assert len({verdict(each) for each in Verdict}) == len(Verdict)


def test_reasons_add_up_and_what_speaks_for_an_account_takes_away() -> None:
    name, badge, link = (Reason(k, "name", "x") for k in ("name_body", "badge", "official_link"))
    assert strength([name]) < strength([name, badge]) < 1
    assert strength([name, badge, link]) < strength([name, badge])
    assert strength([name, name]) == strength([name])
