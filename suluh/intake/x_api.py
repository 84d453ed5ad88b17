"""X API v2: posts in `data`, their authors, media and originals in `includes`; whole responses or one a line."""

from __future__ import annotations

import html
from collections.abc import Iterator
from typing import BinaryIO, ClassVar

import msgspec

from suluh.content import Author, Metrics, Post
from suluh.intake.door import Position, Rejected, Unit, excerpt
from suluh.intake.json_door import Layout, cut_json, reading, reason_of
from suluh.intake.kindly import NO_TIME, Notes, kindly
from suluh.intake.values import BadValue, read_count, read_id, read_name, read_time

Number = int | float | str | None
_NEEDED = frozenset({"id", "text"})


class UserMetrics(msgspec.Struct):
    followers_count: Number = None


class User(msgspec.Struct):
    """A user object of `includes.users`, or the `author` of a flattened post."""

    id: str | int | None = None
    username: str | None = None
    name: str | None = None
    created_at: Number = None
    verified: bool | None = None
    description: str | None = None
    public_metrics: UserMetrics | None = None


class PostMetrics(msgspec.Struct):
    impression_count: Number = None
    like_count: Number = None
    retweet_count: Number = None
    quote_count: Number = None
    reply_count: Number = None


class Link(msgspec.Struct):
    """A shortened address in the text, and where it leads; of a picture, it leads back to the post."""

    url: str = ""
    expanded_url: str | None = None
    unwound_url: str | None = None
    media_key: str | None = None


class Entities(msgspec.Struct):
    urls: list[Link] | None = None


class NoteTweet(msgspec.Struct):
    """The whole text of a post longer than 280 characters."""

    text: str = ""
    entities: Entities | None = None


class Reference(msgspec.Struct):
    """A post that this one reposts, quotes or answers."""

    type: str = ""
    id: str | int = ""
    text: str | None = None  # in flattened files
    note_tweet: NoteTweet | None = None
    entities: Entities | None = None


class Media(msgspec.Struct):
    media_key: str = ""
    url: str | None = None
    preview_image_url: str | None = None


class Attachments(msgspec.Struct):
    media_keys: list[str] | None = None
    media: list[Media] | None = None  # in flattened files


class Tweet(msgspec.Struct):
    """A post object."""

    id: str | int | None = None
    text: str | None = None
    created_at: Number = None
    author_id: str | int | None = None
    author: User | None = None
    note_tweet: NoteTweet | None = None
    entities: Entities | None = None
    referenced_tweets: list[Reference] | None = None
    public_metrics: PostMetrics | None = None
    attachments: Attachments | None = None


class Includes(msgspec.Struct):
    users: list[User] | None = None
    tweets: list[Tweet] | None = None
    media: list[Media] | None = None


class Problem(msgspec.Struct):
    title: str = ""
    detail: str = ""


class Response(msgspec.Struct):
    """A response: `data` is one post or many. A flattened post has an id and a text of its own."""

    data: msgspec.Raw = msgspec.Raw()  # empty when there is none
    includes: Includes | None = None
    errors: list[Problem] | None = None
    meta: msgspec.Raw = msgspec.Raw()
    id: str | int | None = None


class XPosts(msgspec.Struct, frozen=True):
    """The door for X."""

    name: ClassVar[str] = "x"
    layout: Layout = "whole"

    @property
    def seekable(self) -> bool:
        """Lines can be sought."""
        return self.layout == "lines"

    def units(self, stream: BinaryIO, start: Position) -> Iterator[Unit]:
        """Responses, or flattened posts."""
        return cut_json(stream, start, self.layout)

    def records(self, unit: Unit) -> Iterator[Post | Rejected]:
        """The posts of a response, without those that are only included."""
        return reading(unit.raw, unit.line, lambda raw: _posts(raw, unit.line))


class _Known:
    """What a response includes, by key."""

    def __init__(self, includes: Includes | None) -> None:
        includes = includes or Includes()
        self.users = {str(user.id): user for user in includes.users or ()}
        self.tweets = {str(tweet.id): tweet for tweet in includes.tweets or ()}
        self.media = {media.media_key: media for media in includes.media or ()}


