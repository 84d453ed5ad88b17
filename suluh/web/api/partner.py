"""The partner desk for programs: one's own cases, many reports at once, facts and proposals, claim reviews; and tips."""

from typing import Annotated, Any

from django.http import Http404, HttpRequest
from django.utils import timezone
from ninja import Path, Query, Router
from pydantic import StringConstraints

from suluh.cases import Refused, Role
from suluh.cases.events import Happening, InfoAnswered, Message
from suluh.claims.review import Source
from suluh.errors import DataError, RequestError
from suluh.text.privacy import mask
from suluh.web import decisions
from suluh.web.access import Action, granted, roles_for
from suluh.web.api import further_shapes as shapes
from suluh.web.api.around import clock_out
from suluh.web.api.cases import CaseId, clean
from suluh.web.api.door import Call, needs, with_key, without_key
from suluh.web.api.limits import TooMany
from suluh.web.api.problems import Impossible, lang_of
from suluh.web.api.refusals import refusals
from suluh.web.api.reports import Secret
from suluh.web.api.shapes import Said
from suluh.web.api.telling import facts as told_facts
from suluh.web.api.telling import note
from suluh.web.asked import Unclear
from suluh.web.models import CaseRow, Person
from suluh.web.order import rules
from suluh.web.partner import folders, published, reviews, tips, touched
from suluh.web.partner import proposals as made
from suluh.web.partner.answering import sure_answer
from suluh.web.partner.limits import asker, within
from suluh.web.partner.proposals import Proposal
from suluh.web.partner.reporting import Who, report
from suluh.web.partner.views.own import about
from suluh.web.partner.views.tips import TIPS
from suluh.web.store import happen, stands
from suluh.web.tongue import said

router = Router()
NOTHING: Any = Query("")  # type: ignore[type-arg]  # of a query that need not be there
FactId = Annotated[str, Path(pattern=r"^[A-Za-z0-9-]{1,60}$", examples=["ID-SCH-001"])]
ProposalId = Annotated[str, Path(pattern=r"^U-[0-9a-f]{1,16}$")]
ReviewId = Annotated[str, Path(pattern=r"^UL-[0-9a-f]{1,16}$")]
Search = Annotated[str, StringConstraints(max_length=80)]
SHOWN = 60


@router.get(
    "/reports/{case}", response=refusals(404) | {200: shapes.OwnCase}, summary="An own report"
)
@needs(Action.WRITE)
def own(request: Call, case: CaseId) -> Any:
    """Where it stands, what was asked and answered, what came of it."""
    decisions.settle(timezone.now())
    request.row.refresh_from_db()
    return _own(request.row, request.person.key, lang_of(request))


@router.post(
    "/reports/{case}/messages",
    response=refusals(404, 409) | {201: shapes.OwnCase},
    summary="Write to the desk",
)
@needs(Action.WRITE)
def write(request: Call, case: CaseId, words: Said) -> Any:
    """The answer, where the desk has asked; else a message. Personal data in it are masked."""
    person, row = request.person, request.row
    _say(
        row.case,
        person.key,
        granted(person, Action.WRITE, row)[0],
        words.words,
        person.organisation,
    )
    row.refresh_from_db()
    return 201, _own(row, person.key, lang_of(request))


@router.post(
    "/bulk-reports", response=refusals() | {200: list[shapes.Became]}, summary="Report many posts"
)
@needs(Action.REPORT)
def many(request: Call, given: shapes.ManyReports) -> Any:
    """At most 100. Each becomes a case, a sighting of a known one, or is refused by its row; the others go on."""
    return [
        _became(request, row, one, given.words) for row, one in enumerate(given.reports, start=1)
    ]


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
    """A new version of the facts. The decisions it touches are decided again, and their desks told where they differ."""
    _found(proposal)
    before, now, person = published.facts(), timezone.now(), request.person
    done = made.accept(
        proposal,
        by=person.key,
        organisation=person.organisation,
        reason=clean(given.reason),
        now=now,
    )
    touched.tell_desks(touched.decided_again(done.fact, before, published.facts(), now), done, now)
    return _proposal(done, person)


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
    done = made.reject(
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
        made.withdraw(proposal, by=request.person.key, now=timezone.now()), request.person
    )


@router.get(
    "/reviews", response=refusals() | {200: list[shapes.ReviewOut]}, summary="Claim reviews"
)
@with_key
def all_reviews(request: Call) -> Any:
    """Those in force, the latest first. For everyone they stand at /ulasan/umpan.json."""
    return [_review(one, request.person) for one in reviews.every()]


@router.post("/reviews", response=refusals() | {201: shapes.ReviewOut}, summary="Publish a review")
@needs(Action.PUBLISH_REVIEW)
def publish(request: Call, given: shapes.ReviewIn) -> Any:
    """At a public address, and in the feeds. Personal data are masked."""
    person, title = request.person, given.source.replace("\0", "").strip()
    source = Source(title or given.source_url or "", person.organisation, url=given.source_url)
    return 201, _review(
        reviews.publish(
            clean(given.claim), given.verdict, clean(given.explanation),
            organisation=person.organisation or "Suluh", by=person.key, now=timezone.now(),
            sources=(source,) if title or given.source_url else (), appearance=given.appearance or "",
        ),
        person,
    )  # fmt: skip


