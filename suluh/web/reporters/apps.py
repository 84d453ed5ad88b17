"""Reporters as a Django application of its own tables."""

from django.apps import AppConfig


class ReportersConfig(AppConfig):
    """What came of whose reports: projections, made again by `suluh cases rebuild`."""

    name = "suluh.web.reporters"
    label = "suluh_reporters"
    verbose_name = "Suluh: pelapor"
    default_auto_field = "django.db.models.BigAutoField"
