"""Official facts for programs, and what is proposed to change them."""

from typing import Annotated, Any

from django.http import Http404
from django.utils import timezone
from ninja import Path, Query, Router
from pydantic import StringConstraints

from suluh.errors import DataError, RequestError
from suluh.web.access import Action
from suluh.web.api import further_shapes as shapes
from suluh.web.api.cases import clean
from suluh.web.api.door import Call, needs
from suluh.web.api.problems import Impossible, lang_of
from suluh.web.api.refusals import refusals
from suluh.web.asked import Unclear
from suluh.web.models import Person
from suluh.web.order import rules
from suluh.web.partner import folders, judging, published
from suluh.web.partner import proposals as made
from suluh.web.partner.proposals import Proposal

router = Router()
NOTHING: Any = Query("")  # type: ignore[type-arg]  # of a query that need not be there
FactId = Annotated[str, Path(pattern=r"^[A-Za-z0-9-]{1,60}$", examples=["ID-SCH-001"])]
ProposalId = Annotated[str, Path(pattern=r"^U-[0-9a-f]{1,16}$")]
Search = Annotated[str, StringConstraints(max_length=80)]
SHOWN = 60


@router.get("/facts", response=refusals() | {200: shapes.FactsOut}, summary="The official facts")
@needs(Action.PROPOSE)
def facts(request: Call, q: Search = NOTHING) -> Any:
    """Those in force, found by words, slot or number; at most 60."""
    known, words = published.facts(), q.strip().lower()
    found = [
        f
        for f in known.facts
        if not words or words in f"{f.id} {f.slot} {f.statement_id} {f.statement_en}".lower()
    ]
    items = [_fact(f, lang_of(request)) for f in found[:SHOWN]]
    return {
        "version": known.version,
        "number": folders.latest(),
        "count": len(found),
        "items": items,
    }


@router.get("/facts/{fact}", response=refusals(404) | {200: shapes.FactWhole}, summary="One fact")
@needs(Action.PROPOSE)
def fact(request: Call, fact: FactId) -> Any:
    """With the YAML that a proposal changes."""
    known = published.facts().get(fact)
    if known is None:
        raise Http404
    return _fact(known, lang_of(request)) | {"yaml": published.written(fact, folders.root())}


@router.get(
    "/proposals", response=refusals() | {200: list[shapes.ProposalBrief]}, summary="Proposals"
)
@needs(Action.PROPOSE)
def proposals(request: Call) -> Any:
    """Those that wait first; at most 200."""
    return [_brief(one, request.person) for one in made.every()]


@router.get(
    "/proposals/{proposal}",
    response=refusals(404) | {200: shapes.ProposalOut},
    summary="One proposal",
)
@needs(Action.PROPOSE)
def proposal(request: Call, proposal: ProposalId) -> Any:
    """With its diff."""
    return _proposal(_found(proposal), request.person)


@router.post(
    "/proposals", response=refusals(409) | {201: shapes.ProposalOut}, summary="Propose a change"
)
@needs(Action.PROPOSE)
def propose(request: Call, given: shapes.ProposalIn) -> Any:
    """To a fact that is there, or a new one. Somebody else, of another organisation, publishes it."""
    return 201, _proposed(request.person, given.fact, given.after, given.why, given.source)


@router.post(
    "/official-accounts",
    response=refusals(409) | {201: shapes.ProposalOut},
    summary="Propose an official account",
)
@needs(Action.PROPOSE)
def account(request: Call, given: shapes.AccountIn) -> Any:
    """A new fact that says which account is official."""
    if given.region and given.region not in rules()[0].regions.by_code:
        raise Unclear("region")
    fact, after = made.account_fact(given.platform, given.handle, clean(given.owner), given.region)
    return 201, _proposed(request.person, fact, after, given.why, given.source)


@router.post(
    "/proposals/{proposal}/accept",
    response=refusals(404, 409) | {200: shapes.ProposalOut},
    summary="Publish it",
)
@needs(Action.PUBLISH_FACT)
def accept(request: Call, proposal: ProposalId, given: shapes.Reasoned) -> Any:
    """A new version of the facts, at once or, where the fact touches the vote, when it has waited until `due`."""
    _found(proposal)
    person = request.person
    done = judging.accept(
        proposal,
        by=person.key,
        organisation=person.organisation,
        reason=clean(given.reason),
        now=timezone.now(),
    )
    return _proposal(done.proposal, person)


@router.post(
    "/proposals/{proposal}/hasten",
    response=refusals(404, 409) | {200: shapes.ProposalOut},
    summary="Publish it before its wait is over",
)
@needs(Action.PUBLISH_FACT)
def hasten(request: Call, proposal: ProposalId, given: shapes.Reasoned) -> Any:
    """In an emergency, by a third person: neither who proposed nor who accepted it. The reason is kept."""
    _found(proposal)
    person, why = request.person, clean(given.reason)
    done = judging.hasten(proposal, by=person.key, reason=why, now=timezone.now())
    return _proposal(done.proposal, person)


@router.post(
    "/proposals/{proposal}/reject",
    response=refusals(404, 409) | {200: shapes.ProposalOut},
    summary="Refuse it",
)
@needs(Action.PUBLISH_FACT)
def reject(request: Call, proposal: ProposalId, given: shapes.Reasoned) -> Any:
    """With a reason, which whoever proposed it reads."""
    _found(proposal)
    person = request.person
    done = judging.reject(
        proposal,
        by=person.key,
        organisation=person.organisation,
        reason=clean(given.reason),
        now=timezone.now(),
    )
    return _proposal(done, person)


@router.post(
    "/proposals/{proposal}/withdraw",
    response=refusals(404, 409) | {200: shapes.ProposalOut},
    summary="Withdraw it",
)
@needs(Action.PROPOSE)
def withdraw(request: Call, proposal: ProposalId) -> Any:
    """One's own, as long as nobody has judged it."""
    _found(proposal)
    return _proposal(
        judging.withdraw(proposal, by=request.person.key, now=timezone.now()), request.person
    )


def _fact(fact: Any, lang: str) -> dict[str, Any]:
    says = fact.statement_en if lang == "en" else fact.statement_id
    return {
        "id": fact.id,
        "slot": fact.slot,
        "jurisdiction": fact.jurisdiction,
        "says": says,
        "firm": fact.firm,
    }


def _found(proposal: str) -> Proposal:
    try:
        return made.proposal_of(proposal)
    except RequestError:
        raise Http404 from None


def _proposed(
    person: Person, fact: str, after: str, why: str, source: shapes.SourceIn
) -> dict[str, Any]:
    given = {"title": clean(source.title), "url": source.url}
    if ref := source.ref.replace("\0", "").strip():
        given["ref"] = ref
    if source.published:
        given["published"] = source.published.isoformat()
    try:
        found = made.propose(
            fact, after.replace("\0", "").replace("\r\n", "\n"), clean(why), given,
            by=person.key, organisation=person.organisation, now=timezone.now(),
        )  # fmt: skip
    except DataError as error:
        raise Impossible("proposal_does_not_load", why=error.problem) from error
    return _proposal(found, person)


def _brief(one: Proposal, person: Person) -> dict[str, Any]:
    names = ("id", "fact", "status", "at", "organisation", "why")
    return {name: getattr(one, name) for name in names} | {"own": one.by == person.key}


def _proposal(one: Proposal, person: Person) -> dict[str, Any]:
    names = ("before", "after", "reason", "version", "due", "end_why")
    return _brief(one, person) | {name: getattr(one, name) for name in names} | {"diff": one.diff()}
