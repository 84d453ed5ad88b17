"""A policy checked: every mistake with its place, and what a careful reader should know beside."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Iterator
from pathlib import Path

import msgspec

from suluh.errors import DataError
from suluh.policy.compiler import compile_policy
from suluh.policy.language import DATA, find_policy, read_policy
from suluh.policy.published import changed_since, content_hash, published_hash
from suluh.policy.rule import Policy
from suluh.policy.wording import phrase


class PolicyCheck(msgspec.Struct, frozen=True):
    """What was found. `policy` is None when there are mistakes."""

    folder: str
    policy: Policy | None
    problems: tuple[str, ...]  # file:line: problem
    notes: tuple[str, ...]  # not mistakes: references from memory, rules without examples
    text: str
    unknown_facts: tuple[str, ...] = ()  # facts or slots that the given facts do not have

    @property
    def ok(self) -> bool:
        """Whether this policy may be used."""
        return not self.problems


def check_policy(
    version: str | Path | None = None,
    *,
    slots: Collection[str] | None = None,
    facts: Collection[str] | None = None,
    lang: str = "id",
) -> PolicyCheck:
    """Every mistake of a policy. With `slots` and `facts` (ids) it also checks what the rules point at."""
    try:
        folder = find_policy(version)
        policy, problems = read_policy(folder)
        if policy is not None:
            compile_policy(policy)
            problems += [
                p for p in (changed_since(policy, folder), _claims_shipped(policy, folder)) if p
            ]
    except DataError as problem:
        folder, policy, problems = Path(str(version)), None, [problem]
    shown = tuple(str(problem) for problem in problems)
    loose = tuple(_unknown_facts(policy, slots, facts, lang)) if policy else ()
    notes = tuple(_notes(policy, lang)) if policy else ()
    text = "\n".join(_report(folder, policy, shown, (*loose, *notes), lang)) + "\n"
    return PolicyCheck(str(folder), policy, shown, notes, text, loose)


def _claims_shipped(policy: Policy, folder: Path) -> DataError | None:
    """The mistake of a copy that says something else under the name and version of a shipped policy."""
    shipped = DATA / policy.name / policy.version
    if not shipped.is_dir() or shipped.resolve() == folder.resolve():
        return None
    theirs, _ = read_policy(shipped)
    if theirs is None or content_hash(theirs) == content_hash(policy):
        return None
    return DataError(
        f"{policy.key} sudah ada dengan isi lain; naikkan `version` (this version exists and says something else)",
        file=folder / "policy.yaml",
    )


def _report(
    folder: Path,
    policy: Policy | None,
    problems: tuple[str, ...],
    notes: tuple[str, ...],
    lang: str,
) -> Iterator[str]:
    if policy is None:
        yield phrase("check_bad", lang, count=len(problems), folder=folder.name)
        yield from problems
        return
    if problems:
        yield phrase("check_bad", lang, count=len(problems), folder=folder.name)
        yield from problems
    states = Counter(rule.state for rule in policy.rules)
    counts = {state: states[state] for state in ("live", "shadow", "draft", "retired")}
    if not problems:
        yield phrase("check_ok", lang, key=policy.key, rules=len(policy.rules), **counts)
    stands = "check_published" if published_hash(policy, folder) else "check_draft"
    yield phrase(stands, lang, hash=content_hash(policy))
    if notes:
        yield phrase("check_notes", lang)
        yield from (f"- {note}" for note in notes)


def _notes(policy: Policy, lang: str) -> Iterator[str]:
    for rule in policy.rules:
        for reference in (*rule.legal_refs, *rule.platform_refs):
            if reference.confidence == "memory":
                yield phrase("check_memory", lang, rule=rule.id, ref=reference.ref)
        for kind in ("violating", "not_violating"):
            if not getattr(rule, kind):
                name = phrase(kind, lang).split()[-1]
                yield phrase("check_examples", lang, rule=rule.id, kind=name)


def _unknown_facts(
    policy: Policy, slots: Collection[str] | None, facts: Collection[str] | None, lang: str
) -> Iterator[str]:
    if facts is not None:
        for period in policy.periods.values():
            for fact in period.facts:
                if fact not in facts:
                    yield phrase("check_fact", lang, period=period.id, fact=fact)
    if slots is not None:
        for rule in policy.rules:
            for slot in rule.fact_slots:
                if slot not in slots:
                    yield phrase("check_slot", lang, rule=rule.id, slot=slot)
