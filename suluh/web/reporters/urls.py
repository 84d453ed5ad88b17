"""The addresses of organisations that report."""

from __future__ import annotations

from django.urls import path

from suluh.web.reporters import views

urlpatterns = [
    path("pelapor/", views.index, name="reporters"),
    path("pelapor/lembaga/", views.own_or_any, name="reporter"),
    path("pelapor/lembaga/langkah/", views.step, name="reporter_step"),
    path("pelapor/lembaga/jawab/", views.answer, name="reporter_answer"),
    path("pelapor/lembaga/sebaran/", views.spread, name="reporter_spread"),
]
