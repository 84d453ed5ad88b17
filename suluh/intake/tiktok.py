"""TikTok Research API: videos and comments, as answered by its query endpoints.

Field names as in TikTok's documentation of "Query Videos" and "Query Video Comments" (2026). A file may
hold one response, an array of responses or of objects, or one of either a line.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import BinaryIO, ClassVar

import msgspec

from suluh.content import Author, Metrics, Place, Post, Segment
from suluh.intake.door import Position, Rejected, Unit, excerpt
from suluh.intake.json_door import Layout, cut_json, reading, reason_of
from suluh.intake.kindly import NO_TIME, kindly
from suluh.intake.values import BadValue, read_count, read_id, read_name, read_time

Number = int | float | str | None
LISTS = ("videos", "comments")
_NEEDED = frozenset({"id", "text", "video_description"})
# What voice_to_text heard is a machine's transcript of unknown quality: it may suggest, not act.
HEARD = Place(kind="transcript", doubtful=True)


class Hashtag(msgspec.Struct):
    """A hashtag in the longer form."""

    hashtag_name: str = ""


class Video(msgspec.Struct):
    """A video object; `region_code` is the account's country, not a place in Indonesia, and is left out.

    Music, effects, stickers, duration and TikTok's own election label say nothing of what was posted.
    """

    id: int | str | None = None
    video_description: str | None = None
    create_time: Number = None
    username: str | None = None
    voice_to_text: str | None = None
    hashtag_names: list[str] | None = None
    hashtag_info_list: list[Hashtag] | None = None
    view_count: Number = None
    like_count: Number = None
    share_count: Number = None
    comment_count: Number = None


class Comment(msgspec.Struct):
    """A comment object. The API names no author of a comment."""

    id: int | str | None = None
    text: str | None = None
    video_id: int | str | None = None
    parent_comment_id: int | str | None = None
    create_time: Number = None
    like_count: Number = None
    reply_count: Number = None


class Lists(msgspec.Struct):
    """The lists of a response."""

    videos: list[msgspec.Raw] | None = None
    comments: list[msgspec.Raw] | None = None


class Failure(msgspec.Struct):
    """The API's own error, code "ok" when there is none."""

    code: str = "ok"
    message: str = ""


class Envelope(msgspec.Struct):
    """A response, or a bare object; what it answers tells a comment from a video."""

    data: Lists | None = None
    error: Failure | None = None
    videos: list[msgspec.Raw] | None = None
    comments: list[msgspec.Raw] | None = None
    video_id: msgspec.Raw = msgspec.Raw()
    parent_comment_id: msgspec.Raw = msgspec.Raw()
    text: msgspec.Raw = msgspec.Raw()
    video_description: msgspec.Raw = msgspec.Raw()

    @property
    def is_comment(self) -> bool:
        """Fields can be chosen in a query, so any of a comment's own is enough."""
        own = bytes(self.video_id) or bytes(self.parent_comment_id) or bytes(self.text)
        return bool(own) and not bytes(self.video_description)


class TikTok(msgspec.Struct, frozen=True):
    """The door for both kinds of objects."""

    name: ClassVar[str] = "tiktok"
    layout: Layout = "lines"

    @property
    def seekable(self) -> bool:
        """Lines can be sought."""
        return self.layout == "lines"

    def units(self, stream: BinaryIO, start: Position) -> Iterator[Unit]:
        """Objects or responses."""
        return cut_json(stream, start, self.layout, _is_list)

    def records(self, unit: Unit) -> Iterator[Post | Rejected]:
        """The videos or comments of the unit."""
        return reading(unit.raw, unit.line, lambda raw: _posts(raw, unit.line))


def _is_list(path: tuple[str, ...]) -> bool:
    return path == ("[]",) or (
        path[-1] == "[]"
        and path[:-1] in {(*outer, name) for outer in ((), ("data",)) for name in LISTS}
    )


def _posts(raw: bytes, line: int) -> Iterator[Post | Rejected]:
    envelope, _ = kindly(raw, Envelope)
    inner = envelope.data or envelope
    if inner.videos is not None or inner.comments is not None:
        for item in inner.videos or ():
            yield _guarded(bytes(item), line, comment=False)
        for item in inner.comments or ():
            yield _guarded(bytes(item), line, comment=True)
    elif envelope.error and envelope.error.code != "ok":
        raise BadValue(f"TikTok answered {envelope.error.code}: {envelope.error.message[:120]}")
    elif envelope.data is None:
        yield _guarded(raw, line, comment=envelope.is_comment)


def _guarded(raw: bytes, line: int, *, comment: bool) -> Post | Rejected:
    try:
        return _comment(raw) if comment else _video(raw)
    except (BadValue, msgspec.MsgspecError, UnicodeError, RecursionError) as error:
        return Rejected(line, reason_of(error), excerpt(raw))


def _video(raw: bytes) -> Post:
    video, notes = kindly(raw, Video, _NEEDED)
    number = read_id(video.id)
    posted_at, assumed = notes.of(read_time, video.create_time, "create_time", default=NO_TIME)
    handle = read_name(video.username)
    heard = (video.voice_to_text or "").strip()
    return Post(
        id=number,
        platform="tiktok",
        text=video.video_description or " ".join(f"#{tag}" for tag in _hashtags(video)),
        url=f"https://www.tiktok.com/@{handle}/video/{number}" if handle else None,
        posted_at=posted_at,
        zone_assumed=assumed,
        author=Author(handle=handle),
        metrics=Metrics(
            views=notes.of(read_count, video.view_count, "view_count", default=None),
            likes=notes.of(read_count, video.like_count, "like_count", default=None),
            shares=notes.of(read_count, video.share_count, "share_count", default=None),
            comments=notes.of(read_count, video.comment_count, "comment_count", default=None),
        ),
        segments=(Segment(heard, HEARD),) if heard else (),
        notes=notes.said(),
    )


def _hashtags(video: Video) -> list[str]:
    longer = [tag.hashtag_name for tag in video.hashtag_info_list or ()]
    return [tag.strip().removeprefix("#") for tag in video.hashtag_names or longer if tag.strip()]


def _comment(raw: bytes) -> Post:
    comment, notes = kindly(raw, Comment, _NEEDED)
    posted_at, assumed = notes.of(read_time, comment.create_time, "create_time", default=NO_TIME)
    answered = comment.parent_comment_id or comment.video_id
    return Post(
        id=read_id(comment.id),
        platform="tiktok",
        text=comment.text or "",
        posted_at=posted_at,
        zone_assumed=assumed,
        metrics=Metrics(
            likes=notes.of(read_count, comment.like_count, "like_count", default=None),
            comments=notes.of(read_count, comment.reply_count, "reply_count", default=None),
        ),
        parent=str(answered) if answered is not None else None,
        notes=notes.said(),
    )
