"""Options that several commands share."""

from __future__ import annotations

import os
from collections.abc import Callable
from datetime import datetime
from pathlib import Path
from typing import Any

import click
from click.core import ParameterSource

from suluh.cli.tongue import usage
from suluh.content import WIB
from suluh.facts.load import DATA
from suluh.facts.published import root_of
from suluh.runners.deciding import Settings
from suluh.runners.seeing import MediaSettings
from suluh.signals.judge import JudgeSettings, address

Command = Callable[..., Any]


class Moment(click.ParamType[datetime]):
    """An ISO 8601 time; without an offset, WIB is meant."""

    name = "time"

    def convert(
        self, value: Any, param: click.Parameter | None, ctx: click.Context | None
    ) -> datetime:
        if isinstance(value, datetime):
            return value
        try:
            moment = datetime.fromisoformat(value)
        except ValueError:
            raise usage(
                '"{value}" is not a time such as 2024-11-26T08:00+07:00', value=value
            ) from None
        return moment if moment.tzinfo else moment.replace(tzinfo=WIB)


def deciding_options(command: Command) -> Command:
    """--election, --policy, --judge-url, --judge-model."""
    for option in (
        click.option(
            "--judge-model",
            default="gpt-oss-safeguard",
            show_default=True,
            help="Model name at the judge.",
        ),
        click.option(
            "--judge-url",
            help="An OpenAI-compatible server that reads the policy too. Off by default.",
        ),
        click.option("--policy", help="Policy version or folder; the newest one otherwise."),
        click.option(
            "--election",
            default="pilkada-2024",
            show_default=True,
            help="Whose facts to hold posts against.",
        ),
    ):
        command = option(command)
    return command


facts_option = click.option(
    "--facts",
    type=click.Path(path_type=Path, file_okay=False, exists=True),
    envvar="SULUH_FACTS",
    help="Folder of an installation: decide with the newest facts published there.",
)
published_option = click.option(
    "--facts",
    type=click.Path(path_type=Path, file_okay=False, exists=True),
    envvar="SULUH_FACTS",
    help="Folder of an installation: tell the newest facts published there.",
)


def settings_of(
    election: str,
    policy: str | None,
    judge_url: str | None,
    judge_model: str,
    *,
    replay: bool = False,
    media: MediaSettings | None = None,
    facts: Path | None = None,
) -> Settings:
    """The chosen options as one value. The version of published facts is fixed here, for the whole run."""
    root = root_of(facts, election) if facts else DATA
    judge = JudgeSettings(address(judge_url), judge_model) if judge_url else None
    return Settings(election, policy, judge, replay, media, None if root == DATA else str(root))


def given(*names: str) -> frozenset[str]:
    """Those of the current command's options that the person wrote, and did not leave to their default."""
    here = click.get_current_context()
    default = (ParameterSource.DEFAULT, ParameterSource.DEFAULT_MAP, None)
    return frozenset(name for name in names if here.get_parameter_source(name) not in default)


def now_or(moment: datetime | None) -> datetime:
    """The chosen moment, or now in WIB."""
    return moment or datetime.now(WIB)


def cores() -> int:
    """How many processors this process may use."""
    return len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1
