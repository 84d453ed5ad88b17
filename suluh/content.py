"""A post as it was published, its author, and the segments of words in it."""

from __future__ import annotations

from datetime import datetime, timedelta, timezone

import msgspec

WIB = timezone(timedelta(hours=7), "WIB")


class Place(msgspec.Struct, frozen=True):
    """Where in a post words stand: in the caption, in speech at a second, in a picture."""

    kind: str = "caption"  # caption | speech | picture | transcript | code | bio
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


class Origin(msgspec.Struct, frozen=True):
    """What a medium says of where it comes from: Content Credentials and metadata, never a guess from pixels."""

    medium: int  # index into Post.media
    credentials: str = "absent"  # valid | invalid | absent; absence proves nothing
    says_ai: bool = False  # its credentials or metadata say that it was made or changed by AI
    source_type: str | None = (
        None  # IPTC digital source type, its last word ("trainedAlgorithmicMedia")
    )
    generator: str | None = None  # the program that says it made the medium
    signer: str | None = None  # who signed the credentials
    seen: str = ""  # the words that say so, for the reader


class Copy(msgspec.Struct, frozen=True):
    """A medium that is a copy of known media. `level` act only where the words agree as well."""

    medium: int  # index into Post.media
    known: str  # id in the bank of known media
    claim: str  # id of the claim review that the known medium belongs to
    level: str = "suggest"  # suggest | act
    by: str = "picture"  # picture | video | sound
    score: float = 0.0  # 0..1, how sure
    at: float | None = None  # seconds from the start of this medium where the copy begins
    offset: float | None = None  # seconds into the known medium where that is
    coverage: float | None = None  # 0..1, the part of the known medium that is there
    words_agree: bool | None = None  # None: there were no words to compare
    by_person: bool = False  # a person has decided about the known medium


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
    avatar: str | None = None  # PDQ of the profile picture: 64 hex digits
    former_names: tuple[str, ...] = ()
    links: tuple[str, ...] = ()  # of the profile


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
    origins: tuple[Origin, ...] = ()  # what its media say of where they come from
    copies: tuple[Copy, ...] = ()  # which of its media are copies of known ones
    parent: str | None = None  # the post this one answers, for comments
    notes: tuple[str, ...] = ()  # what of the record could not be read, by field

    def all_segments(self) -> tuple[Segment, ...]:
        """The caption first, then whatever the media said."""
        return (Segment(self.text), *self.segments)
