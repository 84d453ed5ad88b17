"""Telegram's Bot API: long polling or a webhook with its secret token, and sending. Only private chats are answered."""

from __future__ import annotations

import hmac
from collections.abc import Iterator, Mapping
from typing import Any

import httpx

from suluh.errors import ServiceError
from suluh.outgoing import to_chosen
from suluh.web.partner.bots.mail import Failed, Letter

API = "https://api.telegram.org"
HEADER = "X-Telegram-Bot-Api-Secret-Token"
POLL = 25  # seconds that Telegram keeps an empty poll open


class Telegram:
    """One bot. The token stands in every address, so errors here never show an address."""

    channel = "telegram"

    def __init__(self, token: str, api: str = API) -> None:
        self._base = f"{api.rstrip('/')}/bot{token}"
        self._line = to_chosen(timeout=httpx.Timeout(10.0, read=POLL + 10.0))
        self._offset = 0

    def poll(self, seconds: int = POLL) -> list[Letter]:
        """The messages since the last poll; asking confirms the ones before. Raises ServiceError."""
        found = self._call(
            "getUpdates", offset=self._offset, timeout=seconds, allowed_updates=["message"]
        )
        updates = found if isinstance(found, list) else []
        ids = [
            u["update_id"]
            for u in updates
            if isinstance(u, dict) and isinstance(u.get("update_id"), int)
        ]
        self._offset = max((*(i + 1 for i in ids), self._offset))
        return [letter for update in updates for letter in letters_in(update)]

    def use_webhook(self, url: str, secret: str) -> None:
        """Telegram brings messages to `url` from now on. Raises ServiceError."""
        self._call("setWebhook", url=url, secret_token=secret, allowed_updates=["message"])

    def use_polling(self) -> None:
        """No webhook any more: with one, polling is refused. Raises ServiceError."""
        self._call("deleteWebhook")

    def send(self, address: str, text: str) -> None:
        """Raises Failed."""
        try:
            answer = self._line.post(
                f"{self._base}/sendMessage",
                json={
                    "chat_id": address,
                    "text": text,
                    "link_preview_options": {"is_disabled": True},
                },
            )
        except httpx.HTTPError as error:
            raise Failed(type(error).__name__) from None
        if answer.status_code == 200:
            return
        body = _json(answer)
        wait = _number(body.get("parameters", {}).get("retry_after"))
        gone = answer.status_code in (400, 403)  # no such chat, or the bot was blocked
        raise Failed(
            f"{answer.status_code} {body.get('description', '')}", for_good=gone, wait=wait
        )

    def _call(self, method: str, **values: Any) -> Any:
        try:
            answer = self._line.post(f"{self._base}/{method}", json=values)
        except httpx.HTTPError as error:
            raise ServiceError(f"Telegram: {type(error).__name__}") from None
        body = _json(answer)
        if not body.get("ok"):
            said = body.get("description") or "no answer that can be read"
            raise ServiceError(f"Telegram {method}: {answer.status_code} {said}")
        return body.get("result")


def letters_in(update: Any) -> Iterator[Letter]:
    """The message in an update; none for groups, edits, other bots, or anything that is not built as it should be."""
    message = update.get("message") if isinstance(update, dict) else None
    if not isinstance(message, dict):
        return
    chat, sender = message.get("chat"), message.get("from")
    if (
        not isinstance(chat, dict)
        or chat.get("type") != "private"
        or not isinstance(chat.get("id"), int)
    ):
        return
    if isinstance(sender, dict) and sender.get("is_bot"):
        return
    text = message.get("text") or message.get("caption") or ""
    number = message.get("message_id")
    if isinstance(text, str) and isinstance(number, int):
        yield Letter(f"{chat['id']}:{number}", str(chat["id"]), text)


def is_telegram(headers: Mapping[str, str], secret: str) -> bool:
    """Whether a webhook's request carries the secret that we gave Telegram. Compares in constant time."""
    return hmac.compare_digest(headers.get(HEADER, "").encode(), secret.encode())


def _json(answer: httpx.Response) -> dict[str, Any]:
    try:
        body = answer.json()
    except ValueError:
        return {}
    return body if isinstance(body, dict) else {}


def _number(value: object) -> float:
    return float(value) if isinstance(value, int | float) else 0.0
