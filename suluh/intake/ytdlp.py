"""What yt-dlp writes about a video (`.info.json`), with the video and its subtitles beside it."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime, timedelta
from pathlib import Path
from typing import BinaryIO, ClassVar

import msgspec

from suluh.content import WIB, Author, Metrics, Post, Segment
from suluh.intake.door import Position, Rejected, Unit, excerpt
from suluh.intake.json_door import Layout, cut_json, reading, reason_of
from suluh.intake.subtitles import segments
from suluh.intake.values import BadValue, from_epoch, read_count, read_id, read_name

Number = int | float | str | None
SUFFIX = ".info.json"
SUBTITLES = (".vtt", ".srt")
_NO_MEDIA = (*SUBTITLES, ".json", ".description", ".part", ".ytdl", ".txt")
_LANGUAGES = ("id", "jv", "su", "in", "en")  # preferred first; "in" is an old code for Indonesian


class Remark(msgspec.Struct):
    """A comment, when yt-dlp was told to write them."""

    id: str | int | None = None
    text: str | None = None
    author: str | None = None
    author_id: str | None = None
    timestamp: int | float | None = None
    like_count: Number = None
    parent: str | None = None


class Info(msgspec.Struct):
    """The fields that are read."""

    id: str | int | None = None
    title: str | None = None
    description: str | None = None
    extractor_key: str | None = None
    webpage_url: str | None = None
    timestamp: int | float | None = None
    upload_date: str | None = None
    uploader: str | None = None
    uploader_id: str | None = None
    channel: str | None = None
    channel_id: str | None = None
    channel_follower_count: Number = None
    channel_is_verified: bool | None = None
    view_count: Number = None
    like_count: Number = None
    repost_count: Number = None
    comment_count: Number = None
    ext: str | None = None
    subtitles: dict[str, msgspec.Raw] | None = None
    kind: str = msgspec.field(default="video", name="_type")
    comments: list[msgspec.Raw] | None = None


class YtDlp(msgspec.Struct, frozen=True):
    """The door for one `.info.json`, or for lines of them (`yt-dlp -j`); `path` finds what lies beside it."""

    path: str = ""  # "" for a stream
    layout: Layout = "whole"
    name: ClassVar[str] = "ytdlp"

    @property
    def seekable(self) -> bool:
        """Lines can be sought."""
        return self.layout == "lines"

    def units(self, stream: BinaryIO, start: Position) -> Iterator[Unit]:
        """The one document, or the lines."""
        return cut_json(stream, start, self.layout)

    def records(self, unit: Unit) -> Iterator[Post | Rejected]:
        """The video, then its comments if there are any. A playlist's own file holds no post."""
        return reading(unit.raw, unit.line, lambda raw: self._posts(raw, unit.line))

    def _posts(self, raw: bytes, line: int) -> Iterator[Post | Rejected]:
        info = msgspec.json.decode(raw, type=Info)
        if info.kind not in ("video", "url"):
            return
        post = self._post(info)
        yield post
        for remark in info.comments or ():
            try:
                yield _comment(msgspec.json.decode(bytes(remark), type=Remark), post)
            except (BadValue, msgspec.MsgspecError, UnicodeError, RecursionError) as error:
                yield Rejected(line, f"a comment: {reason_of(error)}", excerpt(bytes(remark)))

    def _post(self, info: Info) -> Post:
        posted_at, assumed = _moment(info)
        beside = _beside(self.path)
        return Post(
            id=read_id(info.id),
            platform=_platform(info),
            text=_words(info),
            url=info.webpage_url or None,
            posted_at=posted_at,
            zone_assumed=assumed,
            author=_author(info),
            media=_media(beside, info),
            metrics=Metrics(
                views=read_count(info.view_count, "view_count"),
                likes=read_count(info.like_count, "like_count"),
                shares=read_count(info.repost_count, "repost_count"),
                comments=read_count(info.comment_count, "comment_count"),
            ),
            segments=_spoken(beside, info),
        )


def _platform(info: Info) -> str | None:
    key = (info.extractor_key or "").lower()
    return {"twitter": "x"}.get(key, key) or None


def _words(info: Info) -> str:
    """Title and description; on short-video platforms the one is the beginning of the other."""
    title, description = (info.title or "").strip(), (info.description or "").strip()
    if description.startswith(title.removesuffix("...").removesuffix("…").strip()):
        return description
    return "\n".join(part for part in (title, description) if part)


def _moment(info: Info) -> tuple[datetime | None, bool]:
    """The second of posting; else the day, whose zone is assumed, at its noon so that no zone moves it."""
    if info.timestamp is not None:
        return from_epoch(info.timestamp, "timestamp"), False
    if not info.upload_date:
        return None, False
    try:
        day = datetime.strptime(info.upload_date, "%Y%m%d").replace(tzinfo=WIB)
    except ValueError:
        raise BadValue(f"upload_date: not a day: {info.upload_date[:20]!r}") from None
    if not 1990 <= day.year <= 2100:
        raise BadValue(f"upload_date: the year {day.year} cannot be right")
    return day + timedelta(hours=12), True


def _author(info: Info) -> Author:
    """TikTok has its handle in `uploader` and a number in `uploader_id`; YouTube and X the handle in the latter."""
    numbered = (info.uploader_id or "").isdigit()
    return Author(
        handle=read_name(info.uploader if numbered else info.uploader_id or info.uploader),
        id=(info.uploader_id if numbered else info.channel_id) or None,
        name=info.uploader or info.channel or None,
        followers=read_count(info.channel_follower_count, "channel_follower_count"),
        verified=info.channel_is_verified,
    )


def _comment(remark: Remark, video: Post) -> Post:
    moment = remark.timestamp
    root = remark.parent in (None, "root")
    return Post(
        id=read_id(remark.id),
        platform=video.platform,
        text=remark.text or "",
        posted_at=from_epoch(moment, "timestamp") if moment is not None else None,
        author=Author(handle=read_name(remark.author), id=remark.author_id or None),
        metrics=Metrics(likes=read_count(remark.like_count, "like_count")),
        parent=video.id if root else remark.parent,
    )


def _beside(path: str) -> list[Path]:
    """The files that share the video's name, sorted."""
    if not path.lower().endswith(SUFFIX):
        return []
    place = Path(path)
    stem = place.name[: -len(SUFFIX)]
    try:
        return sorted(
            p for p in place.parent.iterdir() if p.name.startswith(stem + ".") and p != place
        )
    except OSError:
        return []


def _media(beside: list[Path], info: Info) -> tuple[str, ...]:
    found = [p for p in beside if p.suffix.lower() not in _NO_MEDIA]
    found.sort(key=lambda p: p.suffix.lower() != f".{info.ext}")  # the video before its thumbnail
    return tuple(str(p) for p in found)


def _spoken(beside: list[Path], info: Info) -> tuple[Segment, ...]:
    """The words of one subtitle file, Indonesian before others, a person's before a machine's."""
    files = [p for p in beside if p.suffix.lower() in SUBTITLES]
    if not files:
        return ()
    by_person = info.subtitles or {}

    def order(path: Path) -> tuple[int, bool, str]:
        language = _language(path)
        known = language[:2] in _LANGUAGES
        return (
            _LANGUAGES.index(language[:2]) if known else 9,
            language not in by_person,
            path.name,
        )

    chosen = min(files, key=order)
    try:
        data = chosen.read_bytes()
    except OSError:
        return ()
    return segments(data, doubtful=_language(chosen) not in by_person)


def _language(path: Path) -> str:
    """`nama.id.vtt` is Indonesian."""
    return path.name.split(".")[-2].lower()
