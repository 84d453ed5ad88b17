"""The fields of the DSA Transparency Database for a decision, and their check against a JSON Schema.

Field and value names are the database's own (repository digital-services-act/transparency-database); `rule_version`,
`fact_versions`, `temporary_until` and `appeal_link` are ours, as process.md section 9 asks. A policy breach is stated as
incompatible with the terms, never as illegal: only an authority finds that.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Sequence
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Any

from suluh.actions.grounds import Ground
from suluh.actions.wording import appeal_link
from suluh.content import WIB, Post
from suluh.policy.compiler import CompiledPolicy
from suluh.policy.decision import Decision
from suluh.text.language import language

if TYPE_CHECKING:
    from jsonschema import Draft202012Validator

FACTS_MAX = 5000  # characters the database takes
EXPLANATION_MAX = 2000
AUTOMATED = {
    "fully": "AUTOMATED_DECISION_FULLY",
    "partially": "AUTOMATED_DECISION_PARTIALLY",
    "not": "AUTOMATED_DECISION_NOT_AUTOMATED",
}
KINDS = ("visibility", "monetary", "provision", "account")
OTHER_CATEGORY = "STATEMENT_CATEGORY_OTHER_VIOLATION_TC"


def dsa_record(
    decision: Decision,
    post: Post,
    behind: Sequence[Ground],
    policy: CompiledPolicy,
    explanation: str,
    *,
    source_type: str = "SOURCE_VOLUNTARY",
    source_identity: str | None = None,
) -> dict[str, Any] | None:
    """The database's fields, or None where nothing restricts the post (no action, neutral link, referral)."""
    done = _restrictions(decision, behind, policy)
    if not any(done.values()):
        return None
    first = behind[0].rule if behind else None
    return {
        "puid": post.id,
        **{f"decision_{kind}": done[kind] or None for kind in KINDS},
        **{f"end_date_{kind}_restriction": None for kind in KINDS},
        "decision_ground": "DECISION_GROUND_INCOMPATIBLE_CONTENT",
        "incompatible_content_ground": "; ".join(
            f"{ground.rule.title.en} ({decision.policy}/{ground.rule.id}@{ground.rule.version})"
            for ground in behind
        )[:500],
        "incompatible_content_explanation": explanation[:EXPLANATION_MAX],
        "incompatible_content_illegal": "No",
        "category": (first and first.dsa_category) or OTHER_CATEGORY,
        "category_specification": _keywords(behind),
        "content_type": _content_types(post, behind),
        "territorial_scope": ["ID"],
        "content_language": _language(post),
        "content_date": _day(post.posted_at),
        "application_date": _day(decision.decided_at),
        "decision_facts": _facts(decision, behind),
        "source_type": source_type,
        "source_identity": source_identity,
        "automated_detection": "Yes" if decision.signals else "No",
        "automated_decision": AUTOMATED[decision.automated],
        "rule_version": [f"{decision.policy}/{g.rule.id}@{g.rule.version}" for g in behind],
        "fact_versions": [f"{decision.knowledge}/{fact_id}" for fact_id in decision.facts],
        "temporary_until": next((g.level.until for g in behind if g.level and g.level.until), None),
        "appeal_link": appeal_link(post.id),
    }


@cache
def dsa_schema() -> dict[str, Any]:
    """The JSON Schema of an exported record."""
    path = Path(__file__).parent / "data" / "dsa.schema.json"
    schema: dict[str, Any] = json.loads(path.read_text(encoding="utf-8"))
    return schema


def dsa_problems(record: object) -> list[str]:
    """What is wrong with a record, as `field: problem`; empty when it may be exported."""
    errors = sorted(_validator().iter_errors(record), key=lambda error: list(map(str, error.path)))
    return [f"{'.'.join(map(str, error.path)) or 'record'}: {error.message}" for error in errors]


@cache
def _validator() -> Draft202012Validator:
    from jsonschema import Draft202012Validator  # a tenth of a second that only an export needs

    return Draft202012Validator(dsa_schema())


def _restrictions(
    decision: Decision, behind: Iterable[Ground], policy: CompiledPolicy
) -> dict[str, list[str]]:
    """The database's values for everything in force, by kind of decision."""
    names = {decision.outcome: None}
    for ground in behind:
        names |= dict.fromkeys((ground.outcome, *(ground.level.also if ground.level else ())))
    done: dict[str, list[str]] = {kind: [] for kind in KINDS}
    for name in names:
        action = policy.policy.actions[name]
        if action.dsa and action.dsa_kind and action.dsa not in done[action.dsa_kind]:
            done[action.dsa_kind].append(action.dsa)
    return done


def _keywords(behind: Iterable[Ground]) -> list[str]:
    words = [ground.rule.dsa_keyword for ground in behind if ground.rule.dsa_keyword]
    return list(dict.fromkeys(words))


def _content_types(post: Post, behind: Iterable[Ground]) -> list[str]:
    """What the decision is about: the words' own media, or the text."""
    of_place = {"speech": "CONTENT_TYPE_VIDEO", "picture": "CONTENT_TYPE_IMAGE"}
    found: dict[str, None] = {}
    for ground in behind:
        if ground.rule.content_type:
            found[ground.rule.content_type] = None
        for hit in ground.hits:
            found[of_place.get(hit.where.place.kind, "CONTENT_TYPE_TEXT")] = None
    return list(found) or ["CONTENT_TYPE_TEXT"]


def _language(post: Post) -> str | None:
    """ISO 639-1 in capitals; Indonesian, the election's language, where the words leave it open."""
    if not post.text.strip():
        return None
    code = language(post.text).code
    return code.upper() if len(code) == 2 else "ID"


def _day(moment: Any) -> str | None:
    return moment.astimezone(WIB).date().isoformat() if moment else None


def _facts(decision: Decision, behind: Iterable[Ground]) -> str:
    """What was seen and what it was held against, in at most FACTS_MAX characters."""
    lines = []
    for ground in behind:
        for hit in ground.hits:
            against = f"; against {hit.against.kind} {hit.against.id}" if hit.against else ""
            value = f" ({hit.against.value})" if hit.against and hit.against.value else ""
            lines.append(
                f'{ground.rule.id}: {hit.name} {hit.score:.2f}, {hit.stance}: "{hit.seen}"{against}{value}'
            )
    text = "\n".join(lines) or f"outcome {decision.outcome}"
    return text if len(text) <= FACTS_MAX else text[: FACTS_MAX - 1] + "…"
