"""Benarkah? on this server: the form's answer, the same for programs, and the way to the tip line.

It changes nothing and keeps nothing, so it needs no cookie and no token against forged forms. What is pasted lives as
long as the answer; a picture lies in a file without a name for as long as it is read.
"""

from __future__ import annotations

from typing import Any

import msgspec
from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import render as render_desk
from django.utils import timezone
from django.views.decorators.clickjacking import xframe_options_exempt
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_http_methods, require_POST

from suluh.content import WIB, Post, Segment
from suluh.house.checker import check
from suluh.house.checker.openapi import DESCRIPTION
from suluh.house.checker.page import LARGEST, LONGEST, Asked, form_page
from suluh.house.checker.telling import Answer, answer
from suluh.house.render import render
from suluh.house.serving import policy
from suluh.house.words import FACTS_IN, languages
from suluh.text.privacy import mask
from suluh.web import home, pictures
from suluh.web.access import anyone
from suluh.web.partner import reviews
from suluh.web.partner.answering import as_of, knowledge_in_force
from suluh.web.partner.limits import asker, within
from suluh.web.visitors import HOUSE
from suluh.web.visitors import page as guide

CHECKS, SECONDS = (
    40,
    60,
)  # from one line: a family asks less, many share the address of a mobile network
BODY = 64_000  # bytes of a program's question
FOR_ALL = {
    "Access-Control-Allow-Origin": "*",
    "Access-Control-Allow-Methods": "POST, OPTIONS",
    "Access-Control-Allow-Headers": "Content-Type",
    "Access-Control-Max-Age": "86400",
}


class Unfit(Exception):
    """What was sent cannot be checked; the key says why, as in `check_fault_…`."""

    def __init__(self, key: str, status: int = 400) -> None:
        super().__init__(key)
        self.key, self.status = key, status


class Question(msgspec.Struct, forbid_unknown_fields=True):
    """What a program sends."""

    text: str
    lang: str = "id"


@csrf_exempt
@xframe_options_exempt
@anyone
@require_http_methods(["GET", "HEAD", "POST"])
def page(request: HttpRequest, lang: str = "id", framed: bool = False) -> HttpResponseBase:
    """The form, and the answer to it."""
    if request.method != "POST":
        return guide(request, request.path.lstrip("/"))
    words = ""
    try:
        _count(request)
        words = _words(request)
        picture = _picture(request)
        if not words and picture is None:
            raise Unfit("empty")
        asked = Asked(mask(words).text, _answer(words, lang, picture))
        return _page(lang, framed, asked)
    except Unfit as unfit:
        return _page(lang, framed, Asked(mask(words).text, fault=unfit.key), unfit.status)


@csrf_exempt
@anyone
@require_http_methods(["POST", "OPTIONS"])
def program(request: HttpRequest) -> HttpResponse:
    """POST /api/publik/periksa: the same answer as JSON, for pages and programs anywhere."""
    if request.method == "OPTIONS":
        return HttpResponse(status=204, headers=FOR_ALL)
    try:
        _count(request)
        question = _question(request)
        return _json(_answer(question.text.strip(), question.lang, None))
    except Unfit as unfit:
        return _json({"error": unfit.key}, unfit.status)


@anyone
@require_http_methods(["GET", "HEAD"])
def description(request: HttpRequest) -> HttpResponse:
    """The public interface, as OpenAPI 3.1."""
    return _json(DESCRIPTION | {"servers": [{"url": home.address()}]})


@csrf_exempt
@anyone
@require_POST
def carry(request: HttpRequest, lang: str = "id") -> HttpResponse:
    """The tip line's form with the words in it. Nothing is kept until somebody sends that form."""
    words = mask(request.POST.get("words", "")[:4000]).text
    about = {"now": timezone.now(), "given": {"words": words}, "answer": ""}
    return render_desk(request, "web/partner/tip.html", about)


def _answer(words: str, lang: str, picture: tuple[Segment, ...] | None) -> Answer:
    now, knowledge = as_of(timezone.now()), knowledge_in_force()
    post = Post(id="benarkah", text=words, posted_at=now, segments=picture or ())
    checked = check(post, knowledge, now, reviews.in_force())
    if picture is not None:
        checked = msgspec.structs.replace(checked, notes=("read",) if picture else ("no_words",))
    day = now.astimezone(WIB).date()
    election = knowledge.facts.election
    over = day > (election.stale_after or knowledge.facts.voting_date)
    said = answer(checked, lang, day, home.address() + "/", over)
    return said if not said.card or HOUSE.has(said.card) else msgspec.structs.replace(said, card="")


def _count(request: HttpRequest) -> None:
    if not within("check", asker(request), CHECKS, SECONDS):
        raise Unfit("slowly", 429)


def _words(request: HttpRequest) -> str:
    if int(request.META.get("CONTENT_LENGTH") or 0) > LARGEST + BODY:
        raise Unfit("large", 413)
    words = request.POST.get("words", "").replace("\x00", "").strip()
    if len(words) > LONGEST:
        raise Unfit("long")
    return words


def _picture(request: HttpRequest) -> tuple[Segment, ...] | None:
    """The words that are read in the picture; None without one."""
    file = request.FILES.get("picture")
    if file is None or not file.size:
        return None
    if file.size > LARGEST:
        raise Unfit("large", 413)
    try:
        return pictures.words_in(file.chunks(), knowledge_in_force().facts)
    except pictures.NoPicture as error:
        raise Unfit("picture") from error
    except pictures.Busy as error:
        raise Unfit("busy", 503) from error


def _question(request: HttpRequest) -> Question:
    if int(request.META.get("CONTENT_LENGTH") or 0) > BODY:
        raise Unfit("long", 413)
    try:
        question = msgspec.json.decode(request.body, type=Question)
    except (msgspec.MsgspecError, UnicodeDecodeError) as error:
        raise Unfit("unreadable") from error
    if question.lang not in FACTS_IN:
        raise Unfit("lang")
    if not question.text.strip():
        raise Unfit("empty")
    if len(question.text) > LONGEST:
        raise Unfit("long")
    return question


def _page(lang: str, framed: bool, asked: Asked, status: int = 200) -> HttpResponse:
    made = form_page(lang if lang in languages() else "id", asked, framed)
    headers = {
        "Content-Security-Policy": policy(made.path),
        "Cache-Control": "no-store",
        "Referrer-Policy": "no-referrer",
    }
    return HttpResponse(render(made, HOUSE.site().setting), status=status, headers=headers)


def _json(content: Any, status: int = 200) -> HttpResponse:
    body = msgspec.json.encode(content)
    headers = FOR_ALL | {"Cache-Control": "no-store"}
    return HttpResponse(body, status=status, content_type="application/json", headers=headers)
