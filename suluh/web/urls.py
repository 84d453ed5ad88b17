"""Every address there is. Each has a rule: by its view's decorator, or in access.ELSEWHERE."""

from __future__ import annotations

from allauth.account import views as account
from allauth.usersessions.views import list_usersessions
from django.urls import include, path, re_path

from suluh.web import checking, visitors
from suluh.web.account import views as own_account
from suluh.web.organisations import views as organisations
from suluh.web.views import (
    alarms,
    appeal,
    audit,
    case,
    choices,
    clocks,
    evidence,
    keys,
    papers,
    queue,
    report,
    sharing,
)

urlpatterns = [
    path("meja/", queue.home, name="home"),
    path("antrean/<slug:desk>/", queue.waiting, name="queue"),
    path("antrean/<slug:desk>/ambil/", queue.take_next, name="take_next"),
    path("perkara/<slug:case>/", case.show, name="case"),
    path("perkara/<slug:case>/ambil/", case.take, name="take"),
    path("perkara/<slug:case>/kembalikan/", case.give_back, name="give_back"),
    path("perkara/<slug:case>/pilah/", case.sort, name="sort"),
    path("perkara/<slug:case>/putus/", case.decide, name="decide"),
    path("perkara/<slug:case>/urungkan/", case.undo, name="undo"),
    path("perkara/<slug:case>/singkirkan/", case.dismiss, name="dismiss"),
    path("perkara/<slug:case>/catat/", case.note, name="note"),
    path("perkara/<slug:case>/tanya/", case.ask, name="ask"),
    path("perkara/<slug:case>/periksa/", case.fact_check, name="fact_check"),
    path("perkara/<slug:case>/putus-banding/", case.hear, name="hear"),
    path("perkara/<slug:case>/bukti/<slug:sha256>/", evidence.medium, name="evidence"),
    path("perkara/<slug:case>/waktu/", clocks.clocks, name="clocks"),
    path("perkara/<slug:case>/berkas/", papers.papers, name="papers"),
    path("perkara/<slug:case>/berkas/laporan.pdf", papers.form, name="paper_form"),
    path("perkara/<slug:case>/berkas/alasan.pdf", papers.reasons, name="paper_reasons"),
    path("perkara/<slug:case>/berkas/bukti.zip", papers.package, name="paper_package"),
    path("peringatan/", alarms.alarms, name="alarms"),
    path("laporan/", report.reports, name="reports"),
    path("laporan/baru/", report.report, name="report"),
    path("", include("suluh.web.partner.urls")),
    path("", include("suluh.web.tracks.urls")),
    path("", include("suluh.web.reporters.urls")),
    path("", include("suluh.web.console.urls")),
    path("", include("suluh.web.learn.urls")),
    path("peristiwa/", audit.events, name="events"),
    path("data-pribadi/", audit.seen, name="sights"),
    path("dibagikan/", sharing.shared, name="shared"),
    path("perkara/<slug:case>/bagikan/", sharing.share, name="share"),
    path("perkara/<slug:case>/tarik-bagi/", sharing.unshare, name="unshare"),
    path("banding/<str:secret>/", appeal.appeal, name="appeal"),
    path("banding/<str:secret>/alasan.pdf", papers.own_reasons, name="own_reasons"),
    path("api/v1/", include("suluh.web.api.application")),
    path("bahasa/", choices.language, name="language"),
    path("tema/", choices.theme, name="theme"),
    path("akun/kunci/", keys.own, name="keys"),
    path("akun/kunci/<slug:prefix>/cabut/", keys.revoke, name="key_revoke"),
    path("akun/masuk/", account.login, name="account_login"),
    path("akun/keluar/", account.logout, name="account_logout"),
    path("akun/daftar/", account.signup, name="account_signup"),
    path("akun/nonaktif/", account.account_inactive, name="account_inactive"),
    path("akun/sandi/", own_account.password, name="account_change_password"),
    path("akun/perangkat/", list_usersessions, name="usersessions_list"),
    path("akun/perangkat/keluar/", own_account.everywhere, name="sign_out_everywhere"),
    path("akun/lembaga/<slug:provider_id>/", organisations.login, name="organisation_login"),
    path(
        "akun/lembaga/<slug:provider_id>/kembali/",
        organisations.callback,
        name="organisation_callback",
    ),
    path("akun/ulang/", account.reauthenticate, name="account_reauthenticate"),
    path("akun/mfa/", include("allauth.mfa.urls")),
    path("benarkah/", checking.page, name="checker"),
    path("en/benarkah/", checking.page, {"lang": "en"}, name="checker_en"),
    path("benarkah/sisip/", checking.page, {"framed": True}, name="checker_framed"),
    path(
        "en/benarkah/sisip/",
        checking.page,
        {"lang": "en", "framed": True},
        name="checker_framed_en",
    ),
    path("benarkah/kirim/", checking.carry, name="checker_carry"),
    path("en/benarkah/kirim/", checking.carry, {"lang": "en"}, name="checker_carry_en"),
    path("api/publik/periksa", checking.program, name="checker_program"),
    path("api/publik/openapi.json", checking.description, name="checker_description"),
    re_path(visitors.PATTERN, visitors.page, name="guide"),  # last: what is not a desk's
]
