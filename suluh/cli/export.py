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
from suluh.kept import written
from suluh.policy.decision import Decision
from suluh.report.record import decided, settings_of_run
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
@click.option("--election", help="Whose facts; those of the run otherwise.")
@click.option("--policy", help="Policy version or folder; that of the run otherwise.")
def dsa_command(folder: Path, out: Path, election: str | None, policy: str | None) -> None:
    """Statements of reasons with the fields of the DSA transparency database, checked against the JSON Schema."""
    asked = Settings(election or Settings().election, policy)
    given = [name for name, value in (("election", election), ("policy", policy)) if value]
    settings = settings_of_run(folder, asked, given)
    count = refused = 0
    try:
        with written(out) as file:
            for record in _records(folder, settings):
                problems = dsa_problems(record)
                refused += bool(problems)
                for problem in problems[:3]:
                    people.print(f"{record.get('puid')}: {problem}", markup=False)
                if not problems:
                    file.write(msgspec.json.encode(record) + b"\n")
                    count += 1
    except OSError as error:
        raise ServiceError(f"cannot write {out}: {error.strerror}") from error
    people.print(
        f"{count} pernyataan alasan ditulis ke {out}; {refused} tidak sesuai skema.", markup=False
    )
    if refused:
        raise RequestError(f"{refused} records do not fit the schema")


def _records(folder: Path, settings: Settings) -> Iterator[dict[str, object]]:
    knowledge, policy = opened(settings)
    for decision, post in decided(folder):
        _must_be_of(decision, knowledge.version, policy.key)
        said = state_reasons(
            decision,
            _masked(post, decision),
            knowledge.facts.by_id,
            knowledge.reviews(decision.reviews),
            policy,
        )
        if said.dsa is not None:
            yield said.dsa


def _must_be_of(decision: Decision, knowledge: str, policy: str) -> None:
    """Raises RequestError when facts or policy are not those that decided: a statement cites the ones that did."""
    changed = [
        f"{name} {then} → {now}"
        for name, then, now in (
            ("pengetahuan", decision.knowledge, knowledge),
            ("kebijakan", decision.policy, policy),
        )
        if then != now
    ]
    if changed:
        raise RequestError(
            f"{decision.post_id} diputus dengan versi lain ({', '.join(changed)}), "
            "sehingga alasannya tidak dapat disusun dari yang sekarang. "
            "Pakai kebijakan dan pemilihan yang sama (--policy, --election) dan versi Suluh yang memutusnya, "
            "atau putus ulang dengan scan (decided under other versions)"
        )


def _masked(post: Post | None, decision: Decision) -> Post:
    """The post with personal data masked; without its source only the id is known."""
    if post is None:
        return Post(decision.post_id)
    return msgspec.structs.replace(post, text=mask(post.text).text)
