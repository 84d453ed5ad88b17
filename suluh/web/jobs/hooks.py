"""Signed webhooks, as the Standard Webhooks specification has them (standardwebhooks.com).

    webhook-id          the same for every try, so that the receiver can leave a copy alone
    webhook-timestamp   seconds since 1970; a receiver refuses what is older than it likes
    webhook-signature   "v1," and HMAC-SHA256 over "id.timestamp.body" with the hook's secret, in base64

The body names the case and what happened, never what a post says or who reported it.
"""

from __future__ import annotations

import base64
import hashlib
import hmac
import secrets
from datetime import UTC, datetime
from typing import Any
from urllib.parse import urlsplit

import httpx
import msgspec

from suluh.errors import RequestError
from suluh.outgoing import to_chosen
from suluh.web import home
from suluh.web.access import covers
from suluh.web.jobs.models import Hook
from suluh.web.jobs.sending import Refused, Unreached, stable_id
from suluh.web.jobs.table import put

PREFIX = "whsec_"
SECONDS = 10.0
GONE = 410  # the receiver wants no more
KINDS = (
    "alarm",
    "case.reported",
    "case.acknowledged",
    "case.decided",
    "case.notified",
    "case.appealed",
    "case.appeal_decided",
    "case.escalated",
    "case.partner_alerted",
    "case.partner_answered",
    "case.registered",
    "case.ruled",
    "case.handed_over",
    "case.order_received",
    "case.closed",
    "fact.waiting",
    "fact.published",
    "fact.stopped",
)


def add(url: str, kinds: tuple[str, ...], region: str, now: datetime) -> Hook:
    """A new hook with a fresh secret. Raises RequestError for an address that is none, or an unknown kind."""
    place = urlsplit(url)
    if place.scheme not in ("http", "https") or not place.hostname or place.username:
        raise RequestError(f"{url}: not an http:// or https:// address")
    if unknown := set(kinds) - set(KINDS):
        raise RequestError(f"no such kind: {', '.join(sorted(unknown))}")
    secret = PREFIX + base64.b64encode(secrets.token_bytes(24)).decode()
    return Hook.objects.create(
        url=url, secret=secret, kinds=" ".join(kinds), region=region, made_at=now
    )


def listening() -> bool:
    """Whether there is any hook at all."""
    return Hook.objects.filter(gone_at=None).exists()


def tell(kind: str, key: str, data: dict[str, Any], region: str, now: datetime) -> int:
    """One job for every hook that wants to hear of this; how many are new."""
    stamp = now.astimezone(UTC).isoformat()
    told = data if "link" in data else data | {"link": _link(str(data["case"]))}
    body = {"type": kind, "timestamp": stamp, "data": told}
    return sum(
        put(f"hook:{hook.pk}:{key}", "webhook", str(hook.pk), {"payload": body}, now)
        for hook in Hook.objects.filter(gone_at=None)
        if (not hook.kinds or kind in hook.kinds.split()) and covers(hook.region, region)
    )


def send(key: str, hook_number: str, body: dict[str, Any], now: datetime) -> None:
    """One call. Acknowledged by any answer of 200 to 299; where it leads elsewhere is not followed.

    Raises Unreached to be tried again, Refused where that is no use.
    """
    hook = Hook.objects.filter(pk=int(hook_number), gone_at=None).first()
    if hook is None:
        raise Refused("the hook was removed")
    content = msgspec.json.encode(body["payload"])
    headers = signed(stable_id(key), content, hook.secret, now)
    try:
        with (
            to_chosen(timeout=SECONDS, trust_env=False) as line,
            line.stream("POST", hook.url, content=content, headers=headers) as answer,
        ):
            status = answer.status_code
    except (httpx.HTTPError, httpx.InvalidURL, OSError) as error:
        raise Unreached(f"{type(error).__name__}: {error}"[:200]) from error
    if status == GONE:
        Hook.objects.filter(pk=hook.pk).update(gone_at=now)
        raise Refused("410: the receiver wants no more")
    if not 200 <= status < 300:
        raise Unreached(f"answered {status}")


def signed(number: str, content: bytes, secret: str, now: datetime) -> dict[str, str]:
    """The headers of a call."""
    stamp = str(int(now.timestamp()))
    return {
        "content-type": "application/json",
        "user-agent": "suluh",
        "webhook-id": number,
        "webhook-timestamp": stamp,
        "webhook-signature": "v1," + signature(number, stamp, content, secret),
    }


def signature(number: str, stamp: str, content: bytes, secret: str) -> str:
    """HMAC-SHA256 in base64, over what the specification says.

    >>> signature("msg_p5jXN8AQM9LWM0D4loKWxJek", "1614265330", b'{"test": 2432232314}',
    ...           "whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw")
    'g0hM9SsE+OTPJTGt/tmIKtSyZlE3uFJELVlNIOLJ1OE='
    """
    key = base64.b64decode(secret.removeprefix(PREFIX))
    said = b".".join((number.encode(), stamp.encode(), content))
    return base64.b64encode(hmac.new(key, said, hashlib.sha256).digest()).decode()


def _link(case: str) -> str:
    return f"{home.address()}/perkara/{case}/"
