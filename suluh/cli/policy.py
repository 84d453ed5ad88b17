"""`suluh policy`: check, show and compare policies."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from pathlib import Path

import click
import msgspec

from suluh.cli.screen import people, print_json, progress_bar
from suluh.content import Post
from suluh.errors import RequestError
from suluh.intake import Rejected, open_posts
from suluh.knowledge import Knowledge
from suluh.policy.calendar import dated
from suluh.policy.check import check_policy
from suluh.policy.compiler import CompiledPolicy, compile_policy
from suluh.policy.diff import diff_policies
from suluh.policy.language import load_policy
from suluh.policy.published import key_of, publish
from suluh.policy.show import show_rule
from suluh.runners.deciding import Settings, noticed, opened
from suluh.signals.signal import Signal

as_json_option = click.option("--json", "as_json", is_flag=True, help="Print as JSON.")
of_election = click.option(
    "--election", default="pilkada-2024", show_default=True, help="Whose facts and dates to use."
)
english = click.option("--en", "english", is_flag=True, help="In English.")


@click.group()
def policy() -> None:
    """The written policy: rules that a lawyer reads, compiled to one function."""


@policy.command("check")
@click.argument("version", required=False)
@english
@as_json_option
def check_command(version: str | None, english: bool, as_json: bool) -> None:
    """Check a policy (a VERSION or a folder) and name every mistake with file, line and likeliest intention."""
    facts = opened(Settings())[0].facts
    report = check_policy(
        _version(version),
        slots=facts.by_slot,
        facts=facts.by_id,
        lang="en" if english else "id",
    )
    if as_json:
        print_json({"ok": report.ok, "text": report.text})
    else:
        people.print(report.text, markup=False, soft_wrap=True)
    if not report.ok:
        sys.exit(RequestError.exit_code)


@policy.command("publish")
@click.argument("folder", type=click.Path(path_type=Path, file_okay=False, exists=True))
def publish_command(folder: Path) -> None:
    """Publish the policy in FOLDER: its content hash is written into the folder, and a later change is refused."""
    read = load_policy(folder)
    digest = publish(read, folder)
    people.print(f"{read.key} terbit. Isinya {digest}", soft_wrap=True, markup=False)


@policy.command("show")
@click.argument("rule")
@click.option("--policy", "version", help="Policy version or folder; the newest one otherwise.")
@of_election
@english
def show_command(rule: str, version: str | None, election: str, english: bool) -> None:
    """One RULE in words: what it looks for, what follows, what protects, what its author reads."""
    chosen = load_policy(_version(version))
    if chosen.name != election:
        chosen = dated(chosen, opened(Settings(election))[0].facts).policy
    shown = show_rule(chosen, rule, "en" if english else "id")
    people.print(shown.text, markup=False, soft_wrap=True)


@policy.command("diff")
@click.argument("before")
@click.argument("after")
@click.option(
    "--posts", type=click.Path(path_type=Path), required=True, help="Posts to decide under both."
)
@of_election
@english
@as_json_option
def diff_command(
    before: str, after: str, posts: Path, election: str, english: bool, as_json: bool
) -> None:
    """What would change between policies BEFORE and AFTER, with examples, counts per rule and per candidate."""
    settings = Settings(election)
    knowledge, _ = opened(settings)
    old, new = (_compiled(v, knowledge) for v in (before, after))
    unread: list[Rejected] = []
    diff = diff_policies(
        old, new, _looked_at(posts, settings, unread), mentions=lambda post: _named(post, knowledge)
    )
    if as_json:
        print_json({**msgspec.structs.asdict(diff), "rejected": len(unread)})
    else:
        people.print(diff.text("en" if english else "id"), markup=False)
        if unread:
            people.print(f"{len(unread)} baris ditolak, tidak ikut dibandingkan.", markup=False)


def _version(text: str | None) -> str | Path | None:
    return Path(text) if text and Path(text).is_dir() else text


def _compiled(version: str, knowledge: Knowledge) -> CompiledPolicy:
    """A policy with the dates of the election at hand."""
    read = load_policy(_version(version))
    return compile_policy(dated(read, knowledge.facts).policy, key_of(read))


def _looked_at(
    path: Path, settings: Settings, unread: list[Rejected]
) -> Iterator[tuple[Post, tuple[Signal, ...]]]:
    with progress_bar() as bar:
        task = bar.add_task("Membaca unggahan", total=None, note="")
        for post in open_posts(path):
            if isinstance(post, Post):
                yield noticed(post, settings)
                bar.advance(task)
            else:
                unread.append(post)


def _named(post: Post, knowledge: Knowledge) -> tuple[str, ...]:
    found = (name for name in knowledge.names.mentioned(post.text) if name.startswith("pair:"))
    return tuple(_pair(name, knowledge) for name in found)


def _pair(name: str, knowledge: Knowledge) -> str:
    """`pair:18.09:1` as a person says it: the region and the ballot number."""
    _, code, number = name.split(":")
    regions = knowledge.facts.regions
    return f"nomor urut {number}, {regions.name(code) if code in regions else code}"
