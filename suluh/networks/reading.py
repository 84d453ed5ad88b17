"""A file of posts read once into columns; what has to be shown later is read again from its place in the file."""

from __future__ import annotations

from array import array
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import BinaryIO

import msgspec
import numpy as np

from suluh.errors import InputError
from suluh.intake.door import Rejected, excerpt
from suluh.intake.generic import read_post
from suluh.networks import copies
from suluh.networks.line import (
    Line,
    Who,
    account_key,
    given,
    line_of,
    listed,
    milliseconds,
    same_link,
    tags_in,
    who,
)
from suluh.networks.prints import U64, mixed, prints_of
from suluh.networks.traffic import Counts, Kind, Traces, Traffic, ordered
from suluh.networks.words import LINK, Words, comparable, words_of

_BATCH = 1 << 12  # captions whose words are taken at a time
_LONGEST = 1 << 24  # bytes of a line; a longer one is no post
_DECODER = msgspec.json.Decoder(Line)
_AFTER = ".,;:!?)]}\"'»”"  # signs that follow a link and are none of it
MediaPrint = Callable[[str], str]


def understood(raw: bytes, number: int) -> Line | Rejected:
    """A line of JSON as a post, read kindly where it is not quite what the contract says."""
    try:
        return _DECODER.decode(raw)
    except (msgspec.MsgspecError, UnicodeError, RecursionError):
        post = read_post(raw, number)
        return post if isinstance(post, Rejected) else line_of(post)


def read(path: Path, rejected: Callable[[Rejected], object], medium: MediaPrint = str) -> Traffic:
    """All posts of a file of JSON lines. `rejected` is told of each line that is none.

    medium: what stands for a medium, when the same picture may have several names.
    Raises InputError when the file cannot be read.
    """
    reader = _Reader(rejected, medium)
    try:
        with path.open("rb") as stream:
            for number, offset, raw in _lines(stream):
                reader.take(number, offset, raw)
    except OSError as error:
        raise InputError(f"{path}: cannot be read ({error.strerror or error})") from None
    return reader.traffic()


def _lines(stream: BinaryIO) -> Iterator[tuple[int, int, bytes]]:
    """Number, place and bytes of each line that is not blank."""
    offset = 0
    for number, raw in enumerate(stream, 1):
        begin, offset = offset, offset + len(raw)
        if number == 1:
            raw = raw.removeprefix(b"\xef\xbb\xbf")
        if not raw.isspace():
            yield number, begin, raw


class _Reader:
    """Columns that grow with each line; what costs little by the thousand waits for a batch."""

    def __init__(self, rejected: Callable[[Rejected], object], medium: MediaPrint) -> None:
        self.rejected, self.medium = rejected, medium
        self.counts = Counts()
        self.known: dict[
            tuple[object, ...], int
        ] = {}  # as a line names an account: its number, -1 for nobody
        self.accounts: dict[str, int] = {}
        self.created: list[float] = []
        self.account, self.when, self.offset = array("i"), array("q"), array("q")
        self.ids: list[str] = []
        self.texts: list[str] = []
        self.things: list[str] = []
        self.trace_post, self.trace_kind = array("i"), array("b")
        self.words: list[Words] = []
        self.wholes: list[U64] = []
        self.post_id: list[U64] = []
        self.trace_thing: list[U64] = []

    def take(self, number: int, offset: int, raw: bytes) -> None:
        """One line of the file."""
        self.counts.lines += 1
        line = understood(raw, number) if len(raw) < _LONGEST else _too_long(raw, number)
        if isinstance(line, Rejected):
            self.counts.rejected += 1
            self.rejected(line)
            return
        account = self._account(line)
        when = milliseconds(line.posted_at)
        if account < 0:
            self.counts.without_author += 1
        elif when is None:
            self.counts.without_time += 1
        else:
            self._keep(line, account, when, offset)

    def _account(self, line: Line) -> int:
        author = line.author
        if isinstance(author, Who):
            named = (line.platform, author.id, author.handle, author.created_at)
        else:
            named = (line.platform, None, author, None)
        number = self.known.get(named)
        if number is None:
            number = self.known[named] = self._met(line)
        return number

    def _met(self, line: Line) -> int:
        """An account, or another way of naming one that is known already."""
        author = who(line)
        if not (key := account_key(line, author)):
            return -1
        number = self.accounts.setdefault(key, len(self.created))
        if number == len(self.created):
            self.created.append(np.nan)
        if author.created_at is not None and (born := milliseconds(author.created_at)) is not None:
            self.created[number] = min(born, self.created[number])  # NaN comes second and gives way
        return number

    def _keep(self, line: Line, account: int, when: int, offset: int) -> None:
        post = len(self.account)
        self.account.append(account)
        self.when.append(when)
        self.offset.append(offset)
        text = given(line.text)
        self.ids.append(given(line.id) or f"{when} {text}")
        for kind, thing in traces_of(line, text, self.medium):
            self.trace_post.append(post)
            self.trace_kind.append(kind)
            self.things.append(thing)
        self.texts.append(
            "" if line.repost is not None and given(line.repost) else comparable(text)
        )
        if len(self.texts) >= _BATCH:
            self._flush()

    def _flush(self) -> None:
        words = words_of(self.texts)
        self.words.append(words)
        self.wholes.append(copies.whole(words))
        self.post_id.append(prints_of(self.ids))
        self.trace_thing.append(prints_of(self.things))
        for waiting in (self.texts, self.ids, self.things):
            waiting.clear()

    def traffic(self) -> Traffic:
        """Everything read so far."""
        self._flush()
        words, wholes = joined(self.words), np.concatenate(self.wholes)
        self.words.clear()
        self.wholes.clear()
        text = copies.copied(words, wholes)
        del words, wholes
        said = np.flatnonzero(text).astype(np.int32)
        kind = np.frombuffer(self.trace_kind, np.int8)
        thing = mixed(np.concatenate(self.trace_thing) + kind.astype(np.uint64))
        traces = Traces(
            np.concatenate((said, np.frombuffer(self.trace_post, np.int32))),
            np.concatenate((np.full(len(said), Kind.TEXT, np.int8), kind)),
            np.concatenate((text[said], thing)),
        )
        return ordered(
            np.frombuffer(self.account, np.int32),
            np.frombuffer(self.when, np.int64),
            np.concatenate(self.post_id),
            np.frombuffer(self.offset, np.int64),
            traces,
            list(self.accounts),
            np.array(self.created, np.float64),
            self.counts,
        )


