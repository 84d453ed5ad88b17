"""A provider of allauth's, as a Django application."""

from django.apps import AppConfig


class OrganisationsConfig(AppConfig):
    """No tables of its own: who came from where stands in allauth's socialaccount."""

    name = "suluh.web.organisations"
    label = "suluh_organisations"
