"""The statement of reasons: what was done, to which words, under which rule, against which fact, and how to appeal."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Any

import msgspec

from suluh.actions.dsa import dsa_record
from suluh.actions.grounds import (
    FactLike,
    FactTable,
    Ground,
    ReviewLike,
    ReviewTable,
    grounds,
)
from suluh.actions.quotes import quoted
from suluh.actions.sources import cited, regulation_of
from suluh.actions.wording import appeal_link, guide_link, phrase
from suluh.content import WIB, Post
from suluh.policy.compiler import CompiledPolicy
from suluh.policy.decision import Decision
from suluh.policy.rule import Rule, Told, Words
from suluh.signals.signal import Signal

SHOWN = 3  # rules and facts that a statement names at most
LIKENESS = (
    "claim_match",
    "known_media",
    "triage",
    "judge",
)  # a post is like something: said after what it is


class Statement(msgspec.Struct, frozen=True):
    """What the author reads (`id`, `en`), what stands on the post, and the DSA fields beside it.

    `dsa` is None where nothing restricts the post, which needs no statement under the DSA.
    """

    id: str
    en: str
    dsa: dict[str, Any] | None = None
    label_id: str | None = None
    label_en: str | None = None


def state_reasons(
    decision: Decision,
    post: Post,
    facts: FactTable,
    reviews: ReviewTable,
    policy: CompiledPolicy,
) -> Statement:
    """The statement for this decision. `facts` and `reviews` are asked by id; personal data are masked already."""
    if decision.outcome in ("none", "info_label"):
        return _neutral(decision, policy)
    behind = grounds(decision, post, facts, reviews, policy)
    id_, en = ("\n".join(_lines(decision, post, behind, lang)) for lang in ("id", "en"))
    return Statement(
        id=id_,
        en=en,
        dsa=dsa_record(decision, post, behind, policy, id_),
        label_id=_label(decision, behind, "id"),
        label_en=_label(decision, behind, "en"),
    )


def _neutral(decision: Decision, policy: CompiledPolicy) -> Statement:
    if decision.outcome == "none":
        return Statement(phrase("none", "id"), phrase("none", "en"))
    banner = policy.policy.rule("INFO-BANNER")
    fallback = (phrase("done_info_label", lang) for lang in ("id", "en"))
    said = (banner.sentence.id, banner.sentence.en) if banner else tuple(fallback)
    link = f" ({guide_link()})" if guide_link() else ""
    labels = [phrase("label_info_label", lang, link=link) for lang in ("id", "en")]
    return Statement(said[0], said[1], None, labels[0], labels[1])


def _lines(decision: Decision, post: Post, behind: Sequence[Ground], lang: str) -> Iterator[str]:
    yield _done(decision, behind, lang)
    quotes: set[str] = set()
    for ground in behind[:SHOWN]:
        yield from _reason(ground, post, decision.policy.partition("+")[0], lang, quotes)
    yield _by_whom(decision, behind, lang)
    yield _appeal(post, lang)


def _done(decision: Decision, behind: Sequence[Ground], lang: str) -> str:
    done = phrase(f"done_{decision.outcome}", lang)
    also = {name for ground in behind for name in (ground.outcome, *_also(ground))}
    if "context_label" in also and decision.outcome != "context_label":
        done += " " + phrase("also_context_label", lang)
    return done


def _also(ground: Ground) -> tuple[str, ...]:
    return ground.level.also if ground.level else ()


def _reason(ground: Ground, post: Post, policy: str, lang: str, quotes: set[str]) -> Iterator[str]:
    """One rule's reason; `quotes` holds the words already quoted for an earlier rule."""
    hits = _led(ground.hits)
    yield from _said(ground, hits, post, lang)
    words = quoted(hits, post, lang)
    if words and words not in quotes:
        quotes.add(words)
        yield phrase("seen", lang, words=words)
    sources = [fact.sources[0] for fact in ground.facts[:SHOWN] if fact.sources]
    if sources:
        said = dict.fromkeys(cited(source, lang) for source in sources)
        yield phrase("source", lang, source="; ".join(said))
    for review in ground.reviews[:1]:
        yield from _checked(review, lang)
    title = ground.rule.title.en if lang == "en" else ground.rule.title.id
    yield phrase("rule", lang, title=title, rule=ground.rule.id, policy=policy)


