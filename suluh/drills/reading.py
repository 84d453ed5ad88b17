"""A YAML file of an exercise read into its type."""

from __future__ import annotations

from pathlib import Path
from typing import TypeVar

import msgspec
import yaml

from suluh.errors import DataError, RequestError

T = TypeVar("T")


def read_exercise(path: Path, kind: type[T]) -> T:
    """The file as `kind`. Raises RequestError when it cannot be read, DataError for a mistake in it."""
    try:
        return msgspec.convert(yaml.safe_load(path.read_text("utf-8")), kind)
    except (OSError, UnicodeDecodeError) as error:
        raise RequestError(f"{path}: cannot be read ({error})") from error
    except (yaml.YAMLError, msgspec.ValidationError, ValueError) as error:
        raise DataError(str(error), file=path) from error
