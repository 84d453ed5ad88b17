"""The deciding function that every worker builds once: knowledge and policy opened, then post after post."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from datetime import datetime
from functools import cache, partial
from pathlib import Path

import msgspec

from suluh.content import WIB, Post
from suluh.facts.load import DATA
from suluh.flow import Decided as Way
from suluh.flow import decide_post, is_for_us, look, unseen
from suluh.knowledge import Knowledge, open_knowledge
from suluh.policy.calendar import dated
from suluh.policy.compiler import CompiledPolicy, compile_policy
from suluh.policy.decision import Decision
from suluh.policy.language import find_policy, load_policy
from suluh.policy.published import changed_since, failed_audit, key_of
from suluh.policy.vocabulary import NEUTRAL
from suluh.runners.seeing import Eyes, MediaSettings
from suluh.runners.work import Decided, DecidePosts, DecisionDigest, WorkerFactory
from suluh.signals.judge import Judge, JudgeSettings
from suluh.signals.protections import CUES
from suluh.signals.signal import Signal

EXCERPT = 400  # characters of a post that the ledger keeps when a person must look


class Settings(msgspec.Struct, frozen=True):
    """What a deciding function is built from; the same settings give the same decisions."""

    election: str = "pilkada-2024"
    policy: str | None = None  # a version, or a folder; None takes the newest live one
    judge: JudgeSettings | None = None
    replay: bool = (
        False  # decide each post as if at the moment it was posted: drills, benchmarks, demo
    )
    media: MediaSettings | None = None  # None: pictures, sound and video are not looked at
    facts: str | None = None  # folder of published facts; None takes those that came with Suluh
    trial: bool = False  # nothing follows: a policy that failed its audit may be looked at

    def factory(self) -> WorkerFactory:
        """A picklable factory for the runner's workers."""
        return partial(deciding, self)


@cache
def opened(settings: Settings) -> tuple[Knowledge, CompiledPolicy]:
    """Knowledge and policy of these settings, once a process.

    Raises what refuses a policy: it is not what was published, or it failed its neutrality audit.
    """
    chosen = (
        Path(settings.policy) if settings.policy and "/" in settings.policy else settings.policy
    )
    root = Path(settings.facts) if settings.facts else DATA
    knowledge, policy = open_knowledge(settings.election, root=root), load_policy(chosen)
    folder = find_policy(chosen)
    if refused := changed_since(policy, folder) or (
        None if settings.trial else failed_audit(policy, folder)
    ):
        raise refused
    return knowledge, compile_policy(dated(policy, knowledge.facts).policy, key_of(policy))


def versions(settings: Settings) -> dict[str, str]:
    """What a run goes on with, and only with: knowledge, policy and its content, election, replay, judge."""
    knowledge, policy = opened(settings)
    said = {
        "knowledge": knowledge.version,
        "policy": policy.key,
        "election": settings.election,
        "replay": "yes" if settings.replay else "no",
        "media": "yes" if settings.media else "no",
    }
    return said | ({"judge": settings.judge.model} if settings.judge else {})


def remembered_as(settings: Settings) -> dict[str, str]:
    """How the same settings are found again later, from any folder; the judge's key is never written down."""
    said = {"election": settings.election, "replay": "yes" if settings.replay else "no"}
    if settings.media:
        said["media"] = msgspec.json.encode(settings.media).decode()
    if settings.facts:
        said["facts"] = settings.facts
    if settings.policy:
        place = Path(settings.policy)
        said["policy"] = str(place.absolute()) if place.is_dir() else settings.policy
    if settings.judge:
        said |= {"judge_url": settings.judge.url, "judge_model": settings.judge.model}
    return said


def settings_from(said: Mapping[str, str]) -> Settings:
    """The settings that `remembered_as` wrote down."""
    url = said.get("judge_url")
    return Settings(
        said.get("election", Settings().election),
        said.get("policy"),
        JudgeSettings(url, said.get("judge_model", "")) if url else None,
        said.get("replay") == "yes",
        msgspec.json.decode(said["media"], type=MediaSettings) if "media" in said else None,
        said.get("facts"),
    )


