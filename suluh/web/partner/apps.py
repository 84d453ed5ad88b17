"""The partner desk as a Django application of its own tables."""

from django.apps import AppConfig


class PartnerConfig(AppConfig):
    """Tips, and the messages of the bots. Everything else of the desk stands in the ledger."""

    name = "suluh.web.partner"
    label = "suluh_partner"
    verbose_name = "Suluh: mitra dan warga"
    default_auto_field = "django.db.models.BigAutoField"
