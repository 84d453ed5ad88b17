"""Claim reviews for programs: those that are out, and a new one."""

from typing import Annotated, Any

from django.http import Http404
from django.utils import timezone
from ninja import Path, Router

from suluh.claims.review import Source
from suluh.web.access import Action
from suluh.web.api import further_shapes as shapes
from suluh.web.api.cases import clean
from suluh.web.api.door import Call, needs, with_key
from suluh.web.api.refusals import refusals
from suluh.web.models import Person
from suluh.web.partner import reviews

router = Router()
ReviewId = Annotated[str, Path(pattern=r"^UL-[0-9a-f]{1,16}$")]


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
