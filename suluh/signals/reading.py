"""One post as it was read: normalised words, clauses, dates and hours, each with its place in the original."""

from __future__ import annotations

from collections.abc import Sequence
from functools import cached_property
from typing import Any

from msgspec.structs import replace

from suluh.content import Place, Post
from suluh.knowledge import Knowledge
from suluh.signals.lexicon import book
from suluh.signals.signal import Against, Seen, Signal, Stance
from suluh.text.clauses import Clause, clauses
from suluh.text.dates import SeenDate, dates
from suluh.text.empty_column import COLUMN
from suluh.text.frames import PostFrame, post_frame
from suluh.text.hours import SeenHours, hours
from suluh.text.language import Language, language
from suluh.text.names import PLACEHOLDER
from suluh.text.normal import Normal, normalise
from suluh.text.phrases import Found
from suluh.text.places import ANYWHERE, SeenPlace
from suluh.text.privacy import PersonalData, mask
from suluh.text.stance import StanceReading, stance_of
from suluh.text.veil import Hidden, Veiled

LONGEST = 4000  # characters of a segment that are read; a hostile post must not hold up a run


class ReadSegment:
    """A segment's words, read as far as somebody asks: each property is worked out once, on first use."""

    def __init__(self, text: str, place: Place, index: int, post: Post, knowledge: Knowledge):
        self.cut: bool = len(text) > LONGEST
        masked = mask(text[:LONGEST])
        self.text: str = masked.text
        self.personal: tuple[PersonalData, ...] = masked.found
        self.place, self.index = place, index
        self._post, self._knowledge = post, knowledge
        self.statements: list[Any] | None = None  # kept by the contradiction grammar
        self.opinion: Any = None  # kept by the learned readers, as is what the judge said first
        self.unbound: Any = None
        self._stances: dict[tuple[int, int, int, int], StanceReading] = {}

    @cached_property
    def veiled(self) -> Veiled:
        """The text with one word for every name and one for every region: what every detector reads."""
        named = self._knowledge.names.hidden(self.text)
        where = [Hidden(place.start, place.end, ANYWHERE) for place in self._written_places]
        return Veiled.of(self.text, sorted((*named, *(w for w in where if _is_free(w, named)))))

    @cached_property
    def _written_places(self) -> tuple[SeenPlace, ...]:
        return self._knowledge.places.find_in(self.text)

    @cached_property
    def places(self) -> tuple[SeenPlace, ...]:
        """The regions that the words name, with their places in the normalised text; which, only facts are asked."""
        written = {place.start: place for place in self._written_places}
        found = []
        for place in self._knowledge.places.find(self.normal):
            first, _ = self.veiled.back(*self.normal.origin(place.start, place.end))
            meant = written.get(first, place)
            found.append(replace(place, code=meant.code, sure=meant.sure))
        return tuple(found)

    @cached_property
    def normal(self) -> Normal:
        return normalise(self.veiled.text)

    @cached_property
    def clauses(self) -> tuple[Clause, ...]:
        return clauses(self.normal)

    @cached_property
    def found(self) -> tuple[Found, ...]:
        """Every phrase of every detector's lexicon, found in one pass."""
        return tuple(book().find(self.normal))

    @cached_property
    def concepts(self) -> frozenset[str]:
        return frozenset(found.concept for found in self.found)

    @cached_property
    def dates(self) -> tuple[SeenDate, ...]:
        return dates(self.normal, self._post.posted_at, vote_day=self._knowledge.facts.voting_date)

    @cached_property
    def hours(self) -> tuple[SeenHours, ...]:
        return hours(self.normal)

    @cached_property
    def frame(self) -> PostFrame:
        return post_frame(self.normal)

    @cached_property
    def language(self) -> Language:
        return language(self.text)

    @cached_property
    def anonymous(self) -> str:
        """The normalised words with one word for every participant and one for every region: what a score may read."""
        hidden = self._knowledge.names.hide_veiled(self.normal.text)
        return self._knowledge.places.alike(COLUMN.sub(PLACEHOLDER, hidden))

    def clause_at(self, position: int) -> Clause:
        """The clause that holds a position of the normalised text."""
        for clause in self.clauses:
            if clause.start <= position < clause.end:
                return clause
        return self.clauses[-1]

    def stance(self, start: int, end: int) -> StanceReading:
        """How the statement at these normalised positions is meant."""
        clause = self.clause_at(start)
        key = (clause.start, clause.end, start, end)
        if key not in self._stances:
            self._stances[key] = stance_of(self.normal, clause, (start, end), self.frame)
        return self._stances[key]

    def signal(
        self,
        name: str,
        score: float,
        start: int,
        end: int,
        *,
        against: Against | None = None,
        stance: Stance | str | None = None,
        **details: str | int | float | bool | None,
    ) -> Signal:
        """A signal on the words at these normalised positions, quoted as they were written."""
        first, last = self.veiled.back(*self.normal.origin(start, end))
        return Signal(
            name=name,
            score=score,
            seen=self.text[first:last],
            where=Seen(self.place, self.index, first, last),
            against=against,
            stance=Stance(stance if stance is not None else self.stance(start, end).stance),
            details=details,
        )


class Reading:
    """A post and what was read in it."""

    def __init__(self, post: Post, knowledge: Knowledge):
        self.post = post
        self.knowledge = knowledge
        self.segments: tuple[ReadSegment, ...] = tuple(
            ReadSegment(segment.text, segment.place, index, post, knowledge)
            for index, segment in enumerate(post.all_segments())
            if segment.text or index == 0
        )

    @property
    def caption(self) -> ReadSegment:
        return self.segments[0]

    @cached_property
    def telling(self) -> tuple[ReadSegment, ...]:
        """The segments that are about an election by themselves; what was learned reads only those.

        "Lampung, November 2024" in the corner of a picture is no sentence, and a model that is asked about it guesses.
        """
        if len(self.segments) == 1:
            return self.segments
        from suluh.signals.topic import PASS, about

        names = self.knowledge.names
        return tuple(s for s in self.segments if about(s.text, names).score >= PASS)

    @cached_property
    def concepts(self) -> frozenset[str]:
        return frozenset().union(*(segment.concepts for segment in self.segments))


def _is_free(place: Hidden, named: Sequence[Hidden]) -> bool:
    """Whether no name stands there: "Lingga" is a region, and part of a name."""
    return not any(place.start < name.end and name.start < place.end for name in named)


def read(post: Post, knowledge: Knowledge) -> Reading:
    """Read a post. Personal data are masked first, so that nothing later can quote them."""
    return Reading(post, knowledge)