def _led(hits: Sequence[Signal]) -> tuple[Signal, ...]:
    """What the rule looked for itself before likenesses and guesses, the surest first."""
    return tuple(sorted(hits, key=lambda hit: (hit.name in LIKENESS, -hit.score)))


def _said(ground: Ground, hits: Sequence[Signal], post: Post, lang: str) -> Iterator[str]:
    """The rule's own sentence, its slots filled; the facts after it where it has no slot for them."""
    both = (ground.level.sentence if ground.level else None) or _sentence(ground.rule, hits)
    text = both.en if lang == "en" else both.id
    told = [_fact(fact, lang) for fact in ground.facts[:SHOWN]]
    told_facts = phrase("fact", lang, fact=" ".join(told)) if told else ""
    source = ground.facts[0].sources[0] if ground.facts and ground.facts[0].sources else None
    day = f"{post.posted_at.astimezone(WIB):%d-%m-%Y}" if post.posted_at else "?"
    review = ground.reviews[0] if ground.reviews else None
    filled = text.format(
        seen=quoted(hits, post, lang),
        fact=told_facts,
        source=cited(source, lang) if source else "",
        date=day,
        claim=hits[0].seen if hits else "",
        publisher=review.publisher if review else "",
    )
    yield filled.strip()
    if told_facts and "{fact}" not in text:
        yield told_facts


def _sentence(rule: Rule, hits: Sequence[Signal]) -> Words:
    """The sentence for what was noticed first, where the rule has a narrower one than its own."""
    return next(
        (told.words for told in rule.sentences if hits and _fits(told, hits[0])), rule.sentence
    )


def _fits(told: Told, hit: Signal) -> bool:
    value = hit.name if told.about == "signal" else hit.details.get(told.about)
    return value in told.values


def _fact(fact: FactLike, lang: str) -> str:
    return fact.statement_en if lang == "en" else fact.statement_id


def _checked(review: ReviewLike, lang: str) -> Iterator[str]:
    said = review.explanation_en if lang == "en" else review.explanation_id
    if said:
        by = phrase("by", lang, publisher=review.publisher) if review.publisher else ""
        link = phrase("read_at", lang, link=review.url) if review.url else ""
        yield phrase("checked", lang, by=by, said=said) + link


def _appeal(post: Post, lang: str) -> str:
    """Where to appeal; where the platform has named no address, whom to ask instead."""
    link = appeal_link(post.id)
    if link:
        return phrase("appeal", lang, link=link, post=post.id)
    return phrase("appeal_by_asking", lang, post=post.id)


def _by_whom(decision: Decision, behind: Sequence[Ground], lang: str) -> str:
    if decision.automated == "not":
        return phrase("person", lang)
    if decision.outcome == "remove":
        return phrase("machine_copy", lang)
    if decision.outcome == "refer_partner":
        return phrase("referral", lang)
    until = next((g.level.until for g in behind if g.level and g.level.until), None)
    return phrase(f"machine_until_{until}" if until else "machine", lang)


def _label(decision: Decision, behind: Sequence[Ground], lang: str) -> str | None:
    """What viewers see on the post; a limit alone shows nothing."""
    shown = {name for ground in behind for name in (ground.outcome, *_also(ground))}
    if decision.outcome == "remove":
        return None
    if "context_label" in shown:
        fact = next((fact for ground in behind for fact in ground.facts if fact.sources), None)
        if fact is None:
            return phrase("label_context_label_plain", lang)
        named = regulation_of(fact.sources[0]) or fact.sources[0].title
        return phrase("label_context_label", lang, fact=_fact(fact, lang), source=named)
    if "require_aigc_label" in shown:
        return phrase("label_require_aigc_label", lang)
    return None
