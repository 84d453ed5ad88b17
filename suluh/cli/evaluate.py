"""`suluh eval`: every figure of the docs made again; cards, golden sets, drift."""

from __future__ import annotations

import sys
from collections.abc import Iterator, Mapping
from datetime import datetime
from pathlib import Path
from typing import Any

import click
import msgspec

from suluh.bench.posts import expected_posts
from suluh.cli.audit import DEMO, NAMES, TABLES
from suluh.cli.bench import MEASURES, Asked, Measured
from suluh.cli.log import place_of
from suluh.cli.options import Moment
from suluh.cli.screen import people, print_json, write_json
from suluh.cli.tongue import say
from suluh.content import Post
from suluh.errors import RequestError, ServiceError
from suluh.evaluation import cards, golden, readers, rule_cards
from suluh.evaluation.drift import Drift, decided, drift
from suluh.evaluation.figures import Again, again, registry
from suluh.intake import open_posts
from suluh.ledger import open_ledger
from suluh.policy.language import load_policy
from suluh.runners.deciding import Settings, way_of

ROOT = TABLES.parents[1]
RULES = TABLES / "demo_rules.jsonl"
READ = TABLES / "golden"
SECOND = READ / "second.jsonl"
REPLAY = Settings(replay=True)


@click.group("eval", invoke_without_command=True)
@click.option("--quick", is_flag=True, help="Only figures that take minutes at most.")
@click.option(
    "--name", "names", multiple=True, help="Only figures whose name begins so; may be given again."
)
@click.option(
    "--data",
    type=click.Path(path_type=Path, file_okay=False, exists=True),
    help="Folder with the data that is not in the repository.",
)
@click.option("--list", "only_list", is_flag=True, help="Name the figures and measure nothing.")
@click.option(
    "--json",
    "json_file",
    type=click.Path(path_type=Path, dir_okay=False),
    help="Write the figures here too.",
)
@click.pass_context
def evaluate(
    context: click.Context,
    quick: bool,
    names: tuple[str, ...],
    data: Path | None,
    only_list: bool,
    json_file: Path | None,
) -> None:
    """Measure every figure of docs/figures.md again and say which differ. Exit code 1 when one does, or is lost."""
    if context.invoked_subcommand:
        return
    chosen = [
        figure
        for figure in registry()
        if (not quick or figure.takes == "quick") and (not names or figure.name.startswith(names))
    ]
    if only_list:
        for figure in chosen:
            people.print(
                f"{figure.name}: {figure.kind} {figure.path or ''} ({figure.takes})", markup=False
            )
        return
    if not chosen:
        raise RequestError("no figure has such a name; --list names them")
    found = []
    for one in again(chosen, _measure, ROOT, data):
        found.append(one)
        _tell(one)
    if json_file:
        write_json(json_file, found)
    if any(one.differs or one.lost for one in found):
        sys.exit(1)


def _agreement(asked: Asked) -> Measured:
    """How far the two readers of tests/tables/golden agree."""
    found: Measured = msgspec.to_builtins(readers.over_all(_read(SECOND)))
    return found


KINDS = {**MEASURES, "readers": _agreement}


def _measure(kind: str, path: Path | None, size: int | None) -> Mapping[str, Any]:
    """A benchmark's figures without its tables."""
    before, people.quiet = people.quiet, True
    try:
        return KINDS[kind](Asked(kind, REPLAY, path, size))
    finally:
        people.quiet = before


def _tell(one: Again) -> None:
    if one.measured is None:
        people.print(f"– {one.name}: {one.problem or say('eval_no_number')}", markup=False)
        return
    told = say("eval_undocumented") if one.documented is None else f"docs {one.documented:g}"
    mark = "·" if one.documented is None else "≠" if one.differs else "="
    aim = f", {say('eval_aim')} {one.aim:g}" if one.aim is not None else ""
    people.print(
        f"{mark} {one.name}: {one.measured:.4g} ({told}{aim}; {one.seconds:.0f} s)", markup=False
    )


@evaluate.command("drift")
@click.argument("ledger")
@click.option("--at", "split", type=Moment(), required=True, help="Where the second period begins.")
@click.option("--json", "as_json", is_flag=True, help="Print as JSON.")
def drift_command(ledger: str, split: datetime, as_json: bool) -> None:
    """Compare what was decided before and from --at on: which distributions have moved beyond chance?"""
    with open_ledger(place_of(ledger), create=False) as opened:
        found = drift(decided(opened.events()), split)
    if as_json:
        print_json(found)
    else:
        for one in found:
            people.print(_drift(one), markup=False)


