"""Something is tried; where it does not happen the person reads why, in one sentence."""

from __future__ import annotations

from collections.abc import Callable

from django.contrib import messages
from django.http import HttpRequest

from suluh.cases import Refused
from suluh.web.api.problems import TooLarge, WrongType
from suluh.web.asked import Unclear
from suluh.web.tongue import lang_of, said
from suluh.web.tracks.legal_orders import Lacking


def tried(request: HttpRequest, do: Callable[[], object], done: str = "", **values: object) -> bool:
    """Whether it happened. done: key of the phrase that says so."""
    lang = lang_of(request)
    try:
        do()
    except Unclear as unclear:
        messages.error(request, said(f"unclear_{unclear.key}", lang))
    except Lacking as lacking:
        left = ", ".join(said(f"c_check_{check}", lang) for check in lacking.checks)
        messages.error(request, said("c_lacking", lang, checks=left))
    except TooLarge as large:
        messages.error(request, said("api_too_large", lang, n=large.most))
    except WrongType as wrong:
        messages.error(request, said(f"api_{wrong.key}", lang))
    except Refused as refused:
        messages.error(request, refused.en if lang == "en" else refused.id)
    else:
        if done:
            messages.success(request, said(done, lang, **values))
        return True
    return False
