"""`suluh audit neutrality`: would the decision be another one about somebody else, and was it?"""

from __future__ import annotations

import sys
from collections.abc import Iterator
from contextlib import closing
from datetime import datetime
from pathlib import Path

import click

import suluh
from suluh.audit import Audit, Labelled, by_exchange, from_labels, from_ledger, made
from suluh.audit.audit import Ledgered
from suluh.audit.languages import ByLanguage
from suluh.bench.posts import expected_posts, found, limited
from suluh.cli.log import place_of
from suluh.cli.screen import people, print_json, write_json
from suluh.cli.tongue import say
from suluh.content import WIB, Post
from suluh.errors import ServiceError
from suluh.intake import open_posts
from suluh.ledger import open_ledger
from suluh.policy.audited import write_record
from suluh.policy.language import find_policy, load_policy
from suluh.policy.published import content_hash
from suluh.report.neutrality.flat import as_csv
from suluh.report.neutrality.page import DATA, REPORT, SHEET, html
from suluh.runners.deciding import Settings, decider, opened

PACKAGE = Path(suluh.__file__).parent
DEMO = PACKAGE / "demo" / "posts.jsonl"
TABLES = PACKAGE.parent / "tests" / "tables"  # in a checkout; an installed Suluh has none
NAMES = (
    "contradiction_tune",
    "contradiction_kept_apart",
    "flags",
    "flags_kept_apart",
    "polarity/kept_apart",
)


@click.group()
def audit() -> None:
    """Look at Suluh itself: is it fair?"""


@audit.command("neutrality")
@click.argument("posts", nargs=-1, type=click.Path(path_type=Path, exists=True, dir_okay=False))
@click.option(
    "--out",
    type=click.Path(path_type=Path, file_okay=False),
    help="Folder for the page and its figures.",
)
@click.option(
    "--ledger", "ledgers", multiple=True, help="A ledger, or a run's folder; may be given again."
)
@click.option(
    "--policy", help="Policy version or folder; a folder gets the record that publishing asks for."
)
@click.option(
    "--election", default="pilkada-2024", show_default=True, help="Whose names to exchange."
)
@click.option(
    "--only", is_flag=True, help="Read POSTS alone, without the posts that come with Suluh."
)
@click.option("--json", "as_json", is_flag=True, help="Print as JSON.")
def neutrality(
    posts: tuple[Path, ...],
    out: Path | None,
    ledgers: tuple[str, ...],
    policy: str | None,
    election: str,
    only: bool,
    as_json: bool,
) -> None:
    """Exchange who is named in every post and decide again; look at what was done, by who was named.

    Exit code 1 when a decision changes with whom or where a post is about, or somebody stands out in a ledger.
    """
    settings = Settings(election, policy, replay=True, trial=True)
    tables = (
        [] if only else [path for name in NAMES if (path := TABLES / f"{name}.jsonl").is_file()]
    )
    files = [*posts, *([] if only else [DEMO]), *tables]
    result = _look(files, tables, ledgers, settings, frames=not only)
    if out:
        _write(result, out)
    if policy and Path(policy).is_dir() and not only:
        people.print(say("audit_recorded", path=write_record(result.record(), Path(policy))))
    if as_json:
        print_json(result)
    else:
        _tell(result, out)
    if not result.passed:
        sys.exit(1)


def _look(
    files: list[Path],
    tables: list[Path],
    ledgers: tuple[str, ...],
    settings: Settings,
    *,
    frames: bool,
) -> Audit:
    knowledge, _ = opened(settings)
    decide_many = decider(settings)
    read = load_policy(find_policy(settings.policy))
    with people.status(say("audit_exchanging")):
        proof = by_exchange(_posts(files), decide_many, knowledge, frames=frames)
    languages: tuple[ByLanguage, ...] = ()
    if tables:
        with people.status(say("audit_languages")):
            languages = from_labels(_labelled(tables), decide_many, found, limited)
    ledger = _ledgers(ledgers, settings) if ledgers else None
    now = datetime.now(WIB)
    return made(read, content_hash(read), knowledge, proof, now, ledger, languages)


def _posts(files: list[Path]) -> Iterator[Post]:
    for path in files:
        for post in open_posts(path):
            if isinstance(post, Post):
                yield post


def _labelled(tables: list[Path]) -> list[Labelled]:
    return [
        Labelled(row.post, row.expect, row.language or "id")
        for path in tables
        for row in expected_posts(path)
    ]


def _ledgers(places: tuple[str, ...], settings: Settings) -> Ledgered:
    names = opened(settings)[0].names

    def events() -> Iterator[object]:
        for place in places:
            with closing(open_ledger(place_of(place), create=False)) as ledger:
                yield from ledger.events()

    return from_ledger(events(), names)  # type: ignore[arg-type]


def _write(result: Audit, out: Path) -> None:
    write_json(out / DATA, result)
    try:
        (out / SHEET).write_text(as_csv(result), encoding="utf-8")
        (out / REPORT).write_text(html(result), encoding="utf-8")
    except OSError as error:
        raise ServiceError(f"cannot write {error.filename or out}: {error.strerror}") from error


def _tell(result: Audit, out: Path | None) -> None:
    proof = result.counterfactual
    people.print(say("audit_exchanged", posts=proof.posts, tried=sum(proof.tried.values())))
    for kind, count in proof.tried.items():
        people.print(f"  {say(f'audit_{kind}')}: {count} → {proof.changed.get(kind, 0)}")
    people.print(say("audit_explained", explained=proof.explained, link=proof.link_only))
    for change in proof.changes[:20]:
        people.print(
            f"  {change.post}: {change.one} → {change.other}: {change.before} → {change.after}",
            markup=False,
        )
    if result.ledger:
        found_there = result.ledger.differences
        people.print(say("audit_ledger", tests=found_there.tests, flagged=len(found_there.flagged)))
        for row in found_there.flagged:
            who = result.labels.get(row.who, row.who)
            people.print(
                f"  {who}: {row.measure} {row.difference:+.2f}, p {row.held:.4f}", markup=False
            )
    people.print(say("audit_passed" if result.passed else "audit_failed"))
    if out:
        people.print(say("audit_written", path=out / REPORT), soft_wrap=True)
