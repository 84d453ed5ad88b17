"""The real engine and the real rules, as lessons need them: a practice post is decided as any other post is."""

from __future__ import annotations

import hashlib
from functools import cached_property

import msgspec

from suluh.facts import Facts
from suluh.flow import decide_post
from suluh.knowledge import Knowledge, imported_mark, open_knowledge
from suluh.learn.course import Choice, Judged, PracticePost
from suluh.learn.stale import MARK
from suluh.policy.calendar import dated
from suluh.policy.compiler import CompiledPolicy, compile_policy
from suluh.policy.decision import Decision
from suluh.policy.language import load_policy
from suluh.policy.published import key_of
from suluh.policy.rule import Policy
from suluh.policy.vocabulary import NEUTRAL

_OF_OUTCOME = {
    "context_label": Choice.LABEL,
    "require_aigc_label": Choice.LABEL,
    "refer_partner": Choice.REFER,
}
_BANNER = "INFO-BANNER"  # speaks on every post about the election


class Rules:
    """A policy as a `Rulebook`."""

    def __init__(self, policy: Policy) -> None:
        self.policy = policy

    def title(self, rule: str, lang: str) -> str | None:
        found = self.policy.rule(rule)
        return (found.title.en if lang == "en" else found.title.id) if found else None

    def says(self, rule: str, lang: str) -> str:
        found = self.policy.rule(rule)
        return (found.description.en if lang == "en" else found.description.id) if found else ""

    def mark(self, rule: str) -> str | None:
        found = self.policy.rule(rule)
        if found is None:
            return None
        said = msgspec.json.encode(msgspec.structs.replace(found, file=""))
        return hashlib.sha256(said).hexdigest()[:MARK]

    def exception(self, name: str, lang: str) -> str:
        """The title of what protects a post; its id for one that the policy does not know."""
        found = self.policy.exceptions.get(name)
        return (found.title.en if lang == "en" else found.title.id) if found else name

    def action(self, name: str, lang: str) -> str:
        found = self.policy.actions.get(name)
        return (found.title.en if lang == "en" else found.title.id) if found else name


class Engine:
    """Decides practice posts under the facts in force and the newest policy. Knowledge is opened on first use."""

    def __init__(self, facts: Facts) -> None:
        self.facts = facts
        self._judged: dict[str, Judged] = {}

    @cached_property
    def policy(self) -> CompiledPolicy:
        policy = load_policy()
        return compile_policy(dated(policy, self.facts).policy, key_of(policy))

    @cached_property
    def rules(self) -> Rules:
        return Rules(self.policy.policy)

    @cached_property
    def knowledge(self) -> Knowledge:
        return Knowledge(self.facts, open_knowledge(self.facts.election.id).claims)

    def __call__(self, post: PracticePost) -> Judged:
        """Worked out once for each post."""
        if post.id not in self._judged:
            at = post.seen or post.at
            decision = decide_post(post.post, self.knowledge, self.policy, at).decision
            self._judged[post.id] = judged(decision)
        return self._judged[post.id]


_kept: dict[tuple[str, str], Engine] = {}  # by version of the facts and of the imported reviews
KEPT = 2


def engine_for(facts: Facts) -> Engine:
    """The engine over these facts; made once a process and version, so that practice is decided once."""
    key = (facts.version, imported_mark())
    if key not in _kept:
        while len(_kept) >= KEPT:
            _kept.pop(next(iter(_kept)), None)
        _kept[key] = Engine(facts)
    return _kept[key]


def judged(decision: Decision) -> Judged:
    """A decision as a learner reads it."""
    told = [rule for rule in decision.rules if rule.state == "live" and rule.id != _BANNER]
    return Judged(
        choice=choice_of(decision),
        rules=tuple(rule.id for rule in told if rule.result == "fired"),
        kept=tuple((rule.id, rule.why or "") for rule in told if rule.result == "protected"),
        facts=decision.facts,
        seen=_seen(decision),
        proposed=decision.proposed,
        reasons_id=decision.reasons_id,
        reasons_en=decision.reasons_en,
    )


def choice_of(decision: Decision) -> Choice:
    """What became of the post before anybody looked. What a person is asked to confirm is not yet done."""
    if decision.outcome not in NEUTRAL:
        return _OF_OUTCOME.get(decision.outcome, Choice.LIMIT)
    if decision.review is None:
        return Choice.LEAVE
    return Choice.REFER if decision.proposed == "refer_partner" else Choice.ASK


def _seen(decision: Decision) -> str:
    against = [s for s in decision.signals if s.against is not None and s.seen]
    best = max(against, key=lambda s: s.score, default=None)
    return best.seen[:200] if best else ""
