"""`suluh export`: what was decided, in the forms that others read."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import click
import msgspec

from suluh.actions import dsa_problems, state_reasons
from suluh.cli.screen import people
from suluh.content import Post
from suluh.errors import RequestError, ServiceError
from suluh.policy.decision import Decision
from suluh.report.record import decisions_of, posts_of
from suluh.runners.deciding import Settings, opened
from suluh.text.privacy import mask


@click.group()
def export() -> None:
    """Write a run's decisions in the forms that others read."""


@export.command("dsa")
@click.option(
    "--in",
    "folder",
    type=click.Path(path_type=Path, file_okay=False),
    required=True,
    help="A run's OUT.",
)
@click.option(
    "--out",
    type=click.Path(path_type=Path, dir_okay=False),
    required=True,
    help="JSON lines to write.",
)
@click.option("--election", default="pilkada-2024", show_default=True)
@click.option("--policy", help="Policy version or folder; the newest one otherwise.")
def dsa_command(folder: Path, out: Path, election: str, policy: str | None) -> None:
    """Statements of reasons with the fields of the DSA transparency database, checked against the JSON Schema."""
    settings = Settings(election, policy)
    written = refused = 0
    try:
        with out.open("wb") as file:
            for record in _records(folder, settings):
                problems = dsa_problems(record)
                refused += bool(problems)
                for problem in problems[:3]:
                    people.print(f"{record.get('puid')}: {problem}", markup=False)
                if not problems:
                    file.write(msgspec.json.encode(record) + b"\n")
                    written += 1
    except OSError as error:
        raise ServiceError(f"cannot write {out}: {error.strerror}") from error
    people.print(
        f"{written} pernyataan alasan ditulis ke {out}; {refused} tidak sesuai skema.", markup=False
    )
    if refused:
        raise RequestError(f"{refused} records do not fit the schema")


def _records(folder: Path, settings: Settings) -> Iterator[dict[str, object]]:
    knowledge, policy = opened(settings)
    posts = posts_of(folder)
    for decision in decisions_of(folder / "decisions.jsonl"):
        if decision.outcome in ("none", "info_label"):
            continue
        post = _masked(posts.get(decision.post_id), decision)
        said = state_reasons(
            decision, post, knowledge.facts.by_id, knowledge.reviews(decision.reviews), policy
        )
        if said.dsa is not None:
            yield said.dsa


def _masked(post: Post | None, decision: Decision) -> Post:
    """The post with personal data masked; without its source only the id is known."""
    if post is None:
        return Post(decision.post_id)
    return msgspec.structs.replace(post, text=mask(post.text).text)
