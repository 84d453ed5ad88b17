"""The same post about somebody else: who is named, which ballot number, which region, the empty column.

Each kind of exchange is one function from a post and the knowledge to the posts it becomes. An exchange that leaves
the post as it was is none.
"""

from __future__ import annotations

import hashlib
import re
from collections.abc import Callable, Iterable, Iterator, Mapping
from functools import cache
from itertools import permutations
from typing import TypeAlias

import msgspec
from msgspec.structs import replace

from suluh.content import Post
from suluh.facts import Facts
from suluh.facts.values import RecordValue
from suluh.knowledge import Knowledge
from suluh.text.empty_column import COLUMN
from suluh.text.names import BALLOT_NUMBER, NameBook
from suluh.text.places import PlaceBook, SeenPlace
from suluh.text.veil import Hidden, Veiled

EMPTY_COLUMN = "kolom kosong"
_KIND_OF_REGION = re.compile(r"(?i)^(?:kabupaten|kota|provinsi)\s+(?:administrasi\s+)?")
STRANGE_REGIONS = 3  # regions without facts of their own that stand in beside all that have some


class Exchange(msgspec.Struct, frozen=True):
    """A post after one exchange; `one` and `other` as the audit names them: pair:18.72:2, parties:pdip, 18.71."""

    kind: str  # name | number | empty_column | region
    one: str
    other: str
    post: Post


Kind: TypeAlias = Callable[[Post, Knowledge], Iterator[Exchange]]


def exchanges(post: Post, knowledge: Knowledge, kinds: Iterable[str] = ()) -> Iterator[Exchange]:
    """Every exchange of the post that changes it; of some kinds, or of all."""
    for name in kinds or KINDS:
        for found in KINDS[name](post, knowledge):
            if found.post != post:
                yield found


def names(post: Post, knowledge: Knowledge) -> Iterator[Exchange]:
    """Whoever is named, with every other of the same group; a pair with every pair of the election."""
    book = knowledge.names
    groups = grouped(book)
    for one in book.mentioned(post.text):
        for other in groups[group_of(one)]:
            if other != one:
                text = exchanged(post.text, one, other, book)
                yield Exchange("name", one, other, replace(post, text=text))


def neighbours(post: Post, knowledge: Knowledge) -> Iterator[Exchange]:
    """Whoever is named, with the next of the group only: for files of thousands of posts."""
    book = knowledge.names
    groups = grouped(book)
    for one in book.mentioned(post.text):
        group = groups[group_of(one)]
        other = group[(group.index(one) + 1) % len(group)]
        if other != one:
            text = exchanged(post.text, one, other, book)
            yield Exchange("name", one, other, replace(post, text=text))


def numbers(post: Post, knowledge: Knowledge) -> Iterator[Exchange]:
    """Each ballot number that the election has with each other, where no pair of the facts is named."""
    if any(key.startswith("pair:") for key in knowledge.names.mentioned(post.text)):
        return  # there the number goes with the name
    for one, other in permutations(ballot_numbers(knowledge.facts), 2):
        if one < other:
            text = renumbered(post.text, one, other)
            yield Exchange("number", one, other, replace(post, text=text))


def empty_columns(post: Post, knowledge: Knowledge) -> Iterator[Exchange]:
    """A pair becomes the empty column, and the empty column each pair that stands against one."""
    book = knowledge.names
    for one in book.mentioned(post.text):
        if one.startswith("pair:"):
            text = unnamed(post.text, one, book)
            yield Exchange("empty_column", one, EMPTY_COLUMN, replace(post, text=text))
    if COLUMN.search(post.text):
        for other in sole_pairs(knowledge.facts):
            text = COLUMN.sub(book.identities[other][0].title(), post.text)
            yield Exchange("empty_column", EMPTY_COLUMN, other, replace(post, text=text))


def regions(post: Post, knowledge: Knowledge) -> Iterator[Exchange]:
    """Each region that is named, or stands beside the post, with others of its kind."""
    of_facts = _regions_with_facts(knowledge.facts)
    named = [place.code for place in _named_regions(post.text, knowledge)]
    for one in dict.fromkeys([*named, *filter(None, [post.region])]):
        for other in _fellows(one, of_facts, knowledge.places):
            moved = other if post.region == one else post.region
            text = _relocated(post.text, one, other, knowledge)
            yield Exchange("region", one, other, replace(post, text=text, region=moved))


KINDS: Mapping[str, Kind] = {
    "name": names,
    "number": numbers,
    "empty_column": empty_columns,
    "region": regions,
}


# Names and numbers ------------------------------------------------------------------------


def grouped(book: NameBook) -> dict[str, list[str]]:
    """Identities by the group inside which they are exchanged."""
    groups: dict[str, list[str]] = {}
    for key in book.identities:
        groups.setdefault(group_of(key), []).append(key)
    return groups


def group_of(key: str) -> str:
    """The word before the first colon.

    >>> group_of("pair:18.72:2")
    'pair'
    """
    return key.partition(":")[0]


