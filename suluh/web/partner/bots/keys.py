"""What the bots need to know, from the environment: nothing of it is written down by us."""

from __future__ import annotations

import hashlib
import hmac
import os

from suluh.errors import RequestError
from suluh.web import home

TELEGRAM_TOKEN = "SULUH_TELEGRAM_TOKEN"
WHATSAPP_TOKEN = "SULUH_WHATSAPP_TOKEN"
WHATSAPP_NUMBER = "SULUH_WHATSAPP_NUMBER_ID"
WHATSAPP_SECRET = "SULUH_WHATSAPP_APP_SECRET"
WHATSAPP_VERIFY = "SULUH_WHATSAPP_VERIFY_TOKEN"


def needed(name: str) -> str:
    """A setting that must be there. Raises RequestError."""
    if value := os.environ.get(name, "").strip():
        return value
    raise RequestError(f"{name} is not set; docs/doors/bot.md says where to get it")


def optional(name: str) -> str:
    """ "" where it is not set: the webhook is closed then."""
    return os.environ.get(name, "").strip()


def telegram_secret() -> str:
    """The webhook's secret: worked out from the installation's key, so that all its processes know it."""
    return hmac.new(home.secret_key().encode(), b"telegram-webhook", hashlib.sha256).hexdigest()
