"""The addresses of tracks B and C."""

from __future__ import annotations

from django.urls import path

from suluh.web.tracks.views import filings, orders, steps

urlpatterns = [
    path("dugaan/baru/", filings.file, name="file"),
    path("dugaan/<slug:case>/", filings.own, name="own_filing"),
    path("dugaan/<slug:case>/perbaiki/", filings.repair, name="repair"),
    path("dugaan/<slug:case>/cabut/", filings.withdraw, name="withdraw_filing"),
    path("dugaan/<slug:case>/bukti/", filings.evidence, name="filing_evidence"),
    path("dugaan/<slug:case>/tulis/", filings.write, name="filing_write"),
    path("perkara/<slug:case>/langkah/", steps.election_law, name="handle"),
    path("perkara/<slug:case>/perintah/", steps.legal_order, name="order_step"),
    path("perkara/<slug:case>/perintah/naskah/", steps.order_document, name="order_document"),
    path("perkara/<slug:case>/isian/", steps.personal, name="form_personal"),
    path("perkara/<slug:case>/tautkan/", steps.link, name="link"),
    path("perintah/", orders.index, name="orders"),
    path("perintah/baru/", orders.receive, name="order"),
]
