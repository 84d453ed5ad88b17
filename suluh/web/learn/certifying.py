"""A certificate is made: number, course, day and the seal of a name are kept, the paper goes out."""

from __future__ import annotations

import hashlib

from django.http import HttpResponse
from django.urls import reverse
from django.utils import timezone

from suluh.content import WIB
from suluh.learn.certificate import new_number, sealed
from suluh.learn.course import Course
from suluh.web import home, log
from suluh.web.learn.models import Certificate
from suluh.web.learn.paper import certificate


def certified(course: Course, name: str) -> HttpResponse:
    """The paper as a download. The name is on it, and kept nowhere."""
    now, seal, number = timezone.now(), sealed(name), new_number()
    on = now.astimezone(WIB).date()
    Certificate.objects.create(
        number=number, course=course.id, on=on, salt=seal.salt, hash=seal.hash
    )
    address = f"{home.address()}{reverse('certificate', kwargs={'number': number})}"
    body = certificate(name, course.title.id, on, number, address, now)
    log.seal("certificate", number, hashlib.sha256(body).hexdigest(), now)
    headers = {"Content-Disposition": f'attachment; filename="sertifikat-{number}.pdf"'}
    return HttpResponse(body, content_type="application/pdf", headers=headers)