def calendar_notes(settings: Settings) -> tuple[str, ...]:
    """What a reader must know when a policy is used for another election than the one it was written for."""
    knowledge, compiled = opened(settings)
    policy, election = compiled.policy, knowledge.facts.election
    if policy.name == election.id:
        return ()
    lacking = [name for name, period in policy.periods.items() if period.is_unknown]
    said = f"Kebijakan {policy.key} ditulis untuk pemilihan lain; tanggalnya diambil dari fakta {election.id}."
    if lacking:
        said += f" Tanpa fakta untuk masa {', '.join(lacking)}, aturan yang menanyakannya tidak dinilai."
    return (said,)


def deciding(settings: Settings) -> DecidePosts:
    """Build the function that turns posts into lines of decisions.jsonl with their digests."""
    door = Deciding(settings)

    def decide_posts(posts: Sequence[Post], now: datetime) -> list[Decided]:
        plain = _Plain(door.knowledge, door.policy, now)
        return [door.line(post, door.when(post, now), plain) for post in posts]

    return decide_posts


def way_of(post: Post, settings: Settings, now: datetime) -> Way:
    """One post with the whole way of its decision."""
    door = Deciding(settings)
    try:
        return door.way(post, now)
    finally:
        door.close()


def decider(settings: Settings) -> Callable[[Sequence[Post]], list[Decision]]:
    """Decide each post as if at the moment it was posted, without a ledger."""
    opened(settings)
    now = datetime.now(WIB)

    def decide_many(posts: Sequence[Post]) -> list[Decision]:
        return [way_of(post, settings, post.posted_at or now).decision for post in posts]

    return decide_many


class Deciding:
    """Knowledge, policy, judge and eyes of one process."""

    def __init__(self, settings: Settings) -> None:
        self.knowledge, self.policy = opened(settings)
        self.replay = settings.replay
        self.judge = Judge.of(settings.judge, rule_texts(self.policy)) if settings.judge else None
        self.eyes = Eyes(settings.media, self.knowledge.facts) if settings.media else None

    def when(self, post: Post, now: datetime) -> datetime:
        """The moment a post is decided at."""
        return post.posted_at if self.replay and post.posted_at else now

    def line(self, post: Post, at: datetime, plain: _Plain) -> Decided:
        """The post's line of decisions.jsonl; a post that is not about an election is answered without reading."""
        if post.media and self.eyes:
            return self._answer(*self.seen(post, at), at, plain)
        return self._answer(post, None, at, plain)

    def way(self, post: Post, at: datetime) -> Way:
        """The whole way of one decision."""
        if post.media and self.eyes:
            post, way = self.seen(post, at)
            return way or self._decided(post, at)
        return self._decided(post, at)

    def seen(self, post: Post, at: datetime) -> tuple[Post, Way | None]:
        """The post with its media understood; or, where its words alone already limit it, the way of that decision."""
        assert self.eyes is not None
        if is_for_us(post, self.knowledge):
            way = self._decided(post, at)
            if way.decision.outcome not in NEUTRAL:
                return post, way
        return self.eyes.see(post), None

    def close(self) -> None:
        """Ends the process that looks at media."""
        if self.eyes:
            self.eyes.close()

    def _answer(self, post: Post, way: Way | None, at: datetime, plain: _Plain) -> Decided:
        if way is None and not is_for_us(post, self.knowledge):
            return plain.line(post, at)
        return _line(post, way or self._decided(post, at))

    def _decided(self, post: Post, at: datetime) -> Way:
        return decide_post(post, self.knowledge, self.policy, at, judge=self.judge)


