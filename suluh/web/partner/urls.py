"""The addresses of partners, citizens, readers of reviews, and messengers."""

from __future__ import annotations

from django.urls import path

from suluh.web.partner.views import facts, hooks, own, reviews, sheets, tips

urlpatterns = [
    path("laporan/lembar/", sheets.sheet, name="sheet"),
    path("laporan/lembar/contoh.csv", sheets.example, name="sheet_example"),
    path("laporan/<slug:case>/", own.show, name="own_case"),
    path("laporan/<slug:case>/tulis/", own.write, name="own_write"),
    path("fakta/", facts.facts, name="facts"),
    path("fakta/akun/", facts.account, name="propose_account"),
    path("fakta/usulan/", facts.proposals, name="proposals"),
    path("fakta/usulan/<slug:proposal>/", facts.proposal, name="proposal"),
    path("fakta/usulan/<slug:proposal>/terima/", facts.accept, name="accept_proposal"),
    path("fakta/usulan/<slug:proposal>/segera/", facts.hasten, name="hasten_proposal"),
    path("fakta/usulan/<slug:proposal>/tolak/", facts.reject, name="reject_proposal"),
    path("fakta/usulan/<slug:proposal>/tarik/", facts.withdraw, name="withdraw_proposal"),
    path("fakta/<slug:fact>/ubah/", facts.change, name="propose_change"),
    path("ulasan/", reviews.index, name="reviews"),
    path("ulasan/tulis/", reviews.write, name="write_review"),
    path("ulasan/umpan.json", reviews.feed, name="review_feed"),
    path("ulasan/umpan.atom", reviews.atom, name="review_atom"),
    path("ulasan/<slug:review>/", reviews.show, name="review"),
    path("ulasan/<slug:review>/cabut/", reviews.withdraw, name="withdraw_review"),
    path("lapor/", tips.tip, name="tip"),
    path("lapor/<str:secret>/", tips.status, name="tip_status"),
    path("bot/telegram/", hooks.telegram, name="telegram_hook"),
    path("bot/whatsapp/", hooks.whatsapp, name="whatsapp_hook"),
]
