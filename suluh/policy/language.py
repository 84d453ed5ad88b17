"""A policy read from its folder of YAML files, every field checked against the language."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path

from suluh.errors import DataError
from suluh.policy.conditions import asks_for_copy, noticed, read_condition
from suluh.policy.fields import choices, option, references, sentence, sentences, text, texts, words
from suluh.policy.frame import Frame, read_day, read_strikes, read_urgency
from suluh.policy.lines import Node, gather, read_yaml, unknown
from suluh.policy.rule import GeneralRule, Level, Policy, ReviewAsk, Rule
from suluh.policy.vocabulary import MACHINE_ALONE, NEUTRAL, PRIORITIES, STATES

DATA = Path(__file__).parent / "data"
HUMAN_REVIEW = (
    "none",
    "optional",
    "required",
    "required_unless_known_match",
    "required_two_person",
)
RULE_KEYS = (
    "id version state title description sentence sentences when exceptions levels severity action ladder human_review "
    "inputs evidence fact_slots violating borderline not_violating legal_refs platform_refs dsa notes"
).split()
RULE_NEEDS = "id version state title description sentence when levels severity action".split()
LEVEL_KEYS = "level when outcome also propose until review sentence".split()


def load_policy(version: str | Path | None = None) -> Policy:
    """A policy by version ("1", "pilkada-2024@1"), by folder, or the newest shipped one.

    Raises DataError with every mistake's place; the first one leads the message."""
    policy, problems = read_policy(find_policy(version))
    if problems or policy is None:
        raise _joined(problems)
    return policy


def find_policy(version: str | Path | None = None, name: str = "pilkada-2024") -> Path:
    """The folder of a policy."""
    if isinstance(version, Path):
        return version
    if version and ("/" in version or Path(version).is_dir()):
        return Path(version)
    if version and "@" in version:
        name, version = version.split("@", 1)
    shipped = {path.name: path for path in (DATA / name).glob("*") if path.is_dir()}
    if not shipped:
        names = [path.name for path in DATA.iterdir() if path.is_dir()]
        raise DataError(unknown("policy", name, names))
    if version is None:
        return shipped[max(shipped, key=lambda text: [int(part) for part in text.split(".")])]
    if version not in shipped:
        raise DataError(unknown("policy version", version, shipped))
    return shipped[version]


def read_policy(folder: Path) -> tuple[Policy | None, list[DataError]]:
    """The policy, or None, and every mistake found."""
    problems: list[DataError] = []
    policy = None
    with gather(problems):
        if not folder.is_dir():
            raise DataError("is not a folder of policy files", file=folder)
        frame = Frame(folder, problems)
        rules = _rules(folder, frame, problems)
        policy = _assembled(folder, frame, rules)
    return (None if problems else policy), problems


def _assembled(folder: Path, frame: Frame, rules: tuple[Rule, ...]) -> Policy:
    general = read_yaml(folder / "general.yaml").mapping(allowed=("rules",), required=("rules",))
    return Policy(
        name=frame.top["name"].text(),
        version=frame.top["version"].text(),
        title=words(frame.top["title"]),
        base=frame.top["base"].text() if "base" in frame.top else "",
        vote_date=read_day(frame.top["vote_date"]),
        rules=rules,
        actions=frame.actions,
        exceptions=frame.exceptions,
        severities=frame.severities,
        periods=frame.periods,
        inputs=frame.inputs,
        queues=frame.queues,
        urgency=read_urgency(frame.top["urgency"]),
        strikes=read_strikes(folder / "strikes.yaml"),
        general=tuple(
            GeneralRule(keys["id"].text(), words(keys["text"]))
            for keys in (
                item.mapping(allowed=("id", "text"), required=("id", "text"))
                for item in general["rules"].items()
            )
        ),
    )


def _rules(folder: Path, frame: Frame, problems: list[DataError]) -> tuple[Rule, ...]:
    rules: dict[str, Rule] = {}
    for path in sorted((folder / "rules").glob("*.yaml")):
        with gather(problems):
            node = read_yaml(path)
            rule = _unless_endless(node, frame, problems)
            if rule.id in rules:
                raise node.error(f'rule "{rule.id}" is already given in {rules[rule.id].file}')
            rules[rule.id] = rule
    if not rules and not problems:
        raise DataError("no rule files (rules/*.yaml) found", file=folder)
    return tuple(rules.values())


def _unless_endless(node: Node, frame: Frame, problems: list[DataError]) -> Rule:
    try:
        return read_rule(node, frame, problems)
    except RecursionError:
        raise node.error("a part of this rule refers to itself (YAML `&` and `*`)") from None


# One rule ---------------------------------------------------------------------------------


