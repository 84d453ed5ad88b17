"""Every benchmark by its name."""

from __future__ import annotations

from collections.abc import Callable

from suluh.cli.bench import of_claims, of_load, of_posts
from suluh.cli.bench.asked import Asked, Measured

MEASURES: dict[str, Callable[[Asked], Measured]] = {
    "posts": of_posts.posts,
    "retrieval": of_claims.retrieval,
    "classification": of_posts.classification,
    "neutrality": of_posts.neutrality,
    "paraphrases": of_claims.paraphrases,
    "polarity": of_posts.polarity,
    "guide-search": of_claims.guide_search,
    "media": of_posts.media,
    "speed": of_load.speed,
    "memory": of_load.memory,
    "growth": of_load.growth,
    "parts": of_load.parts,
    "desk": of_load.desk,
    "guide": of_load.guide,
    "workshop": of_load.workshop,
    "checker": of_claims.checker,
    "accounts": of_claims.accounts,
    "networks": of_claims.networks,
    "transparency": of_load.transparency,
    "fairness": of_load.fairness,
    "safety": of_posts.safety,
    "evasions": of_posts.evasions,
}
