"""What the command line says, Indonesian first: its phrases, its help, and the errors of click and of our own.

The language is Indonesian unless `--lang en` or SULUH_LANG=en asks for English. Everything stands in words.yaml.
"""

from __future__ import annotations

import copy
import os
import re
from functools import cache
from pathlib import Path
from typing import Any

import click
import click.core
import click.decorators
import click.exceptions
import click.formatting
import click.parser
import click.types
import yaml

from suluh.policy.wording import phrase as policy_phrase

LANGUAGES = ("id", "en")
_FILE = Path(__file__).parent / "words.yaml"
_chosen: list[str] = []  # what --lang asked for in this call


@cache
def _words() -> Any:
    return yaml.load(_FILE.read_text("utf-8"), getattr(yaml, "CSafeLoader", yaml.SafeLoader))


def lang() -> str:
    """ "id" or "en"."""
    asked = _chosen[0] if _chosen else os.environ.get("SULUH_LANG", "")
    return "en" if asked.lower().startswith("en") else "id"


def choose(arguments: list[str]) -> list[str]:
    """The arguments without `--lang XX`, wherever it stands; the language is kept for this call.

    Raises UsageError for a language that we do not speak.
    """
    _chosen.clear()
    rest: list[str] = []
    words = iter(arguments)
    for word in words:
        name, _, value = word.partition("=")
        if name != "--lang":
            rest.append(word)
            continue
        value = value or next(words, "")
        if value not in LANGUAGES:
            raise click.UsageError(say("bad_lang"))
        _chosen[:] = [value]
    return rest


def say(key: str, /, **values: object) -> str:
    """One phrase with its values."""
    text: str = _words()[lang()][key]
    return text.format(**values)


def name(kind: str, code: str) -> str:
    """The word for a code: a stage, stance, place, level, field. Without one, the code with spaces."""
    both = _words()["names"][kind].get(code)
    if both is None:
        return code.replace("_", " ")
    return str(both[LANGUAGES.index(lang())])


def signal_name(code: str) -> str:
    """The word for a signal."""
    try:
        return policy_phrase(f"signal_{code}", lang())
    except KeyError:
        return name("signals", code)


def told(text: str, *kinds: str) -> str:
    """A sentence that another part made in English, in the chosen language; itself where it has no other.

    `kinds` are lists of words.yaml: said, faults, errors.
    """
    for kind in kinds:
        for pattern, english, indonesian in _patterns(kind):
            found = pattern.fullmatch(text)
            if found:
                values = {
                    key: _value(key, value, kinds) for key, value in found.groupdict().items()
                }
                return (english if lang() == "en" else indonesian).format(**values)
    return text


def _value(key: str, value: str, kinds: tuple[str, ...]) -> str:
    if key == "signal":
        return signal_name(value)
    if key == "stage":
        return name("stages", value)
    return told(value, *kinds) if key == "problem" else value


@cache
def _patterns(kind: str) -> list[tuple[re.Pattern[str], str, str]]:
    return [(_pattern(english), english, indonesian) for english, indonesian in _words()[kind]]


def _pattern(english: str) -> re.Pattern[str]:
    parts = re.split(r"\{(\w+)\}", english)
    pieces = [
        re.escape(part) if at % 2 == 0 else f"(?P<{part}>.*?)" for at, part in enumerate(parts)
    ]
    return re.compile("".join(pieces), re.DOTALL)


def error(text: str) -> str:
    """An error for a person: in Indonesian with our English line below it, so that it can be searched for."""
    said = told(text, "errors", "faults")
    return text if lang() == "en" or said == text else f"{said}\n       ({text})"


# --- click's own words


def _gettext(message: str) -> str:
    return message if lang() == "en" else str(_words()["click"].get(message, message))


def _ngettext(one: str, many: str, count: int) -> str:
    return _gettext(one if count == 1 else many)


def teach_click() -> None:
    """Give click its words. It asks gettext, which reads compiled files only; ours is one that people edit."""
    for module in (
        click.core,
        click.decorators,
        click.exceptions,
        click.formatting,
        click.parser,
        click.types,
    ):
        for of_click, ours in (("_", _gettext), ("ngettext", _ngettext)):
            if hasattr(module, of_click):
                setattr(module, of_click, ours)


def usage(message: str, **values: object) -> click.UsageError:
    """A usage error of our own, in the chosen language."""
    return click.UsageError(_gettext(message).format(**values))


def localized(command: click.Command, path: str) -> click.Command:
    """The command with its help in the chosen language; `path` is how it is called, such as "ledger verify"."""
    command = copy.copy(command)
    command.epilog = say("language_option")
    if lang() == "id":
        _indonesian(command, path)
    if isinstance(command, click.Group):
        command.commands = {
            key: localized(each, f"{path} {key}") for key, each in command.commands.items()
        }
    return command


def _indonesian(command: click.Command, path: str) -> None:
    words, help_ = _words(), _words()["help"].get(path, {})
    command.help = help_.get("", command.help)
    command.options_metavar = words["metavars"]["options"]
    if isinstance(command, click.Group):
        command.subcommand_metavar = words["metavars"]["commands"]
    command.params = [_parameter(each, help_) for each in command.params]


def _parameter(parameter: click.Parameter, help_: dict[str, str]) -> click.Parameter:
    if not isinstance(parameter, click.Option):
        return parameter
    parameter = copy.copy(parameter)
    key = str(parameter.name)
    parameter.help = help_.get(key) or _words()["help"]["shared"].get(key, parameter.help)
    metavars: dict[str, str] = _words()["metavars"]
    if parameter.metavar is None and not parameter.is_flag:
        parameter.metavar = metavars.get(parameter.type.name)
    return parameter