def read_rule(node: Node, frame: Frame, problems: list[DataError]) -> Rule:
    """One rule file. Mistakes in separate levels are gathered, others raise."""
    keys = node.mapping(allowed=RULE_KEYS, required=RULE_NEEDS)
    when = read_condition(keys["when"], frame.periods, hits=False)
    if not any(test.names for test in noticed(when)):
        raise keys["when"].error("a rule must notice at least one signal that is not under `not:`")
    dsa = (
        keys["dsa"].mapping(allowed=("category", "keyword", "content_type"))
        if "dsa" in keys
        else {}
    )
    severity = int(keys["severity"].number())
    if severity not in frame.severities:
        raise keys["severity"].error(f"unknown severity {severity}; known are 0 to 4")
    return Rule(
        id=keys["id"].text(),
        version=keys["version"].text(),
        state=keys["state"].choice(STATES, "state"),
        title=words(keys["title"]),
        description=words(keys["description"]),
        sentence=sentence(keys["sentence"]),
        sentences=sentences(keys.get("sentences")),
        when=when,
        levels=_levels(keys["levels"], frame, problems),
        severity=severity,
        action=keys["action"].choice(frame.actions, "action"),
        file=node.file,
        exceptions=choices(keys.get("exceptions"), frame.exceptions, "exception"),
        ladder=choices(keys.get("ladder"), frame.actions, "action"),
        human_review=option(keys, "human_review", HUMAN_REVIEW, "required"),
        inputs=choices(keys.get("inputs"), frame.inputs, "input"),
        dsa_category=text(dsa, "category"),
        dsa_keyword=text(dsa, "keyword"),
        content_type=text(dsa, "content_type"),
        fact_slots=texts(keys.get("fact_slots")),
        evidence=texts(keys.get("evidence")),
        violating=texts(keys.get("violating")),
        borderline=texts(keys.get("borderline")),
        not_violating=texts(keys.get("not_violating")),
        legal_refs=references(keys.get("legal_refs")),
        platform_refs=references(keys.get("platform_refs")),
        notes=tuple(words(item) for item in keys["notes"].items()) if "notes" in keys else (),
    )


def _levels(node: Node, frame: Frame, problems: list[DataError]) -> tuple[Level, ...]:
    levels: list[Level] = []
    items = node.items()
    for position, item in enumerate(items):
        with gather(problems):
            level = read_level(item, frame)
            if level.when is None and position < len(items) - 1:
                raise item.error(
                    f'level "{level.name}" has no `when`, so the levels after it are never reached'
                )
            if any(other.name == level.name for other in levels):
                raise item.error(f'level "{level.name}" is given twice')
            levels.append(level)
    return tuple(levels)


def read_level(node: Node, frame: Frame) -> Level:
    """One level: its condition and what follows."""
    keys = node.mapping(allowed=LEVEL_KEYS, required=("level", "outcome"))
    when = read_condition(keys["when"], frame.periods, hits=True) if "when" in keys else None
    level = Level(
        name=keys["level"].text(),
        outcome=keys["outcome"].choice(frame.actions, "action"),
        when=when,
        also=choices(keys.get("also"), frame.actions, "action"),
        propose=keys["propose"].choice(frame.actions, "action") if "propose" in keys else None,
        until=option(keys, "until", ("review", "fact_check_verdict"), None),
        review=read_review(keys["review"], frame) if "review" in keys else None,
        sentence=sentence(keys["sentence"]) if "sentence" in keys else None,
    )
    _hold_back(level, keys, frame)
    return level


def _hold_back(level: Level, keys: dict[str, Node], frame: Frame) -> None:
    """Refuse what a machine may not do alone (DESIGN, decision four)."""
    for action in (level.outcome, *level.also):
        copy = action == "remove" and asks_for_copy(level.when)
        if action not in MACHINE_ALONE and not copy:
            raise keys["outcome"].error(
                f'a machine may not put "{action}" in force alone; write `propose: {action}` with a `review`'
                + (
                    ", or ask for `{hit: {details: {near_identical: true, decided_by_person: true}}}`"
                    if action == "remove"
                    else ""
                )
            )
    if (level.propose or level.outcome not in NEUTRAL) and level.review is None:
        raise keys["level"].error(
            f'level "{level.name}" needs a `review`: a person must look at it'
        )
    if level.propose and frame.actions[level.propose].rank <= frame.actions[level.outcome].rank:
        raise keys["propose"].error(
            f'"{level.propose}" is not stronger than "{level.outcome}", which is in force already'
        )
    if level.outcome == "reco_ineligible" and level.until is None:
        raise keys["outcome"].error(
            '"reco_ineligible" by machine is temporary; say what ends it: '
            "`until: review` or `until: fact_check_verdict`"
        )


def read_review(node: Node, frame: Frame) -> ReviewAsk:
    """Queue, priority and the reason a reviewer reads."""
    keys = node.mapping(
        allowed=("queue", "priority", "near_poll", "why"), required=("queue", "priority", "why")
    )
    if "near_poll" in keys and "near_poll" not in frame.periods:
        raise keys["near_poll"].error('needs a period "near_poll" in policy.yaml')
    return ReviewAsk(
        queue=keys["queue"].choice(frame.queues, "queue"),
        priority=keys["priority"].choice(PRIORITIES, "priority"),
        why=words(keys["why"]),
        near_poll=option(keys, "near_poll", PRIORITIES, None),
    )


def _joined(problems: Iterable[DataError]) -> DataError:
    first, *others = problems
    if not others:
        return first
    more = "\n".join(str(problem) for problem in others)
    return DataError(f"{first.problem}\n{more}", file=first.file, line=first.line)
