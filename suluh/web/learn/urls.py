"""The addresses of workshops, practice and certificates."""

from __future__ import annotations

from django.urls import path

from suluh.web.learn.views import certificates, practice, reread, seat, selfstudy, trainer

urlpatterns = [
    path("lokakarya/", trainer.workshops, name="workshops"),
    path("lokakarya/layar/", trainer.screen, name="workshop_screen"),
    path("lokakarya/lanjut/", trainer.step, name="workshop_step"),
    path("lokakarya/hadir/", trainer.attendance, name="workshop_attendance"),
    path("lokakarya/keliru/", trainer.misjudged, name="misjudged"),
    path("lokakarya/ikut/", seat.join, name="workshop_join"),
    path("lokakarya/ikut/<slug:code>/", seat.seat, name="workshop_seat"),
    path("lokakarya/ikut/<slug:code>/keadaan/", seat.state, name="workshop_state"),
    path("lokakarya/ikut/<slug:code>/sertifikat/", seat.paper, name="workshop_paper"),
    path("pelajaran/", reread.lessons, name="lessons_reread"),
    path("latihan/", practice.practices, name="practices"),
    path("latihan/<slug:course>/", practice.practice, name="practice"),
    path("latihan/<slug:course>/ujian/", selfstudy.test, name="self_test"),
    path("latihan/<slug:course>/sertifikat/", selfstudy.paper, name="self_paper"),
    path("sertifikat/", certificates.find, name="certificates"),
    path("sertifikat/<slug:number>/", certificates.certificate, name="certificate"),
]
