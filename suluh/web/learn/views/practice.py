"""For officers by themselves: decide first, then see rule, fact and reasoning; what went wrong comes again."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_safe

from suluh.learn.course import Course, Item, PracticePost
from suluh.learn.pages import courses_for
from suluh.learn.repetition import Card, answered, dealt, next_card
from suluh.web.access import signed_in
from suluh.web.asked import Unclear
from suluh.web.learn.judging import engine, is_right, judged, options
from suluh.web.learn.models import CardRow
from suluh.web.learn.running import course_of
from suluh.web.learn.selfstudy import practised, standing
from suluh.web.models import Person
from suluh.web.order import rules
from suluh.web.tongue import lang_of, said


@require_safe
@signed_in
def practices(request: HttpRequest) -> HttpResponse:
    """Which courses there are, and how far one has come. Nobody else sees it."""
    person: Person = request.user  # type: ignore[assignment]
    now = timezone.now()
    rows = [
        (course, *_standing(_cards(person, course, now), now), standing(person.key, course))
        for course in courses_for(rules()[0])
    ]
    return render(request, "learn/practices.html", {"rows": rows})


@require_http_methods(["GET", "HEAD", "POST"])
@signed_in
def practice(request: HttpRequest, course: str) -> HttpResponse:
    """The next item; after an answer, why."""
    person: Person = request.user  # type: ignore[assignment]
    now = timezone.now()
    try:
        chosen = course_of(course)
    except Unclear as unclear:
        raise Http404 from unclear
    about: dict[str, Any] = {"course": chosen}
    if request.method == "POST":
        try:
            about |= _answer(person, chosen, request, now)
        except Unclear as unclear:
            messages.error(request, said(f"unclear_{unclear.key}", lang_of(request)))
    if "done" not in about:
        about |= _ask(person, chosen, now)
    return render(request, "learn/practice.html", about)


def _ask(person: Person, course: Course, now: datetime) -> dict[str, Any]:
    cards = _cards(person, course, now)
    card = next_card(cards, now)
    learned, due = _standing(cards, now)
    item = _item(course.items, card.item) if card else None
    return {
        "item": item,
        "options": options(item) if item else (),
        "learned": learned,
        "due": due,
        "of": len(cards),
    }


def _answer(person: Person, course: Course, request: HttpRequest, now: datetime) -> dict[str, Any]:
    """Raises Unclear for an item that is not of this course, or an answer that it does not have."""
    item = _item(practised(person.key, course), request.POST.get("item", ""))
    word = request.POST.get(item.id, "")
    if word not in options(item):
        raise Unclear("choice")
    found = judged(item) if isinstance(item, PracticePost) else None
    right = is_right(item, word, found)
    (card,) = dealt([item.id], [c for c in _cards(person, course, now) if c.item == item.id], now)
    _keep(person, answered(card, right, now))
    about = {"done": item, "right": right, "said": word, "judged": found}
    return about | (
        {"rule_title": engine().rules.title(item.rule, "id")}
        if found and isinstance(item, PracticePost)
        else {}
    )


def _item(items: tuple[Item, ...], item: str) -> Item:
    """Raises Unclear for one that is not among them."""
    for one in items:
        if one.id == item:
            return one
    raise Unclear("choice")


def _cards(person: Person, course: Course, now: datetime) -> tuple[Card, ...]:
    items = [item.id for item in practised(person.key, course)]
    rows = CardRow.objects.filter(person=person.key, item__in=items)
    known = [Card(r.item, r.due, r.box, r.right, r.wrong) for r in rows]  # type: ignore[arg-type]
    return dealt(items, known, now)


def _standing(cards: tuple[Card, ...], now: datetime) -> tuple[int, int]:
    """How many are learned, how many are due."""
    return sum(card.learned for card in cards), sum(card.due <= now for card in cards)


def _keep(person: Person, card: Card) -> None:
    values = {"box": card.box, "due": card.due, "right": card.right, "wrong": card.wrong}
    CardRow.objects.update_or_create(person=person.key, item=card.item, defaults=values)
