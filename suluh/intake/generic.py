"""Posts under the contract's own names: one JSON object a line, or an array of them."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any, BinaryIO, ClassVar

import msgspec

from suluh.content import Author, Metrics, Post, Segment
from suluh.errors import InputError
from suluh.intake.door import Position, Rejected, Unit, excerpt
from suluh.intake.json_door import Layout, cut_json, reason_of
from suluh.intake.kindly import NO_TIME, Notes, kindly
from suluh.intake.values import (
    BadValue,
    check_id,
    read_count,
    read_flag,
    read_id,
    read_media,
    read_name,
    read_region,
    read_time,
)

Number = int | float | str | None
LISTS = {("[]",), ("posts", "[]"), ("data", "[]"), ("items", "[]")}
NO_AUTHOR = Author()
NO_METRICS = Metrics()
PRINT = re.compile(
    "[0-9a-f]{64}"
)  # of a profile picture; anything else there is an address and is not fetched
NEEDED = frozenset({"id", "text"})  # what a post is; anything else may be missing


class WireAuthor(msgspec.Struct):
    """An author as sources write it; unknown fields are ignored."""

    id: str | int | None = None
    handle: str | int | None = None
    name: str | int | None = None
    followers: Number = None
    created_at: Number = None
    verified: bool | str | int | None = None
    bio: str | None = None
    registered: bool | str | int | None = None
    kind: str | None = None
    avatar: str | None = None
    former_names: str | tuple[str, ...] | None = None
    links: str | tuple[str, ...] | None = None


class WireMetrics(msgspec.Struct):
    """Counts as sources write them."""

    views: Number = None
    likes: Number = None
    shares: Number = None
    comments: Number = None


class WirePost(msgspec.Struct):
    """A post as sources write it: wider types than `Post`, so that a reason can be given."""

    id: str | int | None = None
    text: str | None = None
    platform: str | None = None
    url: str | None = None
    posted_at: Number = None
    author: str | WireAuthor | None = None
    media: str | list[Any] | None = None
    region: str | int | float | None = None
    metrics: WireMetrics | None = None
    views: Number = None
    likes: Number = None
    shares: Number = None
    comments: Number = None
    segments: tuple[Segment, ...] | None = None
    tags: str | tuple[str, ...] | None = None
    parent: str | int | None = None


class JsonPosts(msgspec.Struct, frozen=True):
    """The generic door for JSON."""

    name: ClassVar[str] = "jsonl"
    layout: Layout = "lines"

    @property
    def seekable(self) -> bool:
        """Lines can be sought; an array is read from its beginning."""
        return self.layout == "lines"

    def units(self, stream: BinaryIO, start: Position) -> Iterator[Unit]:
        """Lines, or the items of the array: at the top, or under a name such as posts."""
        return cut_json(stream, start, self.layout, LISTS.__contains__)

    def records(self, unit: Unit) -> Iterator[Post | Rejected]:
        """One post a unit."""
        yield read_post(unit.raw, unit.line)


def lines_door(head: bytes) -> JsonPosts:
    """The door for one post a line. Raises InputError when the first lines are records of something else.

    Single lines without an id are rejected one by one later; only when the file begins with several
    objects and none has one is the file itself the mistake.
    """
    objects = [names for line in head.splitlines()[:50] if (names := _names(line)) is not None]
    if len(objects) >= 3 and not any("id" in names for names in objects):
        found = ", ".join(sorted(objects[0])[:12]) or "nothing"
        raise InputError(f"line 1: posts need the fields id and text; found: {found}")
    return JsonPosts()


def _names(line: bytes) -> set[str] | None:
    try:
        return set(msgspec.json.decode(line, type=dict[str, msgspec.Raw]))
    except (msgspec.MsgspecError, UnicodeError, RecursionError):
        return None


def read_post(raw: bytes | str, line: int) -> Post | Rejected:
    """A post from JSON with the contract's names, or why it is none."""
    if isinstance(raw, str):
        return Rejected(line, raw)
    try:
        return post_of(*kindly(raw, WirePost, NEEDED))
    except (BadValue, msgspec.MsgspecError, UnicodeError) as error:
        return Rejected(line, reason_of(error), excerpt(raw))
    except RecursionError:
        return Rejected(line, "nested too deeply", excerpt(raw))


def post_of(wire: WirePost, notes: Notes, *, month_first: bool = False) -> Post:
    """The post, with a note on each field that cannot be read. Raises BadValue for a bad id alone."""
    number = read_id(wire.id)
    notes.of(check_id, number, default=None)
    posted_at, assumed = notes.of(
        read_time, wire.posted_at, "posted_at", month_first, default=NO_TIME
    )
    return Post(
        id=number,
        text=wire.text or "",
        platform=wire.platform or None,
        url=wire.url or None,
        posted_at=posted_at,
        zone_assumed=assumed,
        author=author_of(wire.author, notes, month_first),
        media=notes.of(read_media, wire.media, default=()),
        region=notes.of(read_region, wire.region, default=None),
        metrics=metrics_of(wire.metrics or wire, notes),
        segments=wire.segments or (),
        tags=_tags(wire.tags),
        parent=None if wire.parent in (None, "") else str(wire.parent),
        notes=notes.said(),
    )


def _tags(tags: str | tuple[str, ...] | None) -> tuple[str, ...]:
    if isinstance(tags, str):
        return tuple(tag.strip() for tag in re.split("[;,]", tags) if tag.strip())
    return tags or ()


def author_of(wire: str | WireAuthor | None, notes: Notes, month_first: bool = False) -> Author:
    """The author from a handle or an object."""
    if not wire:
        return NO_AUTHOR
    if isinstance(wire, str):
        return Author(handle=read_name(wire))
    born = notes.of(read_time, wire.created_at, "author.created_at", month_first, default=NO_TIME)[
        0
    ]
    return Author(
        handle=read_name(wire.handle),
        id=None if wire.id in (None, "") else str(wire.id),
        name=str(wire.name) if wire.name else None,
        followers=notes.of(read_count, wire.followers, "author.followers", default=None),
        created_at=born,
        verified=notes.of(read_flag, wire.verified, "author.verified", default=None),
        bio=wire.bio or None,
        registered=notes.of(read_flag, wire.registered, "author.registered", default=None),
        kind=wire.kind or None,
        avatar=wire.avatar if wire.avatar and PRINT.fullmatch(wire.avatar) else None,
        former_names=_several(wire.former_names),
        links=_several(wire.links),
    )


def _several(said: str | tuple[str, ...] | None) -> tuple[str, ...]:
    """A list, or text separated by semicolons."""
    return tuple(
        part.strip()
        for part in (said.split(";") if isinstance(said, str) else said or ())
        if part.strip()
    )


def metrics_of(wire: WireMetrics | WirePost, notes: Notes) -> Metrics:
    """The counts, given as an object or as fields of their own."""
    if wire.views is wire.likes is wire.shares is wire.comments is None:
        return NO_METRICS
    return Metrics(
        views=notes.of(read_count, wire.views, "views", default=None),
        likes=notes.of(read_count, wire.likes, "likes", default=None),
        shares=notes.of(read_count, wire.shares, "shares", default=None),
        comments=notes.of(read_count, wire.comments, "comments", default=None),
    )
