"""Decisions of an earlier run, found again in its folder, each with its post when the source is still as it was."""

from __future__ import annotations

from collections.abc import Collection, Iterator
from pathlib import Path
from typing import BinaryIO

import msgspec

from suluh.content import Post
from suluh.errors import InputError, RequestError
from suluh.intake import PostSource, open_posts
from suluh.ledger import Kind, open_ledger
from suluh.policy.decision import Decision
from suluh.runners import remembered
from suluh.runners.deciding import Settings, settings_from
from suluh.runners.outbox import DECISIONS

NEUTRAL = ("none", "info_label")
SETTINGS = (
    "election",
    "policy",
    "judge_url",
    "judge_model",
    "facts",
)  # options that a run remembers


class Recorded(msgspec.Struct, frozen=True):
    """`post` is None when the source is gone; `missing` then says so."""

    decision: Decision
    post: Post | None
    missing: str | None = None
    copies: int = 1  # decisions of the run on posts with this id


def recorded(folder: Path, post_id: str) -> Recorded:
    """The decision on a post in a run's folder; `ID#2` is the second one with that id.

    Raises RequestError when there is none.
    """
    decision, place, copies = _decision(folder / DECISIONS, post_id)
    source, missing = _source(folder)
    if source is None:
        return Recorded(decision, None, missing, copies)
    post = _nth(source, decision.post_id, place)
    if post is None:
        missing = f"Sumber {source.name} tidak lagi memuat unggahan ini; jalannya tidak diulang."
    return Recorded(decision, post, missing if post is None else None, copies)


def settings_of_run(folder: Path, asked: Settings, given: Collection[str]) -> Settings:
    """The settings a folder's run was made with; those options that were written (`given`) count more."""
    run = settings_from(how(folder))
    judge = asked.judge if {"judge_url", "judge_model"} & set(given) else run.judge
    return Settings(
        asked.election if "election" in given else run.election,
        asked.policy if "policy" in given else run.policy,
        judge,
        run.replay,
        run.media,
        asked.facts if "facts" in given else run.facts,
    )


def how(folder: Path) -> dict[str, str]:
    """What the run was made with: from the folder, or from its ledger where an older version made it."""
    said = remembered(folder)
    if "source" in said:
        return said
    path = folder / "ledger.sqlite"
    if not path.is_file():
        return said
    with open_ledger(str(path)) as ledger:
        begun = next((event.data() for event in ledger.events(kind=Kind.SCAN_STARTED)), {})
    return {"source": str(begun["input"]), **said} if "input" in begun else said


def decisions_of(path: Path) -> Iterator[Decision]:
    """Every decision of a file, one after the other."""
    decoder = msgspec.json.Decoder(Decision)
    with _opened(path) as file:
        yield from (decoder.decode(line) for line in file if line.strip())


def decided(folder: Path) -> Iterator[tuple[Decision, Post | None]]:
    """Decisions by which something was done, each with its own post; None where the source is gone.

    Both stand in the same order, so the two are read side by side: of posts with one id each keeps its own.
    """
    source, _ = _source(folder)
    posts = _posts(source) if source else iter(())
    for decision in decisions_of(folder / DECISIONS):
        post = next((p for p in posts if p.id == decision.post_id), None)
        if decision.outcome not in NEUTRAL:
            yield decision, post


def _decision(path: Path, asked: str) -> tuple[Decision, int, int]:
    """The decision, which of its id it is (from 1), and how many there are."""
    found = list(_with_id(path, asked))
    if found:
        return found[0], 1, len(found)
    post_id, mark, number = asked.rpartition("#")
    if mark and number.isdigit():
        found = list(_with_id(path, post_id))
        if 0 < int(number) <= len(found):
            return found[int(number) - 1], int(number), len(found)
    raise RequestError(f'no post "{asked}" in {path}')


def _with_id(path: Path, post_id: str) -> Iterator[Decision]:
    decoder = msgspec.json.Decoder(Decision)
    needle = msgspec.json.encode(post_id)
    with _opened(path) as file:
        for line in file:
            if needle in line and (found := decoder.decode(line)).post_id == post_id:
                yield found


def _opened(path: Path) -> BinaryIO:
    try:
        return path.open("rb")
    except OSError as error:
        raise RequestError(
            f"{path} cannot be read: {error.strerror}; name a run's folder with --in"
        ) from error


def _source(folder: Path) -> tuple[PostSource | None, str | None]:
    """The run's source as it was, or why it cannot be read again."""
    said = how(folder)
    name = said.get("source")
    if name is None:
        return None, "Sumber unggahan tidak tercatat; jalannya tidak dapat diulang."
    if name == "-":
        return None, "Sumbernya masukan baku, yang tidak tersimpan; jalannya tidak dapat diulang."
    try:
        source = open_posts(name, said.get("format"), leave_out=folder)
    except (InputError, RequestError):
        return None, f"Sumber {name} tidak ada lagi; jalannya tidak diulang."
    if said.get("identity", source.identity()) != source.identity():
        return None, f"Sumber {name} sudah berubah sejak diputus; jalannya tidak diulang."
    return source, None


def _posts(source: PostSource) -> Iterator[Post]:
    """The posts as far as they can be read."""
    try:
        yield from (post for post in source if isinstance(post, Post))
    except (InputError, RequestError):
        return


def _nth(source: PostSource, post_id: str, place: int) -> Post | None:
    same = (post for post in _posts(source) if post.id == post_id)
    return next((post for number, post in enumerate(same, 1) if number == place), None)