def traces_of(line: Line, text: str, medium: MediaPrint = str) -> list[tuple[Kind, str]]:
    """What a post points to or carries, beside its words. A repost is one trace and nothing else."""
    if line.repost is not None and (repeated := given(line.repost)):
        return [(Kind.REPOST, repeated)]
    found: list[tuple[Kind, str]] = []
    if line.media:
        found += [(Kind.MEDIA, medium(name)) for name in listed_media(line.media)]
    if line.link is not None:
        found += [(Kind.LINK, same_link(link)) for link in listed(line.link)]
    if "://" in text or "www." in text:
        found += [(Kind.LINK, same_link(link.rstrip(_AFTER))) for link in LINK.findall(text)]
    if line.hashtags is not None:
        found += _sequence(listed(line.hashtags), 1)
    elif "#" in text:
        found += _sequence(tags_in(text), 2)
    if line.sound is not None and (sound := given(line.sound)):
        found.append((Kind.SOUND, sound))
    if line.parent is not None and (parent := given(line.parent)):
        found.append((Kind.REPLY, parent))
    return found


def _sequence(tags: list[str], fewest: int) -> list[tuple[Kind, str]]:
    """The hashtags in their order. In a caption one alone is everybody's; a table's column was chosen."""
    if len(tags) < fewest:
        return []
    return [(Kind.HASHTAGS, " ".join(tag.lower().removeprefix("#") for tag in tags))]


def listed_media(media: list[str] | str) -> list[str]:
    """The names of media, blanks left out."""
    names = media.split(";") if isinstance(media, str) else media
    return [name for each in names if (name := given(each))]


def joined(parts: list[Words]) -> Words:
    """Words of several batches as one."""
    shift = np.cumsum([0, *(len(part.prints) for part in parts)])
    starts = [part.starts[:-1] + by for part, by in zip(parts, shift[:-1], strict=True)]
    prints = np.concatenate([part.prints for part in parts])
    return Words(prints, np.concatenate([*starts, shift[-1:]]).astype(np.int64))


def _too_long(raw: bytes, number: int) -> Rejected:
    return Rejected(number, f"longer than {_LONGEST >> 20} MiB: not a post", excerpt(raw[:1000]))


def again(path: Path, offsets: list[int]) -> list[Line]:
    """The posts whose lines begin at these places. Raises InputError when the file has changed meanwhile."""
    found = []
    try:
        with path.open("rb") as stream:
            for offset in offsets:
                stream.seek(offset)
                line = understood(stream.readline().removeprefix(b"\xef\xbb\xbf"), 0)
                if isinstance(line, Rejected):
                    raise InputError(f"{path}: the file was changed while it was read")
                found.append(line)
    except OSError as error:
        raise InputError(f"{path}: cannot be read ({error.strerror or error})") from None
    return found
