"""Who does nothing for a while is signed out: a desk in an office is not always watched.

What a page fetches by itself to stay fresh (`live.js` says so in a header) is no activity.
"""

from __future__ import annotations

import time
from collections.abc import Callable
from datetime import timedelta

from allauth.usersessions.models import UserSession
from django.conf import settings
from django.contrib import messages
from django.contrib.auth import logout
from django.contrib.auth.views import redirect_to_login
from django.http import HttpRequest, HttpResponse

from suluh.web.tongue import lang_of, said

IDLE = timedelta(minutes=30)  # project decision; a session ends after twelve hours whatever is done
NOTED = 60  # seconds to which the last activity is exact: not every request writes
SEEN, LIVE = "suluh_seen", "Suluh-Live"
Answer = Callable[[HttpRequest], HttpResponse]


def timeout(answer: Answer) -> Answer:
    """Signs out a session that was idle for longer than `IDLE`; notes activity in one that was not."""

    def answered(request: HttpRequest) -> HttpResponse:
        known = (
            settings.SESSION_COOKIE_NAME in request.COOKIES
        )  # a visitor's answer varies by no cookie
        if not known or not request.user.is_authenticated:
            return answer(request)
        now, seen = int(time.time()), request.session.get(SEEN)
        if seen is not None and now - seen > IDLE.total_seconds():
            return _out(request)
        if seen is None or (now - seen >= NOTED and LIVE not in request.headers):
            request.session[SEEN] = now
            UserSession.objects.create_from_request(request)
        return answer(request)

    return answered


def _out(request: HttpRequest) -> HttpResponse:
    logout(request)
    minutes = int(IDLE.total_seconds() // 60)
    messages.info(request, said("acc_idle", lang_of(request), n=minutes))
    back = request.get_full_path() if request.method == "GET" else "/"
    return redirect_to_login(back)
