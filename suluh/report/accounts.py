"""What was found about accounts, for people and for other programs: verdict, reasons in words, and who must look."""

from __future__ import annotations

from datetime import datetime

import msgspec

from suluh.accounts import Compared, SeenAccount, Verdict, compare
from suluh.accounts.account import as_post
from suluh.accounts.wording import says, verdict
from suluh.flow import decide_post
from suluh.knowledge import Knowledge
from suluh.policy.compiler import CompiledPolicy
from suluh.text.privacy import mask


class Ground(msgspec.Struct, frozen=True):
    """One reason, with both sides and as a sentence."""

    kind: str
    where: str
    seen: str
    against: str | None
    source: str | None
    weight: float
    id: str
    en: str


class AccountAnswer(msgspec.Struct, frozen=True):
    """One account of a file. `priority` and `queue` are set where a person must look."""

    account: str
    line: int
    platform: str | None
    handle: str | None
    name: str | None
    verdict: str
    verdict_id: str
    verdict_en: str
    strength: float  # 0..1: how much the reasons say together; never shown without them
    kind: str | None
    whom: str | None  # the registered account or domain it is nearest to
    source: str | None
    speaks_of_vote: bool
    priority: str | None
    queue: str | None
    why: str | None
    reasons: tuple[Ground, ...]
    notes: tuple[str, ...] = ()


def answer_about(
    account: SeenAccount,
    line: int,
    notes: tuple[str, ...],
    knowledge: Knowledge,
    policy: CompiledPolicy,
    now: datetime,
) -> AccountAnswer:
    """The account compared, and decided under the policy as the author of what it says."""
    compared = compare(account, knowledge.register, knowledge.facts)
    review = decide_post(as_post(account), knowledge, policy, now).decision.review
    asks = review if compared.verdict in (Verdict.IMPERSONATES, Verdict.UNCONFIRMED) else None
    return AccountAnswer(
        account=account.id,
        line=line,
        platform=account.platform,
        handle=account.handle,
        name=mask(account.name).text if account.name else None,
        verdict=compared.verdict.value,
        verdict_id=verdict(compared.verdict),
        verdict_en=verdict(compared.verdict, "en"),
        strength=round(compared.strength, 3),
        kind=compared.kind,
        whom=compared.whom.shown if compared.whom else None,
        source=compared.whom.source if compared.whom else None,
        speaks_of_vote=compared.speaks_of_vote,
        priority=asks.priority if asks else None,
        queue=asks.queue if asks else None,
        why=asks.why if asks else None,
        reasons=_grounds(compared),
        notes=notes,
    )


def _grounds(compared: Compared) -> tuple[Ground, ...]:
    return tuple(
        Ground(r.kind, r.where, r.seen, r.against, r.source, r.weight, says(r), says(r, "en"))
        for r in compared.reasons
    )