@router.get(
    "/reviews/{review}", response=refusals(404) | {200: shapes.ReviewOut}, summary="One review"
)
@with_key
def review(request: Call, review: ReviewId) -> Any:
    """A withdrawn one says so."""
    found = reviews.published(review)
    if found is None:
        raise Http404
    return _review(found, request.person)


@router.post(
    "/reviews/{review}/withdraw",
    response=refusals(404) | {200: shapes.ReviewOut},
    summary="Withdraw a review",
)
@needs(Action.PUBLISH_REVIEW)
def take_back(request: Call, review: ReviewId, given: shapes.Reasoned) -> Any:
    """One's own. Another's, or one that is withdrawn already, is not found."""
    if not reviews.withdraw(
        review, by=request.person.key, reason=clean(given.reason), now=timezone.now()
    ):
        raise Http404
    found = reviews.published(review)
    assert found is not None
    return _review(found, request.person)


@router.post(
    "/tips",
    response=refusals(409) | {201: shapes.TipTaken, 200: shapes.TipTaken},
    summary="Send a tip",
    auth=None,
)
@without_key
def tip(request: HttpRequest, given: shapes.TipIn) -> Any:
    """Without an account. Where an official answer is sure it comes at once (200) and nothing is taken."""
    if not within("tip", asker(request), TIPS, 600):
        raise TooMany(600)
    now, words, lang = timezone.now(), mask(clean(given.words)).text, lang_of(request)
    answer = None if given.insist else sure_answer(words, now, lang)
    if answer:
        return 200, {"number": "", "secret": "", "answer": answer.text}
    taken = tips.take(tips.anonymous(), now, words, url=given.url or "", region=given.region)
    return 201, {"number": taken.number, "secret": taken.secret, "answer": ""}


@router.get(
    "/tips/{secret}", response=refusals(404) | {200: shapes.TipOut}, summary="A tip", auth=None
)
@without_key
def tip_status(request: HttpRequest, secret: Secret) -> Any:
    """Where it stands. The secret opens this one tip and nothing of other reporters."""
    return _tip(request, _tip_of(secret))


@router.post(
    "/tips/{secret}/messages",
    response=refusals(404, 409) | {201: shapes.TipOut},
    summary="Add to a tip",
    auth=None,
)
@without_key
def tip_more(request: HttpRequest, secret: Secret, words: Said) -> Any:
    """The answer, where the desk has asked; else a message."""
    found = _tip_of(secret)
    _say(tips.case_of(found).id, found.person, Role.REPORTER_PUBLIC, words.words)
    return 201, _tip(request, found)


def _own(row: CaseRow, who: str, lang: str) -> dict[str, Any]:
    page, now = about(row, who, lang), timezone.now()
    decision = page["decision"]
    return {
        "case": row.case,
        "state": row.state,
        "question": page["question"],
        "steps": [step._asdict() for step in page["steps"]],
        "clocks": [clock_out(one, now) for one in page["clocks"]],
        "notes": [note(one) for one in page["notes"]],
        "decision": {"outcome": decision.outcome, "reason": "", "at": decision.at}
        if decision
        else None,
        "matches": page["rule"],
        "facts": told_facts(page["facts"]),
    }


def _say(case: str, who: str, role: Role, words: str, organisation: str = "") -> None:
    by: dict[str, Any] = {"case": case, "at": timezone.now(), "actor": who, "role": role,
                          "organisation": organisation or None}  # fmt: skip
    masked = mask(clean(words)).text
    asked = stands(case).state == "needs_info"
    event: Happening = InfoAnswered(**by, answer=masked) if asked else Message(**by, words=masked)
    happen(event)


def _became(request: Call, row: int, one: shapes.OneReport, words: str) -> dict[str, Any]:
    person, lang = request.person, lang_of(request)
    who = Who(person.key, roles_for(person, Action.REPORT)[0], person.organisation)
    given = (
        one.words.replace("\0", "").strip() or words.replace("\0", "").strip(),
        one.post.replace("\0", "").strip(),
    )
    try:
        told = report(
            who, timezone.now(), url=one.url, words=given[0], post=given[1], region=one.region
        )
    except Unclear as unclear:
        return {"row": row, "became": "", "case": "", "fault": said(f"unclear_{unclear.key}", lang)}
    except Refused as refused:
        return {
            "row": row,
            "became": "",
            "case": "",
            "fault": refused.en if lang == "en" else refused.id,
        }
    became = "new" if told.is_new else "again" if told.again else "sighting"
    return {"row": row, "became": became, "case": told.case, "fault": ""}


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
    names = ("before", "after", "reason", "version")
    return _brief(one, person) | {name: getattr(one, name) for name in names} | {"diff": one.diff()}


def _review(one: reviews.Published, person: Person) -> dict[str, Any]:
    review = one.review
    return {
        "id": review.id,
        "url": review.url or "",
        "claim": review.claim,
        "verdict": review.verdict,
        "explanation": review.explanation_id,
        "publisher": review.publisher,
        "at": one.at,
        "withdrawn": one.is_withdrawn,
        "own": one.by == person.key,
    }


def _tip_of(secret: str) -> Any:
    found = tips.by_link(secret)
    if found is None:
        raise Http404
    decisions.settle(timezone.now())
    return found


def _tip(request: HttpRequest, tip: Any) -> dict[str, Any]:
    row = CaseRow.objects.get(case=tips.case_of(tip).id)
    return _own(row, tip.person, lang_of(request)) | {"number": tip.number}
