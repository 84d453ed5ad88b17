"""One post as the search for groups reads it: wider types than the contract's, and the traces that tables bring."""

from __future__ import annotations

import re
from datetime import UTC, datetime
from functools import lru_cache
from urllib.parse import parse_qsl, urlencode, urlsplit

import msgspec

from suluh.content import WIB, Author, Post
from suluh.intake.values import BadValue, read_time

Value = str | int | float | None
BLANK = frozenset(
    (
        "",
        "nan",
        "none",
        "null",
        "nil",
        "n/a",
        "na",
        "<na>",
        "nat",
        "-",
        "–",
        "[]",
        "{}",
        "undefined",
        "0.0",
    )
)  # what tables and programs write where nothing is
_BLANKS_END = 10  # none of them is as long
_TRACKING = re.compile(
    r"utm_\w+|fbclid|gclid|igshid?|si|ref|ref_src|s|t|feature|share_\w+|_[rt]|is_from_webapp|sender_device"
)
_HASHTAG = re.compile(r"(?<!\w)#(\w+)")


class Who(msgspec.Struct, gc=False):
    """The author of a line; what is not known stays None."""

    id: Value = None
    handle: Value = None
    name: Value = None
    bio: Value = None
    kind: Value = None
    created_at: Value = None
    registered: bool | Value = None
    verified: bool | Value = None


class Line(msgspec.Struct, gc=False):
    """A post of the contract, and what a table may say beside it: link, sound, hashtags, repost."""

    id: Value = None
    text: str | None = None
    platform: str | None = None
    posted_at: Value = None
    author: Who | Value = None
    media: list[str] | str | None = None
    parent: Value = None
    link: str | list[str] | None = None
    sound: Value = None
    hashtags: str | list[str] | None = None
    repost: Value = None  # the post that this one repeats as it is


NOBODY = Who()


def given(value: object) -> str:
    """A value as text; "" where a table wrote nothing in one of its many ways."""
    if value is None:
        return ""
    text = value.strip() if type(value) is str else str(value).strip()
    return "" if len(text) < _BLANKS_END and text.lower() in BLANK else text


def who(line: Line) -> Who:
    """The author as an object."""
    author = line.author
    if isinstance(author, Who):
        return author
    return NOBODY if author is None else Who(handle=author)


def account_key(line: Line, author: Who) -> str:
    """One key an account: the platform, and the number it gave or the handle. "" when nobody is named."""
    number = given(author.id)
    if not number and not (number := given(author.handle).lower().removeprefix("@")):
        return ""
    return f"{given(line.platform).lower()}:{number}"


def handle_of(line: Line) -> str:
    """What people call the account."""
    author = who(line)
    return given(author.handle).removeprefix("@") or given(author.id)


def milliseconds(value: Value) -> int | None:
    """A moment as milliseconds since 1970 UTC; without an offset WIB is taken. None when it cannot be read."""
    if type(value) is str:
        try:
            moment = datetime.fromisoformat(value)
        except ValueError:
            return _slowly(value)
        if not 2004 <= moment.year <= 2100:
            return _slowly(value)
        return round((moment if moment.tzinfo else moment.replace(tzinfo=WIB)).timestamp() * 1000)
    return _slowly(value)


def _slowly(value: Value) -> int | None:
    if isinstance(value, str) and re.fullmatch(r"\d{9,13}\.\d+", value.strip()):
        value = float(value)
    try:
        moment, _ = read_time(value)
    except (BadValue, ValueError, OverflowError):
        return None
    return None if moment is None else round(moment.timestamp() * 1000)


def at(when: int) -> datetime:
    """The moment of such milliseconds, in WIB."""
    return datetime.fromtimestamp(when / 1000, UTC).astimezone(WIB)


@lru_cache(1 << 16)
def same_link(link: str) -> str:
    """A link as two people who share it would agree on: no scheme, no "www.", nothing that only tracks.

    >>> same_link("https://WWW.Contoh.example/a/?utm_source=wa&id=7#atas")
    'contoh.example/a?id=7'
    """
    try:
        parts = urlsplit(link if "://" in link else f"//{link}")
        host = (parts.netloc or "").lower().removeprefix("www.").removeprefix("m.")
        kept = sorted((k, v) for k, v in parse_qsl(parts.query) if not _TRACKING.fullmatch(k))
    except ValueError:  # brackets that are no address
        return link.lower()
    query = f"?{urlencode(kept)}" if kept else ""
    return f"{host}{parts.path.rstrip('/')}{query}"


def tags_in(text: str) -> list[str]:
    """The hashtags of a caption, in order, in lower case."""
    return [tag.lower() for tag in _HASHTAG.findall(text, max(0, text.find("#")))]


def listed(value: object) -> list[str]:
    """The values of a cell: a list, or text separated by spaces, semicolons or commas; blanks left out."""
    if isinstance(value, str):
        value = re.split(r"[\s;,|]+", value.strip(" []")) if given(value) else []
    if not isinstance(value, list | tuple):
        value = [] if value is None else [value]
    return [text for each in value if (text := given(str(each).strip("'\"")))]


def line_of(post: Post) -> Line:
    """A post that came through another door, as such a line."""
    return Line(
        id=post.id,
        text=post.text,
        platform=post.platform,
        posted_at=post.posted_at.isoformat() if post.posted_at else None,
        author=_who_of(post.author),
        media=list(post.media),
        parent=post.parent,
    )


def _who_of(author: Author) -> Who:
    return Who(
        author.id, author.handle, author.name, author.bio, author.kind,
        author.created_at.isoformat() if author.created_at else None,
        author.registered, author.verified,
    )  # fmt: skip
