"""The data files of the tips, the game and the kit: one folder a language, the same keys in each."""

from __future__ import annotations

from functools import cache
from pathlib import Path
from typing import Any, TypeVar

import msgspec
import yaml

from suluh.errors import DataError

DATA = Path(__file__).parent / "data"
FIRST = "id"
T = TypeVar("T")


def read(name: str, lang: str, shape: type[T], folder: Path = DATA) -> T:
    """One file in a language, in Indonesian where the language has none. Raises DataError."""
    path = folder / lang / name
    return read_file(path if path.exists() else folder / FIRST / name, shape)


def read_file(path: Path, shape: type[T]) -> T:
    """Raises DataError."""
    try:
        plain: Any = yaml.safe_load(path.read_text("utf-8"))
        return msgspec.convert(plain, shape)
    except yaml.MarkedYAMLError as error:
        line = error.problem_mark.line + 1 if error.problem_mark else None
        raise DataError(str(error.problem), file=path.name, line=line) from error
    except (OSError, UnicodeDecodeError, msgspec.ValidationError) as error:
        raise DataError(str(error), file=path.name) from error


@cache
def phrases(lang: str) -> dict[str, str]:
    """The words on cards and in the digest, without gaps."""
    return read("words.yaml", FIRST, dict[str, str]) | read("words.yaml", lang, dict[str, str])


def say(key: str, lang: str, /, **values: object) -> str:
    """One phrase. Raises KeyError for an unknown one."""
    text = phrases(lang)[key]
    return text.format(**values) if values else text
