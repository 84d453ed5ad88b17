"""Where messengers bring messages: kept at once, answered by `suluh bot`. What is not signed is refused unread."""

from __future__ import annotations

import json
from typing import Any

from django.core.exceptions import RequestDataTooBig
from django.http import HttpRequest, HttpResponse
from django.utils import timezone
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_http_methods, require_POST

from suluh.web.access import anyone
from suluh.web.partner.bots import keys, mail
from suluh.web.partner.bots import telegram as tg
from suluh.web.partner.bots import whatsapp as wa


@csrf_exempt
@anyone
@require_POST
def telegram(request: HttpRequest) -> HttpResponse:
    """An update, with the secret that we gave Telegram in its header."""
    if not tg.is_telegram(request.headers, keys.telegram_secret()):
        return HttpResponse(status=403)
    mail.keep("telegram", tg.letters_in(_json(request)), timezone.now())
    return HttpResponse()


@csrf_exempt
@anyone
@require_http_methods(["GET", "POST"])
def whatsapp(request: HttpRequest) -> HttpResponse:
    """Meta's question when the webhook is set up; notifications, signed, after that."""
    if request.method == "GET":
        verify = keys.optional(keys.WHATSAPP_VERIFY)
        word = wa.challenge(request.GET.dict(), verify) if verify else None
        if word is None:
            return HttpResponse(status=403)
        return HttpResponse(word[:200], content_type="text/plain; charset=utf-8")
    secret, body = keys.optional(keys.WHATSAPP_SECRET), _body(request)
    if not secret or body is None or not wa.is_whatsapp(request.headers, body, secret):
        return HttpResponse(status=403)
    mail.keep("whatsapp", wa.letters_in(_json(request)), timezone.now())
    return HttpResponse()


def _body(request: HttpRequest) -> bytes | None:
    try:
        return request.body
    except RequestDataTooBig:
        return None


def _json(request: HttpRequest) -> Any:
    """None for what cannot be read: the sender would only bring it again."""
    try:
        return json.loads(_body(request) or b"null")
    except (ValueError, RecursionError):
        return None
