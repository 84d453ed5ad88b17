"""The order of a queue: severity × predicted reach × time to the poll × reporter precision (process.md section 6).

Who is spoken of, and how many points a candidate stands to win or lose, is not an input.
"""

from __future__ import annotations

import math
from datetime import date, datetime, time

from suluh.content import WIB, Post
from suluh.policy.rule import Level, Policy, Rule, Urgency


def priority_of(level: Level, policy: Policy, now: datetime) -> str:
    """The priority of a level at this moment; more urgent inside the period `near_poll`."""
    ask = level.review
    if ask is None:
        return "P4"
    near = policy.periods.get("near_poll")
    if ask.near_poll and near and near.start and near.end and near.start <= now < near.end:
        return ask.near_poll
    return ask.priority


def review_score(
    rule: Rule, post: Post, policy: Policy, now: datetime, reporter_precision: float | None = None
) -> float:
    """Order within a queue, higher first. `reporter_precision` in 0..1; None counts as 1."""
    weight = policy.severities[rule.severity].weight
    precision = 1.0 if reporter_precision is None else reporter_precision
    return round(
        weight * reach_factor(post, policy.urgency) * time_factor(policy, now) * precision, 3
    )


def log_reach(people: float | None, urgency: Urgency) -> float:
    """Base-10 logarithm of that many people; an unknown reach is taken as neutral."""
    known = urgency.unknown_reach if people is None else people
    return math.log10(10 + max(0.0, known))


def nearness(vote_date: date, urgency: Urgency, now: datetime) -> float:
    """`near_factor` at noon of voting day, falling towards 1 with the days before or after it."""
    noon = datetime.combine(vote_date, time(12), WIB)
    days = abs((now - noon).total_seconds()) / 86400
    return 1 + (urgency.near_factor - 1) * math.exp(-days / urgency.days_scale)


def reach_factor(post: Post, urgency: Urgency) -> float:
    """Base-10 logarithm of the people likely to see the post; an unknown reach is taken as neutral."""
    views, shares, followers = post.metrics.views, post.metrics.shares, post.author.followers
    if views is None and shares is None and followers is None:
        return log_reach(None, urgency)
    reach = (views or 0) + (shares or 0) + urgency.follower_share * (followers or 0)
    return log_reach(reach, urgency)


def time_factor(policy: Policy, now: datetime) -> float:
    """`near_factor` on voting day, falling towards 1 with the days before or after it."""
    return nearness(policy.vote_date, policy.urgency, now)
