"""The desks as a Django application."""

from django.apps import AppConfig


class WebConfig(AppConfig):
    """Its tables begin with suluh_web; the ledger's stand beside them in the same database."""

    name = "suluh.web"
    label = "suluh_web"
    verbose_name = "Suluh"
    default_auto_field = "django.db.models.BigAutoField"
