"""One decision of an earlier run, found again in its folder, with its post when the source is still there."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import BinaryIO

import msgspec

from suluh.content import Post
from suluh.errors import InputError, RequestError
from suluh.intake import open_posts
from suluh.ledger import Kind, open_ledger
from suluh.policy.decision import Decision


class Recorded(msgspec.Struct, frozen=True):
    """`post` is None when the source is gone; `missing` then says so."""

    decision: Decision
    post: Post | None
    missing: str | None = None


def recorded(folder: Path, post_id: str) -> Recorded:
    """The decision on a post in a run's folder. Raises RequestError when there is none."""
    decision = _decision(folder / "decisions.jsonl", post_id)
    source = _source(folder)
    if source is None or source == "-":
        return Recorded(
            decision,
            None,
            "Sumber unggahan tidak tercatat (masukan baku); jalannya tidak dapat diulang.",
        )
    try:
        post = next(p for p in open_posts(source) if isinstance(p, Post) and p.id == post_id)
    except (InputError, RequestError, StopIteration):
        return Recorded(
            decision,
            None,
            f"Sumber {source} tidak ada lagi atau sudah berubah; jalannya tidak diulang.",
        )
    return Recorded(decision, post)


def decisions_of(path: Path) -> Iterator[Decision]:
    """Every decision of a file, one after the other."""
    decoder = msgspec.json.Decoder(Decision)
    with _opened(path) as file:
        yield from (decoder.decode(line) for line in file if line.strip())


def posts_of(folder: Path) -> dict[str, Post]:
    """The posts of a run that something was done about, by id; empty when their source is gone."""
    done = {d.post_id for d in decisions_of(folder / "decisions.jsonl") if d.outcome not in NEUTRAL}
    source = _source(folder)
    if source is None or source == "-":
        return {}
    try:
        return {p.id: p for p in open_posts(source) if isinstance(p, Post) and p.id in done}
    except (InputError, RequestError):
        return {}


NEUTRAL = ("none", "info_label")


def _decision(path: Path, post_id: str) -> Decision:
    decoder = msgspec.json.Decoder(Decision)
    needle = msgspec.json.encode(post_id)
    with _opened(path) as file:
        for line in file:
            if needle in line and (found := decoder.decode(line)).post_id == post_id:
                return found
    raise RequestError(f'no post "{post_id}" in {path}')


def _opened(path: Path) -> BinaryIO:
    try:
        return path.open("rb")
    except OSError as error:
        raise RequestError(
            f"{path} cannot be read: {error.strerror}; name a run's folder with --in"
        ) from error


def _source(folder: Path) -> str | None:
    """The source that the run's ledger names, when the ledger stands in the folder."""
    path = folder / "ledger.sqlite"
    if not path.is_file():
        return None
    with open_ledger(str(path)) as ledger:
        started = [event.data() for event in ledger.events(kind=Kind.SCAN_STARTED)]
    return str(started[-1]["input"]) if started else None
