"""The addresses of the public count."""

from __future__ import annotations

from django.urls import path

from suluh.web.transparency import views

urlpatterns = [
    path("", views.page, name="transparency"),
    path("alasan/", views.statements, name="statements"),
    path("alasan/semua.jsonl.gz", views.dump, name="statements_dump"),
    path("alasan/harian/", views.days, name="statements_days"),
    path("alasan/harian/alasan-<str:day>.parquet", views.day_file, name="statements_day_file"),
    path("alasan/<slug:puid>/", views.statement, name="statement"),
    path("<str:name>", views.form, name="transparency_form"),
]
