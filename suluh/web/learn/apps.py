"""Lessons as a Django application of its own tables."""

from django.apps import AppConfig


class LearnConfig(AppConfig):
    """Nothing here is in the ledger: whoever learns is nobody's case."""

    name = "suluh.web.learn"
    label = "suluh_learn"
    verbose_name = "Suluh: lokakarya"
    default_auto_field = "django.db.models.BigAutoField"
