"""WhatsApp's Cloud API: a webhook whose body is signed with the app's secret, and sending.

Free words may be sent for 24 hours after somebody wrote; later only templates that Meta has approved. An outcome that
comes later is therefore given up, and whoever asked finds it behind the link.
"""

from __future__ import annotations

import hashlib
import hmac
from collections.abc import Iterator, Mapping
from typing import Any

import httpx

from suluh.outgoing import to_chosen
from suluh.web.partner.bots.mail import Failed, Letter

API = "https://graph.facebook.com/v21.0"
SIGNATURE = "X-Hub-Signature-256"
LATE = 131047  # more than 24 hours since the person wrote
BUSY = frozenset({4, 80007, 130429, 131048, 131056})  # limits of rate


class WhatsApp:
    """One business number."""

    channel = "whatsapp"

    def __init__(self, token: str, number: str, api: str = API) -> None:
        self._url = f"{api.rstrip('/')}/{number}/messages"
        self._line = to_chosen(headers={"Authorization": f"Bearer {token}"})

    def send(self, address: str, text: str) -> None:
        """Raises Failed."""
        message = {
            "messaging_product": "whatsapp", "recipient_type": "individual", "to": address,
            "type": "text", "text": {"preview_url": False, "body": text},
        }  # fmt: skip
        try:
            answer = self._line.post(self._url, json=message)
        except httpx.HTTPError as error:
            raise Failed(type(error).__name__) from None
        if answer.status_code == 200:
            return
        code, why = _problem(answer)
        busy = code in BUSY or answer.status_code in (429, 500, 502, 503)
        raise Failed(
            f"{answer.status_code} {code} {why}", for_good=not busy, wait=30.0 if busy else 0.0
        )


def letters_in(body: Any) -> Iterator[Letter]:
    """The messages in a notification; receipts and whatever is not built as it should be are left out."""
    for entry in _listed(body, "entry"):
        for change in _listed(entry, "changes"):
            value = change.get("value")
            for message in _listed(value, "messages"):
                yield from _letter(message)


def is_whatsapp(headers: Mapping[str, str], body: bytes, secret: str) -> bool:
    """Whether these bytes were signed with the app's secret. Compares in constant time."""
    wanted = "sha256=" + hmac.new(secret.encode(), body, hashlib.sha256).hexdigest()
    return hmac.compare_digest(headers.get(SIGNATURE, "").encode(), wanted.encode())


def challenge(asked: Mapping[str, str], verify: str) -> str | None:
    """What Meta wants back when the webhook is set up; None when the word is not the one we agreed on."""
    given = asked.get("hub.verify_token", "")
    fine = asked.get("hub.mode") == "subscribe" and hmac.compare_digest(
        given.encode(), verify.encode()
    )
    return asked.get("hub.challenge", "") if fine else None


def _letter(message: dict[str, Any]) -> Iterator[Letter]:
    number, sender, kind = message.get("id"), message.get("from"), message.get("type")
    held = message.get(kind) if isinstance(kind, str) else None
    text = (held.get("body") or held.get("caption") or "") if isinstance(held, dict) else ""
    if (
        isinstance(number, str)
        and isinstance(sender, str)
        and sender.isdigit()
        and isinstance(text, str)
    ):
        yield Letter(number, sender, text)


def _listed(value: Any, key: str) -> list[dict[str, Any]]:
    found = value.get(key) if isinstance(value, dict) else None
    return [one for one in found if isinstance(one, dict)] if isinstance(found, list) else []


def _problem(answer: httpx.Response) -> tuple[int, str]:
    try:
        error = answer.json()["error"]
        return int(error.get("code", 0)), str(error.get("message", ""))[:120]
    except (ValueError, KeyError, TypeError, AttributeError):
        return 0, ""
