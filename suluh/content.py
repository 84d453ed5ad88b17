"""A post as it was published, its author, and the segments of words in it."""

from __future__ import annotations

from datetime import datetime, timedelta, timezone

import msgspec

WIB = timezone(timedelta(hours=7), "WIB")


class Place(msgspec.Struct, frozen=True):
    """Where in a post words stand: in the caption, in speech at a second, in a picture."""

    kind: str = "caption"  # caption | speech | picture | transcript | bio
    at: float | None = None  # seconds from the start of the medium, for speech and video pictures
    until: float | None = None
    medium: int | None = None  # index into Post.media
    region: str | None = None  # "top third", for words in pictures
    doubtful: bool = False  # read by a machine that was not sure: may suggest, must not act


CAPTION = Place()


class Segment(msgspec.Struct, frozen=True):
    """Some words of a post and where they come from. A caption is one; media bring more."""

    text: str
    place: Place = CAPTION


class Author(msgspec.Struct, frozen=True):
    """Who posted. Every field may be unknown; an unknown stays None."""

    handle: str | None = None
    id: str | None = None
    name: str | None = None
    followers: int | None = None
    created_at: datetime | None = None
    verified: bool | None = None
    bio: str | None = None
    registered: bool | None = (
        None  # a campaign account registered with KPU, when the source says so
    )
    kind: str | None = (
        None  # citizen | party | candidate | campaign | media | government | asn, when the source says so
    )


class Metrics(msgspec.Struct, frozen=True):
    views: int | None = None
    likes: int | None = None
    shares: int | None = None
    comments: int | None = None


class Post(msgspec.Struct, frozen=True):
    """One published item. `posted_at` is always aware; `zone_assumed` says that the source gave no offset (WIB taken)."""

    id: str
    text: str = ""
    platform: str | None = None
    url: str | None = None
    posted_at: datetime | None = None
    zone_assumed: bool = False
    author: Author = Author()
    media: tuple[str, ...] = ()
    region: str | None = None  # Kemendagri code, "18" or "18.71"
    metrics: Metrics = Metrics()
    segments: tuple[Segment, ...] = ()  # words beyond the caption: speech, pictures, transcripts
    tags: tuple[
        str, ...
    ] = ()  # what the platform says of the post: "aigc", "paid_partnership", "ad"
    parent: str | None = None  # the post this one answers, for comments
    notes: tuple[str, ...] = ()  # what of the record could not be read, by field

    def all_segments(self) -> tuple[Segment, ...]:
        """The caption first, then whatever the media said."""
        return (Segment(self.text), *self.segments)
