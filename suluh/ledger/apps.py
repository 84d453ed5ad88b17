"""The ledger as a Django application, so that its tables come from migrations."""

from django.apps import AppConfig


class LedgerConfig(AppConfig):
    """Installed by `suluh.ledger.database` on its own, or by a web project in INSTALLED_APPS."""

    name = "suluh.ledger"
    label = "suluh_ledger"
    verbose_name = "Suluh ledger"
    default_auto_field = "django.db.models.BigAutoField"
