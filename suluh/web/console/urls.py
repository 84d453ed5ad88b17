"""The addresses of the review console beside its queue and cases."""

from __future__ import annotations

from django.urls import path

from suluh.web.console.views import agreement, batches, clusters, groups, seconds, shift

urlpatterns = [
    path("antrean/<slug:desk>/kelompok/<slug:cluster>/", clusters.cluster, name="cluster"),
    path("antrean/<slug:desk>/kelompok/<slug:cluster>/kerjakan/", clusters.begin, name="cluster_begin"),
    path("antrean/<slug:desk>/borongan/", batches.pick, name="bulk"),
    path("antrean/<slug:desk>/borongan/mulai/", batches.begin, name="bulk_begin"),
    path("borongan/", batches.own, name="batches"),
    path("borongan/<slug:batch>/", batches.show, name="batch"),
    path("borongan/<slug:batch>/henti/", batches.stop, name="batch_stop"),
    path("borongan/<slug:batch>/urungkan/", batches.undo, name="batch_undo"),
    path("tinjau-ulang/", seconds.waiting, name="seconds"),
    path("tinjau-ulang/ambil/", seconds.take_next, name="second_next"),
    path("perkara/<slug:case>/tinjau-ulang/", seconds.answer, name="second_answer"),
    path("perkara/<slug:case>/bukti/<slug:sha256>/dilihat/", shift.saw, name="medium_seen"),
    path("kesepakatan/", agreement.agreement, name="agreement"),
    path("kesepakatan/<slug:case>/", agreement.conclude, name="conclude"),
    path("akun-bersama/", groups.index, name="groups"),
    path("akun-bersama/<slug:group>/", groups.one, name="group"),
    path("akun-bersama/<slug:group>/nilai/", groups.judge, name="group_judge"),
    path("akun-bersama/<slug:group>/perkara/", groups.open_case, name="group_open"),
    path("perkara/<slug:case>/akun-bersama/", groups.of_case, name="case_group"),
    path("giliran/", shift.shift, name="shift"),
    path("giliran/istirahat/", shift.rested, name="shift_rested"),
    path("giliran/nanti/", shift.put_off, name="shift_put_off"),
]  # fmt: skip
