"""For fact stewards: the lessons that a changed fact or rule touches, and that somebody has read them again."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_http_methods

from suluh.content import WIB
from suluh.learn.course import Course, Lesson
from suluh.learn.pages import courses_for, path_of
from suluh.learn.reread import Reread, keep, rereadings, with_rereadings
from suluh.learn.stale import marks, stale
from suluh.web import home
from suluh.web.access import Action, needs
from suluh.web.asked import Unclear, line
from suluh.web.learn.judging import engine
from suluh.web.models import Person
from suluh.web.tongue import lang_of, said


@require_http_methods(["GET", "HEAD", "POST"])
@needs(Action.PUBLISH_FACT)
def lessons(request: HttpRequest) -> HttpResponse:
    """Each lesson that is no longer what was reviewed, with what has changed under it."""
    if request.method == "POST":
        try:
            lesson = _written(request)
            messages.success(request, said("reread_kept", lang_of(request), lesson=lesson))
        except Unclear as unclear:
            messages.error(request, said(f"unclear_{unclear.key}", lang_of(request)))
        return redirect("lessons_reread")
    found = [
        (lesson, path_of(course, lesson), touched)
        for course, lesson in _lessons()
        if (touched := stale(lesson, engine().facts, engine().rules))
    ]
    return render(request, "learn/reread.html", {"found": found})


def _written(request: HttpRequest) -> str:
    """Marks the lesson as it stands at this moment; its title. Raises Unclear for one that there is not."""
    person: Person = request.user  # type: ignore[assignment]
    for _, lesson in _lessons():
        if lesson.id == line(request, "lesson", 80):
            now = marks(lesson, engine().facts, engine().rules)
            today = timezone.now().astimezone(WIB).date()
            keep(home.folder(), Reread(lesson.id, today, now, person.key))
            return lesson.title.within(lang_of(request))
    raise Unclear("choice")


def _lessons() -> list[tuple[Course, Lesson]]:
    """As they were last reviewed, here or by their author."""
    found = rereadings(home.folder())
    known = [with_rereadings(course, found) for course in courses_for(engine().facts)]
    return [(course, lesson) for course in known for lesson in course.lessons]