def exchanged(text: str, one: str, other: str, book: NameBook) -> str:
    """The text with two identities exchanged, pairs with their ballot numbers."""
    text = book.swap(text, one, other)
    if one.startswith("pair:"):
        return renumbered(text, one.rpartition(":")[2], other.rpartition(":")[2])
    return text


def renumbered(text: str, one: str, other: str) -> str:
    """The text with two ballot numbers exchanged.

    >>> renumbered("Coblos nomor urut 1 di TPS 2", "1", "2")
    'Coblos nomor urut 2 di TPS 2'
    """
    exchange = {one: other, other: one}
    return BALLOT_NUMBER.sub(lambda m: m[1] + exchange.get(m[2], m[2]), text)


def unnamed(text: str, pair: str, book: NameBook) -> str:
    """The text with the empty column in place of a pair; two names of one pair become one column."""
    forms = "|".join(re.escape(form) for form in book.identities[pair])
    one = rf"(?<!\w)(?:{forms})(?!\w)"
    return re.sub(rf"(?i){one}(?:\s*(?:[-–&,/]|dan)\s*{one})*", EMPTY_COLUMN, text)


def ballot_numbers(facts: Facts) -> list[str]:
    """The ballot numbers of the election's pairs, ascending."""
    found = {str(fields["number"]) for _, fields in _pairs(facts) if fields.get("number")}
    return sorted(found, key=int)


def sole_pairs(facts: Facts) -> list[str]:
    """The pairs that stand against the empty column."""
    blank = {region for region, fields in _pairs(facts) if fields.get("is_blank")}
    return [
        f"pair:{region}:{fields['number']}"
        for region, fields in _pairs(facts)
        if region in blank and not fields.get("is_blank")
    ]


def _pairs(facts: Facts) -> Iterator[tuple[str, Mapping[str, object]]]:
    for fact in facts.by_slot.get("candidate_pair", ()):
        if isinstance(fact.value, RecordValue):
            yield fact.jurisdiction, fact.value.fields


# Regions ----------------------------------------------------------------------------------


def bare(name: str) -> str:
    """A region's name as people write it.

    >>> bare("Kabupaten Lampung Selatan"), bare("Kota Administrasi Jakarta Pusat")
    ('Lampung Selatan', 'Jakarta Pusat')
    """
    return _KIND_OF_REGION.sub("", name)


def _named_regions(text: str, knowledge: Knowledge) -> list[SeenPlace]:
    """The regions that detectors see, and names with a capital that they may take for a word: "di Metro".

    Without a capital "karo" is Javanese for "and", and no region.
    """
    seen = list(knowledge.places.find_in(text))
    for match in _capital_names(knowledge).finditer(text):
        if not any(place.start < match.end() and match.start() < place.end for place in seen):
            seen.append(SeenPlace(match.start(), match.end(), _by_name(knowledge)[match[0]]))
    return sorted(seen, key=lambda place: place.start)


def _relocated(text: str, one: str, other: str, knowledge: Knowledge) -> str:
    """The text with one region's name in place of the other's, both ways."""
    to = {one: _written(other, knowledge), other: _written(one, knowledge)}
    places = [place for place in _named_regions(text, knowledge) if place.code in to]
    return Veiled.of(text, [Hidden(p.start, p.end, to[p.code]) for p in places]).text


def _written(code: str, knowledge: Knowledge) -> str:
    """A region's bare name; with its kind where the bare name is an ordinary word or another region's too."""
    full = knowledge.facts.regions.name(code)
    seen = knowledge.places.find_in(bare(full))
    return bare(full) if [p.code for p in seen if p.sure] == [code] else full


def _regions_with_facts(facts: Facts) -> frozenset[str]:
    return frozenset(fact.jurisdiction for fact in facts.facts)


def _fellows(code: str, of_facts: frozenset[str], places: PlaceBook) -> list[str]:
    """Regions of the same kind: all that have facts of their own, and a few that have none, always the same."""
    kind = places.kinds.get(code)
    alike = [other for other, other_kind in places.kinds.items() if other_kind == kind]
    strange = sorted(set(alike) - of_facts - {code}, key=_shuffled)[:STRANGE_REGIONS]
    return [other for other in alike if other in of_facts and other != code] + strange


def _shuffled(code: str) -> bytes:
    return hashlib.sha256(code.encode()).digest()


@cache
def _by_name(knowledge: Knowledge) -> dict[str, str]:
    """Bare name → code; a name of several regions stands for the first, which is the province."""
    found: dict[str, str] = {}
    for code, name in knowledge.facts.regions.pairs():
        found.setdefault(bare(name), code)
    return found


@cache
def _capital_names(knowledge: Knowledge) -> re.Pattern[str]:
    by_length = sorted(_by_name(knowledge), key=lambda name: (-len(name), name))
    return re.compile(r"(?<!\w)(?:" + "|".join(map(re.escape, by_length)) + r")(?!\w)")
