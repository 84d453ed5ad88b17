"""Background work as a Django application, with tables of its own."""

from django.apps import AppConfig


class JobsConfig(AppConfig):
    name = "suluh.web.jobs"
    label = "suluh_jobs"
    verbose_name = "Suluh: jobs"
    default_auto_field = "django.db.models.BigAutoField"
