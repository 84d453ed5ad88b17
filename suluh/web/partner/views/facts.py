"""Official facts: read, corrected by proposal, and published by somebody else as a new version."""

from __future__ import annotations

import tempfile
from collections.abc import Callable
from pathlib import Path

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from suluh.errors import DataError, RequestError
from suluh.facts import Fact
from suluh.web.access import Action, needs, roles_for
from suluh.web.asked import Unclear, line, text
from suluh.web.models import Person
from suluh.web.order import rules
from suluh.web.partner import folders, judging, published, touched
from suluh.web.partner import proposals as made
from suluh.web.partner.judging import Judged
from suluh.web.partner.proposals import OPEN, NotPossible, Proposal
from suluh.web.tongue import lang_of, moment, said

_SHOWN = 60
_YAML = 8000  # characters of a fact


@needs(Action.PROPOSE)
@require_GET
def facts(request: HttpRequest) -> HttpResponse:
    """The facts in force, found by words, question or number."""
    asked = request.GET.get("q", "").strip()[:80].lower()
    found = [f for f in published.facts().facts if not asked or asked in _searched(f)]
    about = {"q": asked, "facts": found[:_SHOWN], "count": len(found), "version": folders.latest(),
             "hash": published.facts().version, "held": made.waiting()}  # fmt: skip
    return render(request, "web/partner/facts.html", about | {"now": timezone.now()})


@needs(Action.PROPOSE)
@require_http_methods(["GET", "HEAD", "POST"])
def change(request: HttpRequest, fact: str) -> HttpResponse:
    """A fact as it stands in its file, to be corrected."""
    known = published.facts().get(fact)
    if known is None:
        messages.error(request, said("proposal_no_fact", lang_of(request)))
        return redirect("facts")
    if request.method == "POST":
        after = request.POST.get("after", "").replace("\0", "").replace("\r\n", "\n")[:_YAML]
        if proposal := _proposed(request, fact, after):
            return redirect("proposal", proposal=proposal.id)
    else:
        after = published.written(fact, folders.root())
    about = {"now": timezone.now(), "fact": known, "after": after, "given": request.POST}
    return render(request, "web/partner/change.html", about)


@needs(Action.PROPOSE)
@require_http_methods(["GET", "HEAD", "POST"])
def account(request: HttpRequest) -> HttpResponse:
    """An official account or site to be registered: a new fact, proposed like any other."""
    if request.method == "POST":
        try:
            fact, after = made.account_fact(
                line(request, "platform", 20), line(request, "handle", 200),
                text(request, "owner", 120), _region(line(request, "region", 13)),
            )  # fmt: skip
        except (NotPossible, Unclear) as problem:
            _say(request, problem)
        else:
            if proposal := _proposed(request, fact, after):
                return redirect("proposal", proposal=proposal.id)
    about = {"now": timezone.now(), "platforms": made.PLATFORMS, "given": request.POST}
    return render(request, "web/partner/account.html", about)


@needs(Action.PROPOSE)
@require_GET
def proposals(request: HttpRequest) -> HttpResponse:
    """What waits and what became of the rest."""
    about = {"now": timezone.now(), "proposals": made.every(), "held": made.waiting()}
    return render(request, "web/partner/proposals.html", about)


@needs(Action.PROPOSE)
@require_GET
def proposal(request: HttpRequest, proposal: str) -> HttpResponse:
    """The diff, the source, and the decisions that stand on the fact."""
    found = _found(request, proposal)
    if found is None:
        return redirect("proposals")
    person: Person = request.user  # type: ignore[assignment]
    may = bool(roles_for(person, Action.PUBLISH_FACT))
    waits = found.status == "proposed"
    held = found.status == "waiting"
    about = {
        "now": timezone.now(),
        "proposal": found,
        "diff": [(_sort(one), one[1:]) for one in found.diff()],
        "touched": _preview(found)
        if waits or held
        else [touched.Touched(r) for r in touched.touched(found.fact)],
        "may_judge": may and waits and found.by != person.key,
        "is_own": found.by == person.key,
        "may_withdraw": found.by == person.key and found.status in OPEN,
        "may_stop": may and held,
        "may_hasten": may and held and person.key not in (found.by, found.judged_by),
    }
    return render(request, "web/partner/proposal.html", about)


