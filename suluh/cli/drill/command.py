"""`suluh drill`: exercises on the real system, for training and as a test."""

from __future__ import annotations

import sys
from pathlib import Path

import click
from msgspec.structs import replace

from suluh.cli.drill import steps, voting_day
from suluh.cli.screen import print_json
from suluh.cli.tongue import say
from suluh.drills.scenario import DATA, read_scenario
from suluh.drills.voting_day.scenario import read_voting_day
from suluh.drills.voting_day.sheet import play_voting_day
from suluh.runners.deciding import Settings, opened


@click.group()
def drill() -> None:
    """Exercises on the real system: for training, and as a test."""


training_option = click.option(
    "--step", "training", is_flag=True, help="Answer each post first, then see ours."
)
json_option = click.option("--json", "as_json", is_flag=True, help="Print as JSON.")


@drill.command("metro")
@training_option
@json_option
def metro_command(training: bool, as_json: bool) -> None:
    """Metro, 20 to 23 November 2024: facts change, and posts that were true become stale.

    Exit code 1 when the engine does something else than the exercise says.
    """
    _play(DATA / "metro.yaml", training, as_json)


@drill.command("play")
@click.argument("file", type=click.Path(path_type=Path, exists=True, dir_okay=False))
@training_option
@json_option
def play_command(file: Path, training: bool, as_json: bool) -> None:
    """Play an exercise of your own: a YAML FILE in the form of suluh/drills/data/metro.yaml."""
    _play(file, training, as_json)


@drill.command("voting-day")
@click.option("--load", type=click.IntRange(1, 1000), help="How often each post goes round.")
@json_option
def voting_day_command(load: int | None, as_json: bool) -> None:
    """Voting day: twenty times the load, false dates in five languages, a false account, a brigade, an office offline.

    Exit code 1 when something goes otherwise than the exercise says. Speed is told and not judged.
    """
    day = read_voting_day()
    day = replace(day, load=load or day.load)
    sheet = play_voting_day(day, *opened(Settings(day.election)))
    if as_json:
        print_json(voting_day.document(sheet))
    else:
        voting_day.tell(sheet)
    if not sheet.passed:
        sys.exit(1)


def _play(path: Path, training: bool, as_json: bool) -> None:
    if training and as_json:
        raise click.UsageError(say("drill_one_of"))
    scenario = read_scenario(path)
    passed = steps.as_document(scenario) if as_json else steps.tell(scenario, training)
    if not passed:
        sys.exit(1)
