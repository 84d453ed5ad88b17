"""How often somebody may ask: counted in the cache, which all processes of an installation share.

Two requests at the very same moment may be counted as one; a limit here is against floods, not an accountant.
"""

from __future__ import annotations

import hashlib
import hmac

from django.conf import settings
from django.core.cache import cache
from django.http import HttpRequest


def pseudonym(channel: str, address: str) -> str:
    """One word for one sender, which cannot be turned back without the installation's key: "w-" and 20 hex digits."""
    key = settings.SECRET_KEY.encode()
    return "w-" + hmac.new(key, f"{channel}:{address}".encode(), hashlib.sha256).hexdigest()[:20]


def within(what: str, who: str, most: int, seconds: int) -> bool:
    """Counts this time and says whether it was still within `most` in so many seconds."""
    key = f"suluh-{what}-{who}"
    if cache.add(key, 1, seconds):
        return True
    try:
        return int(cache.incr(key)) <= most
    except ValueError:  # it has just run out
        cache.set(key, 1, seconds)
        return True


def asker(request: HttpRequest) -> str:
    """The pseudonym of the line that a request came by."""
    return pseudonym("web", request.META.get("REMOTE_ADDR", ""))
