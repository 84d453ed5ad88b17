"""What the pages of one's own account ask: which organisations there are, which browser it was."""

from __future__ import annotations

import ipaddress
import re
from typing import Any

from allauth.socialaccount.models import SocialAccount
from django import template

from suluh.web.organisations.config import organisations as configured
from suluh.web.tongue import said

register = template.Library()
_BROWSERS = (("Edg", "Edge"), ("OPR", "Opera"), ("SamsungBrowser", "Samsung Internet"), ("Firefox", "Firefox"),
             ("Chrome", "Chrome"), ("Safari", "Safari"))  # fmt: skip  # in this order: each names the later ones too
_SYSTEMS = (("Android", "Android"), ("iPhone", "iPhone"), ("iPad", "iPad"), ("Windows", "Windows"),
            ("Mac OS X", "macOS"), ("Linux", "Linux"))  # fmt: skip


@register.simple_tag
def organisations() -> list[Any]:
    """{% organisations as ways %}: through which organisations people may sign in."""
    return list(configured())


@register.simple_tag
def organisation_of(person: Any) -> str:
    """{% organisation_of user as through %}: its name, "" for an account with a password of its own."""
    account = SocialAccount.objects.filter(user=person.pk).first()
    if account is None:
        return ""
    return next((one.name for one in configured() if one.id == account.provider), account.provider)


@register.simple_tag(takes_context=True)
def named_address(context: Any) -> str:
    """{% named_address as passkey_at %}: where the same page has a name; "" where it has one already.

    A passkey belongs to a domain; a browser makes none for a numeric address.
    """
    request = context["request"]
    host, _, port = request.get_host().rpartition(":")
    try:
        number = ipaddress.ip_address((host or port).strip("[]"))
    except ValueError:
        return ""
    name = "localhost" if number.is_loopback else "…"
    return f"http://{name}:{port}{request.path}" if host else f"http://{name}{request.path}"


@register.simple_tag(takes_context=True)
def browser(context: Any, agent: str) -> str:
    """{% browser session.user_agent %}: "Firefox, Windows", as far as the browser says so."""
    found = [
        next((name for sign, name in names if re.search(sign, agent)), "")
        for names in (_BROWSERS, _SYSTEMS)
    ]
    return ", ".join(filter(None, found)) or said("acc_device_unknown", context.get("lang", "id"))