@needs(Action.PUBLISH_FACT)
@require_POST
def accept(request: HttpRequest, proposal: str) -> HttpResponse:
    """Published as a new version, or held back first; the desks are told where decisions would differ."""
    return _tried(
        request,
        proposal,
        lambda by: judging.accept(
            proposal,
            by=by.key,
            organisation=by.organisation,
            reason=line(request, "reason"),
            now=timezone.now(),
        ),
    )


@needs(Action.PUBLISH_FACT)
@require_POST
def hasten(request: HttpRequest, proposal: str) -> HttpResponse:
    """Published before its wait is over, by a third person who says why."""
    return _tried(
        request,
        proposal,
        lambda by: judging.hasten(
            proposal, by=by.key, reason=line(request, "reason"), now=timezone.now()
        ),
    )


@needs(Action.PUBLISH_FACT)
@require_POST
def reject(request: HttpRequest, proposal: str) -> HttpResponse:
    """Refused, or stopped while it waits; with a reason."""
    return _tried(
        request,
        proposal,
        lambda by: judging.reject(
            proposal,
            by=by.key,
            organisation=by.organisation,
            reason=text(request, "reason"),
            now=timezone.now(),
        ),
    )


@needs(Action.PROPOSE)
@require_POST
def withdraw(request: HttpRequest, proposal: str) -> HttpResponse:
    """One's own, as long as nobody has judged it."""
    return _tried(
        request, proposal, lambda by: judging.withdraw(proposal, by=by.key, now=timezone.now())
    )


def _tried(
    request: HttpRequest, proposal: str, judge: Callable[[Person], Judged | Proposal]
) -> HttpResponse:
    """The proposal's own page says what became of it, or why it cannot be done."""
    try:
        done = judge(request.user)  # type: ignore[arg-type]
    except (NotPossible, RequestError, Unclear) as problem:
        _say(request, problem)
    else:
        if isinstance(done, Judged):
            _say_done(request, done)
    return redirect("proposal", proposal=proposal)


def _proposed(request: HttpRequest, fact: str, after: str) -> Proposal | None:
    """None where it could not be proposed; the reader is told why."""
    person: Person = request.user  # type: ignore[assignment]
    source = {"title": line(request, "source", 200), "url": line(request, "source_url", 400)}
    for field in ("ref", "published"):
        if given := line(request, field, 120):
            source[field] = given
    try:
        return made.propose(
            fact, after, text(request, "why", 1000), source,
            by=person.key, organisation=person.organisation, now=timezone.now(),
        )  # fmt: skip
    except (NotPossible, RequestError, Unclear) as problem:
        _say(request, problem)
    return None


def _say_done(request: HttpRequest, done: Judged) -> None:
    lang, one = lang_of(request), done.proposal
    if one.status == "waiting" and one.due:
        messages.warning(request, said("proposal_held", lang, due=moment(one.due, lang)))
        return
    values = {"n": one.version, "touched": len(done.again), "told": done.told}
    messages.success(request, said("proposal_published", lang, **values))


def _say(request: HttpRequest, problem: Exception) -> None:
    lang = lang_of(request)
    if isinstance(problem, NotPossible):
        words = said(f"proposal_{problem.key}", lang, **problem.values)
    elif isinstance(problem, Unclear):
        words = said(f"unclear_{problem.key}", lang)
    elif isinstance(problem, DataError):
        words = said("proposal_does_not_load", lang, why=problem.problem)
    else:
        words = said("proposal_no_proposal", lang)
    messages.error(request, words)


def _found(request: HttpRequest, proposal: str) -> Proposal | None:
    try:
        return made.proposal_of(proposal)
    except RequestError as problem:
        _say(request, problem)
        return None


def _preview(found: Proposal) -> list[touched.Touched]:
    """The decisions it would touch, decided under both versions; without outcomes where it does not load any more."""
    if not touched.touched(found.fact):
        return []
    with tempfile.TemporaryDirectory() as draft:
        try:
            after = published.changed(made.row_of(found.after), Path(draft))
        except RequestError:
            return [touched.Touched(row) for row in touched.touched(found.fact)]
    return touched.decided_again(found.fact, published.facts(), after, timezone.now())


def _sort(one: str) -> str:
    return {"+": "added", "-": "removed", "@": "place"}.get(one[:1], "kept")


def _searched(fact: Fact) -> str:
    return f"{fact.id} {fact.slot} {fact.statement_id} {fact.statement_en} {' '.join(fact.aliases)}".lower()


def _region(code: str) -> str:
    if code and code not in rules()[0].regions.by_code:
        raise Unclear("region")
    return code
