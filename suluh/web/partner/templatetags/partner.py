"""What the menu asks."""

from __future__ import annotations

from typing import Any

from django import template

from suluh.web.access import Action, roles_for

register = template.Library()


@register.filter
def may(person: Any, action: str) -> bool:
    """{% if user|may:"propose" %}: whether the table grants it to one of their roles, anywhere."""
    return bool(roles_for(person, Action(action)))
