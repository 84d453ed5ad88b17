"""The review console as a Django application of its own tables."""

from django.apps import AppConfig


class ConsoleConfig(AppConfig):
    """Clusters and second looks are worked out from the ledger; batches and shifts stand here alone."""

    name = "suluh.web.console"
    label = "suluh_console"
    verbose_name = "Suluh: meja peninjau"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        """Lists that are made again are followed again."""
        from suluh.web.console.following import forget
        from suluh.web.signals import rebuilt

        rebuilt.connect(forget, dispatch_uid="suluh_console")
