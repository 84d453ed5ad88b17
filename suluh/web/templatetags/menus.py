"""The menu in templates. Built in, as `words` is."""

from __future__ import annotations

from django import template

from suluh.web import menu
from suluh.web.models import Person

register = template.Library()


@register.filter
def menu_of(person: Person) -> list[tuple[str, list[menu.Entry]]]:
    """{% for word, entries in user|menu_of %}"""
    return menu.menu_of(person)
