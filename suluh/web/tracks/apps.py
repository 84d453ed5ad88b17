"""Tracks B and C as a Django application of its own table."""

from django.apps import AppConfig


class TracksConfig(AppConfig):
    """The filled-in report form, whose personal data never stand in the ledger."""

    name = "suluh.web.tracks"
    label = "suluh_tracks"
    verbose_name = "Suluh: dugaan pelanggaran dan perintah hukum"
    default_auto_field = "django.db.models.BigAutoField"