def _drift(one: Drift) -> str:
    if one.limit is None:
        return f"– {one.of}: {say('eval_too_few', before=one.before, after=one.after)}"
    moved = "; ".join(f"{name} {p:.3f} → {q:.3f}" for name, p, q in one.moved)
    mark = "≠" if one.stands_out else "="
    return f"{mark} {one.of}: PSI {one.distance:.3f} ({say('eval_limit')} {one.limit:.3f}); {moved}"


@evaluate.command("golden")
@click.option("--ledger", help="The desks' ledger; without it the posts that the project labelled.")
@click.option(
    "--second",
    type=click.Path(path_type=Path, dir_okay=False),
    help="A second reader's answers to tests/tables/golden, as JSON lines with id and answer.",
)
@click.option(
    "--out",
    type=click.Path(path_type=Path, file_okay=False),
    required=True,
    help="Folder for the sets.",
)
def golden_command(ledger: str | None, second: Path | None, out: Path) -> None:
    """Write the golden set of each rule: posts with their answers, masked, and how far those who answered agree."""
    if ledger and second:
        raise RequestError("--second is about other posts than --ledger; give one of them")
    if second:
        ones = _read(second)
        whole, each = readers.over_all(ones), readers.named(ones)
        _golden_to(out, ones, {"over_all": whole, "rules": each}, len(each))
        people.print(say("eval_readers", same=whole.same, kappa=whole.kappa, alpha=whole.alpha))
        return
    if ledger:
        with open_ledger(place_of(ledger), create=False) as opened:
            ones = golden.from_desks(opened.events())
    else:
        ones = golden.from_table(DEMO, _there(RULES))
    rated = golden.rated(ones)
    _golden_to(out, ones, rated, len(rated))


def _golden_to(out: Path, ones: list[golden.Golden], agreement: object, rules: int) -> None:
    try:
        out.mkdir(parents=True, exist_ok=True)
        (out / "golden.jsonl").write_bytes(b"".join(msgspec.json.encode(g) + b"\n" for g in ones))
    except OSError as error:
        raise ServiceError(f"cannot write {out}: {error.strerror}") from error
    write_json(out / "agreement.json", agreement)
    people.print(say("eval_golden", posts=len(ones), rules=rules, out=out), soft_wrap=True)


def _read(second: Path) -> list[golden.Golden]:
    _there(READ / "to_code.jsonl")
    return readers.judged(READ, second, {rule.id for rule in load_policy(None).rules})


@evaluate.command("cards")
@click.option(
    "--out",
    type=click.Path(path_type=Path, file_okay=False),
    required=True,
    help="Folder for the cards.",
)
def cards_command(out: Path) -> None:
    """Write the cards of detectors and rules anew, with what they come to on the labelled posts."""
    policy = load_policy(None)
    rated = golden.rated(golden.from_table(DEMO, _there(RULES)))
    both = _read(SECOND) if SECOND.is_file() else []
    pages = {
        "detectors.md": cards.detectors_page(list(_heard()), cards.about()),
        "rules.md": rule_cards.rules_page(policy, list(_answered()), rated, both),
    }
    try:
        out.mkdir(parents=True, exist_ok=True)
        for name, page in pages.items():
            (out / name).write_text(page, encoding="utf-8")
    except OSError as error:
        raise ServiceError(f"cannot write {out}: {error.strerror}") from error
    people.print(say("eval_cards", out=out), soft_wrap=True)


def _heard() -> Iterator[cards.Heard]:
    for name in NAMES:
        for expected in expected_posts(_there(TABLES / f"{name}.jsonl")):
            assert expected.post.posted_at is not None
            way = way_of(expected.post, REPLAY, expected.post.posted_at)
            spoke = frozenset(
                step.stage for step in way.steps if cards.in_earnest(s.stance for s in step.signals)
            )
            yield cards.Heard(expected, spoke)


def _answered() -> Iterator[rule_cards.Answered]:
    posts = {post.id: post for post in open_posts(DEMO) if isinstance(post, Post)}
    for one in golden.from_table(DEMO, _there(RULES)):
        post = posts[one.id]
        assert post.posted_at is not None
        decision = way_of(post, REPLAY, post.posted_at).decision
        fired = any(rule.id == one.rule and rule.result == "fired" for rule in decision.rules)
        yield rule_cards.Answered(one.rule, one.answer == "violating", fired)


def _there(path: Path) -> Path:
    if not path.is_file():
        raise RequestError(f"{path}: the labelled posts come with a checkout of Suluh")
    return path
