"""An account as it was seen: its names, its picture's print, its age, and what it says."""

from __future__ import annotations

from datetime import datetime

import msgspec

from suluh.content import Author, Place, Post, Segment


class SeenAccount(msgspec.Struct, frozen=True):
    """Every field but `id` may be unknown; an unknown stays empty. Times are aware."""

    id: str
    platform: str | None = None
    url: str | None = None
    handle: str | None = None
    name: str | None = None
    bio: str | None = None
    avatar: str | None = None  # PDQ of the profile picture: 64 hex digits
    created_at: datetime | None = None
    followers: int | None = None
    verified: bool | None = None  # by the platform
    registered: bool | None = None  # with KPU as a campaign account, when the source says so
    kind: str | None = None  # as Author.kind
    former_names: tuple[str, ...] = ()
    links: tuple[str, ...] = ()  # of its profile
    said: tuple[str, ...] = ()  # posts or messages
    seen_at: datetime | None = None
    region: str | None = None  # Kemendagri code

    def words(self) -> str:
        """Everything it says, its bio first."""
        return "\n".join(part for part in (self.bio, *self.said) if part)


def author_of(post: Post, said: tuple[str, ...]) -> SeenAccount:
    """The author of a post as an account; `said` are the words of the post, personal data masked."""
    author = post.author
    bios = [segment.text for segment in post.segments if segment.place.kind == "bio"]
    return SeenAccount(
        id=author.id or author.handle or post.id,
        platform=post.platform,
        url=post.url,
        handle=author.handle,
        name=author.name,
        bio=author.bio or "\n".join(bios) or None,
        avatar=author.avatar,
        created_at=author.created_at,
        followers=author.followers,
        verified=author.verified,
        registered=author.registered,
        kind=author.kind,
        former_names=author.former_names,
        links=author.links,
        said=said,
        seen_at=post.posted_at,
        region=post.region,
    )


def as_post(account: SeenAccount) -> Post:
    """The account as a post that it wrote: what it says as the caption, its name and bio beside it.

    So the same rules, queues and cases serve accounts and posts.
    """
    profile = ". ".join(part for part in (account.name, account.bio) if part)
    segments = (Segment(profile, Place("bio")),) if profile else ()
    return Post(
        id=account.id,
        text="\n".join(account.said),
        platform=account.platform,
        url=account.url,
        posted_at=account.seen_at,
        author=as_author(account),
        region=account.region,
        segments=segments,
    )


def as_author(account: SeenAccount) -> Author:
    """The account in the form in which posts carry their author."""
    return Author(
        handle=account.handle,
        name=account.name,
        followers=account.followers,
        created_at=account.created_at,
        verified=account.verified,
        bio=account.bio,
        registered=account.registered,
        kind=account.kind,
        avatar=account.avatar,
        former_names=account.former_names,
        links=account.links,
    )