class _Plain:
    """Posts that are not about an election get one and the same answer, so it is worked out once."""

    def __init__(self, knowledge: Knowledge, policy: CompiledPolicy, now: datetime):
        way = decide_post(Post(id=""), knowledge, policy, now)
        self.decision = way.decision

    def line(self, post: Post, at: datetime) -> Decided:
        notes = (("zone assumed: WIB",) if post.zone_assumed else ()) + post.notes + unseen(post)
        decision = msgspec.structs.replace(
            self.decision, post_id=post.id, decided_at=at, notes=notes
        )
        return msgspec.json.encode(decision), DecisionDigest(post.id, looked=bool(post.origins))


def _line(post: Post, way: Way) -> Decided:
    return msgspec.json.encode(way.decision), digest(post, way)


def digest(post: Post, way: Way) -> DecisionDigest:
    """What the summary and the ledger keep of a decision; where the post stands, when somebody must find it."""
    kept = msgspec.structs.replace(_kept(way), looked=bool(post.origins))
    return _placed(kept, post, way) if kept.is_worth_an_event() else kept


def _placed(kept: DecisionDigest, post: Post, way: Way) -> DecisionDigest:
    return msgspec.structs.replace(
        kept,
        text=way.text[:EXCERPT],
        platform=post.platform,
        url=post.url,
        posted_at=post.posted_at,
        region=post.region,
        author=masked_name(post.author.handle or post.author.name),
        views=post.metrics.views,
    )


def masked_name(name: str | None) -> str | None:
    """Enough to tell two accounts apart beside the link, not enough to look one up: `@bu•••`."""
    bare = (name or "").strip().lstrip("@")
    return f"@{bare[:2]}•••" if bare else None


def _kept(way: Way) -> DecisionDigest:
    decision = way.decision
    review = decision.review
    fired = [rule for rule in decision.rules if rule.result == "fired"]
    best = _weightiest(decision)
    return DecisionDigest(
        post_id=decision.post_id,
        outcome=decision.outcome,
        proposed=decision.proposed,
        queue=review.queue if review else None,
        priority=review.priority if review else None,
        why=review.why if review else None,
        score=review.score if review else 0.0,
        rules=tuple(rule.id for rule in fired if rule.state == "live"),
        shadow=tuple(rule.id for rule in fired if rule.state == "shadow"),
        facts=_contradicted(decision),
        reviews=decision.reviews,
        seen=best.seen[:200] if best else "",
        where=best.where.place if best and best.where.place.kind != "caption" else None,
        automated=decision.automated,
        failed=tuple(step.stage for step in way.steps if step.failed),
    )


def _contradicted(decision: Decision) -> tuple[str, ...]:
    """The facts that the post goes against; those it agrees with are in the decision itself."""
    against = [
        s.against.id for s in decision.signals if s.name == "fact_contradiction" and s.against
    ]
    return tuple(dict.fromkeys(against))


# What a reader should see first: the breach, not the topic.
_BACKGROUND = frozenset({"election_topic", "political_topic", "fact_agreement", *CUES})


def _weightiest(decision: Decision) -> Signal | None:
    """The signal whose words a reader should see: of a fact or review first, then of what the decision rests on."""
    weighty = [s for s in decision.signals if s.name not in _BACKGROUND and s.against is not None]
    held = [s for s in weighty if s.against and s.against.kind in ("fact", "review")]
    return max(held or weighty, key=lambda s: s.score, default=None)


def rule_texts(policy: CompiledPolicy) -> dict[str, str]:
    """Rule id → title and description in English, as a judge reads them."""
    return {rule.id: f"{rule.title.en}. {rule.description.en}" for rule in policy.policy.rules}


def noticed(post: Post, settings: Settings) -> tuple[Post, tuple[Signal, ...]]:
    """The post with personal data masked, and everything that was noticed in it; nothing is decided."""
    knowledge, _ = opened(settings)
    text, steps = look(post, knowledge)
    return msgspec.structs.replace(post, text=text), tuple(
        s for step in steps for s in step.signals
    )
