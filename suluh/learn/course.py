"""A course, its lessons, their questions and practice posts: the nouns."""

from __future__ import annotations

from datetime import date, datetime
from enum import StrEnum
from typing import Protocol

import msgspec

from suluh.content import Author, Post


class Choice(StrEnum):
    """What becomes of a post before anybody has looked at it. Removing is not among them: only a person removes."""

    LEAVE = "leave"  # nothing but the neutral link
    LABEL = "label"
    ASK = "ask"  # a person looks, and until then nothing is limited
    LIMIT = "limit"  # not recommended until a person has looked
    REFER = "refer"  # handed to whom the law names, without a penalty


class Both(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """A sentence in the two languages."""

    id: str
    en: str

    def within(self, lang: str) -> str:
        return self.en if lang == "en" else self.id


class Question(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """One question with its options; `right` is an index into them. `test`: asked before and after the course."""

    id: str
    ask: str
    options: tuple[str, ...]
    right: int
    why: str
    quotes: tuple[str, ...] = ()  # ids of facts and rules that the answer stands on
    test: bool = False


class PracticePost(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """A post made up for a lesson. `expect`: what the lesson teaches; the engine decides, and a difference is a fault."""

    id: str
    text: str
    at: datetime  # when it was posted, aware
    expect: Choice
    why: str
    rule: str  # which it is about, whether or not it breaks it
    author: Author = Author()
    region: str | None = None
    seen: datetime | None = None  # when it is decided; when it was posted otherwise
    test: bool = False

    @property
    def quotes(self) -> tuple[str, ...]:
        return (self.rule,)

    @property
    def post(self) -> Post:
        """As the engine reads it."""
        return Post(
            id=self.id,
            text=self.text,
            posted_at=self.at,
            platform="tiktok",
            author=self.author,
            region=self.region,
        )


Item = Question | PracticePost


class Lesson(msgspec.Struct, frozen=True):
    """`reviewed_on`: the day on which a person last held it against what it quotes; `reviewed`: what that was."""

    id: str  # kebijakan/1-empat-tindakan
    title: Both
    summary: Both
    minutes: int
    goals: tuple[str, ...]
    body: str  # Markdown
    items: tuple[Item, ...]
    reviewed_on: date
    reviewed: dict[str, str]  # id of a fact or rule → the beginning of its hash on that day
    file: str = ""

    @property
    def number(self) -> int:
        return int(self.id.rpartition("/")[2].partition("-")[0])


class Course(msgspec.Struct, frozen=True):
    id: str
    election: str
    title: Both
    summary: Both
    lessons: tuple[Lesson, ...]

    @property
    def items(self) -> tuple[Item, ...]:
        return tuple(item for lesson in self.lessons for item in lesson.items)

    @property
    def test(self) -> tuple[Item, ...]:
        """What is asked before and after, in the order of the lessons."""
        return tuple(item for item in self.items if item.test)

    @property
    def posts(self) -> tuple[PracticePost, ...]:
        return tuple(item for item in self.items if isinstance(item, PracticePost))

    def lesson_of(self, item: str) -> Lesson:
        """Raises KeyError for an item that no lesson has."""
        for lesson in self.lessons:
            if any(one.id == item for one in lesson.items):
                return lesson
        raise KeyError(item)


class Judged(msgspec.Struct, frozen=True):
    """How the engine decided a post. `rules`: those that spoke; `kept`: rule and the exception that held it back."""

    choice: Choice
    rules: tuple[str, ...] = ()
    kept: tuple[tuple[str, str], ...] = ()
    facts: tuple[str, ...] = ()
    seen: str = ""  # the words in the post
    proposed: str | None = None  # what a person is asked to confirm
    reasons_id: str = ""
    reasons_en: str = ""


class Rulebook(Protocol):
    """What lessons need of a policy, without knowing policies."""

    def title(self, rule: str, lang: str) -> str | None:
        """None for a rule that there is not."""

    def says(self, rule: str, lang: str) -> str:
        """What the rule forbids, in a sentence."""

    def mark(self, rule: str) -> str | None:
        """The beginning of a hash over everything that the rule says; None when there is no such rule."""


class Decider(Protocol):
    """The engine, as lessons need it."""

    def __call__(self, post: PracticePost) -> Judged: ...
