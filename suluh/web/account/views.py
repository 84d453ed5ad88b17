"""What allauth's own pages do not do: sign out on every device; and a word for those who have no password to change."""

from __future__ import annotations

from allauth.account.views import password_change
from allauth.usersessions.models import UserSession
from django.contrib import messages
from django.contrib.auth import logout
from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import redirect
from django.views.decorators.http import require_POST

from suluh.web.access import signed_in
from suluh.web.models import Person
from suluh.web.tongue import lang_of, said


@require_POST
@signed_in
def everywhere(request: HttpRequest) -> HttpResponse:
    """Every session of this person ends, this one too. Keys of the API have a page of their own and stay."""
    for session in UserSession.objects.filter(user=request.user.pk):
        session.end()
    logout(request)
    messages.success(request, said("acc_devices_out", lang_of(request)))
    return redirect("account_login")


@signed_in
def password(request: HttpRequest) -> HttpResponseBase:
    """A new password, for those who have one; the others sign in through their organisation."""
    person: Person = request.user  # type: ignore[assignment]
    if not person.has_usable_password():
        messages.info(request, said("acc_no_password", lang_of(request)))
        return redirect("mfa_index")
    answer: HttpResponseBase = password_change(request)
    return answer
