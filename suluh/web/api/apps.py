"""The keys of the API as a Django application of their own."""

from django.apps import AppConfig


class ApiConfig(AppConfig):
    """Its one table is suluh_api_key."""

    name = "suluh.web.api"
    label = "suluh_api"
    default_auto_field = "django.db.models.BigAutoField"
