"""The tip line for programs that need no key."""

from typing import Any

from django.http import Http404, HttpRequest
from django.utils import timezone
from ninja import Router

from suluh.cases import Role
from suluh.text.privacy import mask
from suluh.web import decisions
from suluh.web.api import further_shapes as shapes
from suluh.web.api.cases import clean
from suluh.web.api.door import without_key
from suluh.web.api.limits import TooMany
from suluh.web.api.partner import own_out, say
from suluh.web.api.problems import lang_of
from suluh.web.api.refusals import refusals
from suluh.web.api.reports import Secret
from suluh.web.api.shapes import Said
from suluh.web.models import CaseRow
from suluh.web.partner import tips
from suluh.web.partner.answering import sure_answer
from suluh.web.partner.limits import asker, within
from suluh.web.partner.views.tips import TIPS

router = Router()


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
    say(tips.case_of(found).id, found.person, Role.REPORTER_PUBLIC, words.words)
    return 201, _tip(request, found)


def _tip_of(secret: str) -> Any:
    found = tips.by_link(secret)
    if found is None:
        raise Http404
    decisions.settle(timezone.now())
    return found


def _tip(request: HttpRequest, tip: Any) -> dict[str, Any]:
    row = CaseRow.objects.get(case=tips.case_of(tip).id)
    return own_out(row, tip.person, lang_of(request)) | {"number": tip.number}
