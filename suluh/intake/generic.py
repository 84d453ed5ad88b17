"""Posts under the contract's own names: one JSON object a line, or an array of them."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any, BinaryIO, ClassVar

import msgspec

from suluh.content import Author, Metrics, Post, Segment
from suluh.errors import InputError
from suluh.intake.door import Position, Rejected, Unit, excerpt
from suluh.intake.json_door import Layout, cut_json, reason_of
from suluh.intake.values import (
    BadValue,
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


class WireAuthor(msgspec.Struct):
    """An author as sources write it; unknown fields are ignored."""

    id: str | int | None = None
    handle: str | None = None
    name: str | None = None
    followers: Number = None
    created_at: Number = None
    verified: bool | str | int | None = None
    bio: str | None = None
    registered: bool | str | int | None = None
    kind: str | None = None


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
    tags: tuple[str, ...] | None = None
    parent: str | int | None = None


_decoder = msgspec.json.Decoder(WirePost)


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
        return post_of(_decoder.decode(raw))
    except (BadValue, msgspec.MsgspecError, UnicodeError) as error:
        return Rejected(line, reason_of(error), excerpt(raw))
    except RecursionError:
        return Rejected(line, "nested too deeply", excerpt(raw))


def post_of(wire: WirePost) -> Post:
    """The post. Raises BadValue with the field's name."""
    posted_at, assumed = read_time(wire.posted_at)
    return Post(
        id=read_id(wire.id),
        text=wire.text or "",
        platform=wire.platform or None,
        url=wire.url or None,
        posted_at=posted_at,
        zone_assumed=assumed,
        author=author_of(wire.author),
        media=read_media(wire.media),
        region=read_region(wire.region),
        metrics=metrics_of(wire.metrics or wire),
        segments=wire.segments or (),
        tags=wire.tags or (),
        parent=None if wire.parent in (None, "") else str(wire.parent),
    )


def author_of(wire: str | WireAuthor | None) -> Author:
    """The author from a handle or an object."""
    if not wire:
        return NO_AUTHOR
    if isinstance(wire, str):
        return Author(handle=read_name(wire))
    return Author(
        handle=read_name(wire.handle),
        id=None if wire.id in (None, "") else str(wire.id),
        name=wire.name or None,
        followers=read_count(wire.followers, "author.followers"),
        created_at=read_time(wire.created_at, "author.created_at")[0],
        verified=read_flag(wire.verified, "author.verified"),
        bio=wire.bio or None,
        registered=read_flag(wire.registered, "author.registered"),
        kind=wire.kind or None,
    )


def metrics_of(wire: WireMetrics | WirePost) -> Metrics:
    """The counts, given as an object or as fields of their own."""
    if wire.views is wire.likes is wire.shares is wire.comments is None:
        return NO_METRICS
    return Metrics(
        views=read_count(wire.views, "views"),
        likes=read_count(wire.likes, "likes"),
        shares=read_count(wire.shares, "shares"),
        comments=read_count(wire.comments, "comments"),
    )