def _posts(raw: bytes, line: int) -> Iterator[Post | Rejected]:
    response, _ = kindly(raw, Response)
    data = bytes(response.data)
    if not data and response.id is not None:
        yield _guarded(raw, line, _Known(None))
    elif data:
        items = msgspec.json.decode(data, type=list[msgspec.Raw]) if data[:1] == b"[" else [data]
        known = _Known(response.includes)
        for item in items:
            yield _guarded(bytes(item), line, known)
    elif response.errors:
        first = response.errors[0]
        raise BadValue(f"X answered {first.title}: {first.detail[:120]}")
    elif not bytes(response.meta):
        raise BadValue("neither a response of X with data nor a post with an id")


def _guarded(raw: bytes, line: int, known: _Known) -> Post | Rejected:
    try:
        return _post(*kindly(raw, Tweet, _NEEDED), known)
    except (BadValue, msgspec.MsgspecError, UnicodeError, RecursionError) as error:
        return Rejected(line, reason_of(error), excerpt(raw))


def _post(tweet: Tweet, notes: Notes, known: _Known) -> Post:
    number = read_id(tweet.id)
    author = _author(tweet, notes, known)
    posted_at, assumed = notes.of(read_time, tweet.created_at, "created_at", default=NO_TIME)
    references = {ref.type: ref for ref in tweet.referenced_tweets or ()}
    answered = references.get("replied_to")
    return Post(
        id=number,
        platform="x",
        text=_text(tweet, references.get("retweeted"), known),
        url=f"https://x.com/{author.handle or 'i'}/status/{number}",
        posted_at=posted_at,
        zone_assumed=assumed,
        author=author,
        media=_media(tweet.attachments, known),
        metrics=_metrics(tweet.public_metrics, notes),
        tags=("repost",) if "retweeted" in references else (),
        parent=str(answered.id) if answered else None,
        notes=notes.said(),
    )


def _text(tweet: Tweet, reposted: Reference | None, known: _Known) -> str:
    """The whole text: of the note if it is long, of the original if it is a repost (its own is cut short)."""
    original = known.tweets.get(str(reposted.id)) if reposted else None
    for source in (original, reposted, tweet):
        if source and source.note_tweet and source.note_tweet.text:
            return _plain(source.note_tweet.text, source.note_tweet.entities)
        if source and source.text:
            return _plain(source.text, source.entities)
    return ""


def _plain(text: str, entities: Entities | None) -> str:
    """The text as its author sees it: links lead where they say, &amp; is a sign again."""
    for link in (entities.urls or ()) if entities else ():
        target = link.unwound_url or link.expanded_url
        if link.url and target and not link.media_key:
            text = text.replace(link.url, target)
    return html.unescape(text)


def _author(tweet: Tweet, notes: Notes, known: _Known) -> Author:
    user = tweet.author or known.users.get(str(tweet.author_id)) or User(id=tweet.author_id)
    followers = user.public_metrics.followers_count if user.public_metrics else None
    return Author(
        handle=read_name(user.username),
        id=None if user.id is None else str(user.id),
        name=user.name or None,
        followers=notes.of(read_count, followers, "followers_count", default=None),
        created_at=notes.of(read_time, user.created_at, "author.created_at", default=NO_TIME)[0],
        verified=user.verified,
        bio=user.description or None,
    )


def _media(attachments: Attachments | None, known: _Known) -> tuple[str, ...]:
    if not attachments:
        return ()
    found = attachments.media or [
        known.media[key] for key in attachments.media_keys or () if key in known.media
    ]
    addresses = (media.url or media.preview_image_url for media in found)
    return tuple(address for address in addresses if address)


def _metrics(metrics: PostMetrics | None, notes: Notes) -> Metrics:
    if not metrics:
        return Metrics()

    def count(value: Number, field: str) -> int | None:
        return notes.of(read_count, value, field, default=None)

    reposts = count(metrics.retweet_count, "retweet_count")
    quotes = count(metrics.quote_count, "quote_count")
    shared = None if reposts is quotes is None else (reposts or 0) + (quotes or 0)
    return Metrics(
        views=count(metrics.impression_count, "impression_count"),
        likes=count(metrics.like_count, "like_count"),
        shares=shared,
        comments=count(metrics.reply_count, "reply_count"),
    )
