"""What the members of a group shared, and some of their posts, as others may read them: masked and cut."""

from __future__ import annotations

from datetime import datetime

import msgspec
import numpy as np

from suluh.networks import copies
from suluh.networks.columns import traces_of
from suluh.networks.line import Line, at, given, listed
from suluh.networks.reading import again
from suluh.networks.together import Drawn, Together, name_of
from suluh.networks.traffic import I64, Kind
from suluh.networks.words import Words, comparable, words_of
from suluh.text.privacy import mask

COMPARED = 10  # captions of a thing that are compared with the first
LONGEST = 280  # characters of a caption that are shown


class SharedThing(msgspec.Struct, frozen=True):
    """One thing that members shared."""

    kind: str
    says: str  # a masked caption, a link, the name of a medium, a list of hashtags
    accounts: int
    posts: int
    first: datetime
    seconds: float  # from the first member's post to the last one's
    alike: float | None  # captions: the median share of words in common with the first, 0..1


class Sample(msgspec.Struct, frozen=True):
    """A post of a member, personal data masked."""

    id: str
    account: str
    at: datetime
    text: str


def things(drawn: Drawn, did: Together, most: int) -> tuple[SharedThing, ...]:
    """What the members shared: at most so many, those that most of them shared first."""
    account = drawn.traffic.account
    sized = [
        (len(set(account[posts].tolist())), posts, _first_kind(did.kinds[thing]))
        for thing, posts in did.things
    ]
    sized.sort(key=lambda each: (-each[0], each[1].tolist()))
    return tuple(_thing(drawn, posts, size, kind) for size, posts, kind in sized[:most])


def _first_kind(bits: int) -> Kind:
    return next(kind for kind in Kind if bits >> kind & 1)


def _thing(drawn: Drawn, posts: I64, accounts: int, kind: Kind) -> SharedThing:
    when = drawn.traffic.when[posts]
    lines = again(drawn.path, drawn.traffic.offset[posts[:COMPARED]].tolist())
    return SharedThing(
        kind.name.lower(),
        _says(lines[0], kind),
        accounts,
        len(posts),
        at(int(when[0])),
        float(when[-1] - when[0]) / 1000,
        _alike([given(line.text) for line in lines]) if kind is Kind.TEXT else None,
    )


def _says(line: Line, kind: Kind) -> str:
    text = given(line.text)
    if kind is Kind.TEXT:
        return shown(text)
    if kind is Kind.MEDIA:
        return "; ".join(listed(line.media))
    return "; ".join(thing for each, thing in traces_of(line, text) if each is kind)


def _alike(texts: list[str]) -> float | None:
    """The median share of words in common with the first."""
    words = words_of([comparable(text) for text in texts])
    each = [
        Words(words.prints[begin:end], np.array([0, end - begin]))
        for begin, end in zip(words.starts[:-1].tolist(), words.starts[1:].tolist(), strict=True)
    ]
    same = [copies.alike(each[0], other) for other in each[1:]]
    return float(np.median(same)) if same else None


def sample(drawn: Drawn, posts: I64, most: int) -> tuple[Sample, ...]:
    """Some posts, from the first to the last."""
    chosen = posts[np.unique(np.linspace(0, len(posts) - 1, min(most, len(posts))).astype(int))]
    lines = again(drawn.path, drawn.traffic.offset[chosen].tolist())
    return tuple(
        Sample(
            given(line.id),
            name_of(line),
            at(when),
            shown(given(line.text)),
        )
        for line, when in zip(lines, drawn.traffic.when[chosen].tolist(), strict=True)
    )


def shown(text: str) -> str:
    """A caption as others may read it: masked, and not longer than LONGEST."""
    masked = " ".join(mask(text[: 4 * LONGEST]).text.split())
    return masked if len(masked) <= LONGEST else masked[: LONGEST - 1] + "…"
