"""The addresses of partners on duty."""

from __future__ import annotations

from django.urls import path

from suluh.web.duty import views

urlpatterns = [
    path("penyerahan/", views.handed, name="handed"),
    path("penyerahan/<slug:number>/terima/", views.answered, name="answer_handover"),
]
