"""The command line. Exit code 0: it holds; 1: it does not; 2: the request is unclear."""

from __future__ import annotations

import argparse
import json
import os
import sys
from collections.abc import Callable, Sequence
from functools import cache
from pathlib import Path
from typing import TypeAlias

from suluh_verify import __version__
from suluh_verify.dump import check_dump
from suluh_verify.heads import Head, Key, check_kept, check_signature, head_in, key_in
from suluh_verify.package import check_package
from suluh_verify.reading import parsed, read_file
from suluh_verify.receipts import (
    check_consistency,
    check_document,
    check_receipt,
    check_sealed,
    receipt_in,
)
from suluh_verify.result import Broken, Fault, Result

Check: TypeAlias = Callable[[argparse.Namespace, Key | None, Head | None], Result]


def head(asked: argparse.Namespace, key: Key | None, kept: Head | None) -> Result:
    """A signed head."""
    found, result = head_in(parsed(read_file(asked.file), "head")), Result()
    check_signature(found, key, result)
    check_kept(found, kept, result)
    return result


def receipt(asked: argparse.Namespace, key: Key | None, kept: Head | None) -> Result:
    """A receipt by itself."""
    return check_receipt(receipt_in(asked.file), key, kept)


def consistency(asked: argparse.Namespace, key: Key | None, kept: Head | None) -> Result:
    """The proof between two heads."""
    return check_consistency(asked.file, key, kept)


def dump(asked: argparse.Namespace, key: Key | None, kept: Head | None) -> Result:
    """All events."""
    return check_dump(asked.file, key, kept)


def document(asked: argparse.Namespace, key: Key | None, kept: Head | None) -> Result:
    """A statement of reasons or a certificate, against its receipt."""
    told = receipt_in(asked.receipt)
    result = check_receipt(told, key, kept)
    check_document(asked.file, told, asked.command, result)
    return result


def package(asked: argparse.Namespace, key: Key | None, kept: Head | None) -> Result:
    """An evidence package; against its receipt or its anchor, where there is one."""
    found = check_package(asked.file)
    result = found.result
    if asked.anchor:
        result.must(asked.anchor.lower() == found.manifest, "other_anchor", "manifest.json")
    if asked.receipt:
        told = receipt_in(asked.receipt)
        of_receipt = check_receipt(told, key, kept)
        result.faults += of_receipt.faults
        result.open += of_receipt.open
        result.about |= of_receipt.about
        check_sealed(found.manifest, told, "package", result, asked.file.name)
    elif not asked.anchor:
        result.open.append("no_receipt")
    return result


COMMANDS: dict[str, Check] = {
    "head": head,
    "receipt": receipt,
    "consistency": consistency,
    "dump": dump,
    "statement": document,
    "certificate": document,
    "package": package,
}


def parser() -> argparse.ArgumentParser:
    """The commands and their options."""
    top = argparse.ArgumentParser("suluh-verify", description=__doc__)
    top.add_argument("--version", action="version", version=__version__)
    commands = top.add_subparsers(dest="command", required=True)
    for name, check in COMMANDS.items():
        one = commands.add_parser(name, help=check.__doc__)
        one.add_argument("file", type=Path)
        one.add_argument("--key", type=Path, help="the log's public key, had from elsewhere")
        one.add_argument("--kept", type=Path, help="a head that you kept earlier")
        one.add_argument("--lang", choices=("id", "en"))
        one.add_argument("--json", action="store_true", help="print the result as JSON")
        if name in ("statement", "certificate", "package"):
            one.add_argument("--receipt", type=Path, required=name != "package")
        if name == "package":
            one.add_argument("--anchor", help="SHA-256 of the manifest, as written down")
    return top


def checked(asked: argparse.Namespace) -> Result:
    """What was found, a thing that cannot be read included."""
    try:
        key = key_in(asked.key) if asked.key else None
        kept = head_in(parsed(read_file(asked.kept), "kept"), "kept") if asked.kept else None
        return COMMANDS[asked.command](asked, key, kept)
    except Broken as broken:
        return Result([broken.fault])


def main(arguments: Sequence[str] | None = None) -> None:
    """Check, say, exit."""
    asked = parser().parse_args(arguments)
    for path in (asked.file, asked.key, asked.kept, getattr(asked, "receipt", None)):
        if path is not None and not path.is_file():
            said = words(asked.lang)["no_file"].format(path=path)
            print(f"suluh-verify: {said}", file=sys.stderr)
            sys.exit(2)
    result = checked(asked)
    print(as_json(result) if asked.json else in_words(result, asked))
    sys.exit(1 if result.faults else 0)


def as_json(result: Result) -> str:
    """For programs."""
    told = {
        "ok": not result.faults,
        "proven": not result.faults and not result.open,
        "faults": [{"kind": fault.kind, "where": fault.where} for fault in result.faults],
        "open": result.open,
        "about": result.about,
    }
    return json.dumps(told, ensure_ascii=False, indent=2)


def in_words(result: Result, asked: argparse.Namespace) -> str:
    """For people."""
    told = words(asked.lang)
    lines = [_line(fault, told) for fault in result.faults]
    if lines:
        return "\n".join([told["broken"].format(n=len(lines)), *lines])
    unsigned = asked.command == "head" and asked.key is None
    what = told["what_head_unsigned" if unsigned else f"what_{asked.command}"]
    lines = [told["whole"].format(what=what)]
    lines += [
        f"  {told[f'about_{name}']}: {value}" for name, value in result.about.items() if value
    ]
    if result.open:
        lines += [told["open"], *(f"  {told[note]}" for note in result.open)]
    return "\n".join(lines)


def _line(fault: Fault, told: dict[str, str]) -> str:
    where = fault.where
    for word in ("event", "line"):
        where = where.replace(f"{word} ", f"{told[f'about_{word}']} ")
    return f"  {where}: {told[fault.kind]}" if where else f"  {told[fault.kind]}"


@cache
def words(asked: str | None) -> dict[str, str]:
    """What is said, in Indonesian unless --lang or SULUH_LANG ask for English."""
    lang = asked or ("en" if os.environ.get("SULUH_LANG", "").startswith("en") else "id")
    every = json.loads((Path(__file__).parent / "words.json").read_text("utf-8"))
    found: dict[str, str] = every[lang]
    return found
