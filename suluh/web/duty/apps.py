"""Partners on duty as a Django application of its own table."""

from django.apps import AppConfig


class DutyConfig(AppConfig):
    """Only the register stands here; what was handed over and answered stands in the ledger."""

    name = "suluh.web.duty"
    label = "suluh_duty"
    verbose_name = "Suluh: mitra jaga"
    default_auto_field = "django.db.models.BigAutoField"
