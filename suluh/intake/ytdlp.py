"""What yt-dlp writes about a video (`.info.json`), with the video and its subtitles beside it."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import datetime, timedelta
from pathlib import Path
from typing import BinaryIO, ClassVar

import msgspec

from suluh.content import WIB, Author, Metrics, Post, Segment
from suluh.intake.door import Position, Rejected, Unit, excerpt
from suluh.intake.json_door import Layout, cut_json, reading, reason_of
from suluh.intake.kindly import NO_TIME, Notes, kindly
from suluh.intake.subtitles import segments
from suluh.intake.values import BadValue, read_count, read_id, read_name, read_time

Number = int | float | str | None
SUFFIX = ".info.json"
SUBTITLES = (".vtt", ".srt")
_NO_MEDIA = (
    *SUBTITLES, ".json", ".description", ".part", ".ytdl", ".txt", ".url", ".webloc", ".desktop",
    ".ass", ".ssa", ".lrc", ".ttml", ".srv1", ".srv2", ".srv3", ".json3",
)  # fmt: skip
_LANGUAGES = ("id", "jv", "su", "ms", "en")  # preferred first
# TikTok says "ind-ID"; "in" is an old code for Indonesian.
_SAME = {"ind": "id", "in": "id", "jav": "jv", "sun": "su", "msa": "ms", "eng": "en"}
_HEARD = frozenset(
    {"tiktok"}
)  # sites whose subtitles a machine made, though yt-dlp does not say so
_NEEDED = frozenset({"id", "title", "description"})
_VIDEOS = ("video", "url", "url_transparent")
_DEEPEST = 3  # a channel holds lists, which hold videos


class Remark(msgspec.Struct):
    """A comment, when yt-dlp was told to write them."""

    id: str | int | None = None
    text: str | None = None
    author: str | None = None
    author_id: str | None = None
    timestamp: Number = None
    like_count: Number = None
    parent: str | None = None


class Info(msgspec.Struct):
    """The fields that are read."""

    id: str | int | None = None
    title: str | None = None
    fulltitle: str | None = None
    description: str | None = None
    extractor_key: str | None = None
    ie_key: str | None = None  # in the entries of a list
    webpage_url: str | None = None
    timestamp: Number = None
    release_timestamp: Number = None
    upload_date: str | int | None = None
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
    entries: list[msgspec.Raw] | None = None  # of a list of videos, when all is in one document


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
        """The video, then its comments if there are any; of a list with its videos inside, each of them."""
        return reading(unit.raw, unit.line, lambda raw: self._posts(raw, unit.line))

    def _posts(self, raw: bytes, line: int, depth: int = 0) -> Iterator[Post | Rejected]:
        info, notes = kindly(raw, Info, _NEEDED)
        if info.kind in _VIDEOS:
            post = self._post(info, notes)
            yield post
            for remark in info.comments or ():
                yield from _one_of(bytes(remark), line, "a comment", lambda r: _comment(r, post))
        elif depth < _DEEPEST:
            for entry in info.entries or ():
                inner = bytes(entry)
                if inner != b"null":  # a video that is private or gone
                    yield from reading(inner, line, lambda r: self._posts(r, line, depth + 1))

    def _post(self, info: Info, notes: Notes) -> Post:
        posted_at, assumed = notes.of(_moment, info, default=NO_TIME)
        beside = _beside(self.path)

        def count(value: Number, field: str) -> int | None:
            return notes.of(read_count, value, field, default=None)

        return Post(
            id=read_id(info.id),
            platform=_platform(info),
            text=_words(info),
            url=info.webpage_url or None,
            posted_at=posted_at,
            zone_assumed=assumed,
            author=_author(info, notes),
            media=_media(beside, info),
            metrics=Metrics(
                views=count(info.view_count, "view_count"),
                likes=count(info.like_count, "like_count"),
                shares=count(info.repost_count, "repost_count"),
                comments=count(info.comment_count, "comment_count"),
            ),
            segments=_spoken(beside, info),
            notes=notes.said(),
        )


def _one_of(
    raw: bytes, line: int, what: str, read: Callable[[bytes], Post]
) -> Iterator[Post | Rejected]:
    try:
        yield read(raw)
    except (BadValue, msgspec.MsgspecError, UnicodeError, RecursionError) as error:
        yield Rejected(line, f"{what}: {reason_of(error)}", excerpt(raw))


def _platform(info: Info) -> str | None:
    key = (info.extractor_key or info.ie_key or "").lower()
    return {"twitter": "x"}.get(key, key) or None


def _words(info: Info) -> str:
    """Title and description; on short-video platforms the one is the beginning of the other."""
    title = (info.title or info.fulltitle or "").strip()
    description = (info.description or "").strip()
    if description.startswith(title.removesuffix("...").removesuffix("…").strip()):
        return description
    return "\n".join(part for part in (title, description) if part)


def _moment(info: Info) -> tuple[datetime | None, bool]:
    """The second of posting; else the day, whose zone is assumed, at its noon so that no zone moves it."""
    for field in ("timestamp", "release_timestamp"):
        if (value := getattr(info, field)) is not None:
            return read_time(value, field)
    if not info.upload_date:
        return None, False
    try:
        day = datetime.strptime(str(info.upload_date), "%Y%m%d").replace(tzinfo=WIB)
    except ValueError:
        raise BadValue(f"upload_date: not a day: {str(info.upload_date)[:20]!r}") from None
    if not 1990 <= day.year <= 2100:
        raise BadValue(f"upload_date: the year {day.year} cannot be right")
    return day + timedelta(hours=12), True


def _author(info: Info, notes: Notes) -> Author:
    """TikTok has its handle in `uploader` and a number in `uploader_id`; YouTube and X the handle in the latter."""
    numbered = (info.uploader_id or "").isdigit()
    return Author(
        handle=read_name(info.uploader if numbered else info.uploader_id or info.uploader),
        id=(info.uploader_id if numbered else info.channel_id) or None,
        name=info.uploader or info.channel or None,
        followers=notes.of(
            read_count, info.channel_follower_count, "channel_follower_count", default=None
        ),
        verified=info.channel_is_verified,
    )


def _comment(raw: bytes, video: Post) -> Post:
    remark, notes = kindly(raw, Remark, frozenset({"id", "text"}))
    posted_at, assumed = notes.of(read_time, remark.timestamp, "timestamp", default=NO_TIME)
    root = remark.parent in (None, "root")
    return Post(
        id=read_id(remark.id),
        platform=video.platform,
        text=remark.text or "",
        posted_at=posted_at,
        zone_assumed=assumed,
        author=Author(handle=read_name(remark.author), id=remark.author_id or None),
        metrics=Metrics(likes=notes.of(read_count, remark.like_count, "like_count", default=None)),
        parent=video.id if root else remark.parent,
        notes=notes.said(),
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
    return tuple(p.name for p in found)  # beside the input, as every relative path


def _spoken(beside: list[Path], info: Info) -> tuple[Segment, ...]:
    """The words of one subtitle file, Indonesian before others, a person's before a machine's."""
    files = [p for p in beside if p.suffix.lower() in SUBTITLES]
    if not files:
        return ()
    heard = _platform(info) in _HEARD
    by_person = set() if heard else {key.casefold() for key in info.subtitles or ()}

    def order(path: Path) -> tuple[int, bool, bool, str]:
        spoken = _language(path)
        short = spoken.split("-")[0]
        short = _SAME.get(short, short)
        rank = _LANGUAGES.index(short) if short in _LANGUAGES else len(_LANGUAGES)
        return rank, spoken not in by_person, "-" in spoken and "orig" not in spoken, path.name

    for chosen in sorted(files, key=order):
        if said := _read(chosen, doubtful=_language(chosen) not in by_person):
            return said
    return ()


def _read(path: Path, *, doubtful: bool) -> tuple[Segment, ...]:
    try:
        return segments(path.read_bytes(), doubtful=doubtful)
    except OSError:
        return ()


def _language(path: Path) -> str:
    """`nama.id.vtt` is Indonesian."""
    return path.name.split(".")[-2].casefold()
