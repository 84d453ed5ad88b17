"""Who may do what, where: one table, and the decorator by which every page asks it.

A role is granted for a region ("" is all of Indonesia, "18" a province, "18.71" a regency or city). A page that no rule
covers does not start: tests/web/test_access.py walks every route.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from enum import StrEnum
from functools import wraps
from typing import TYPE_CHECKING, Any, TypeAlias

from django.contrib.auth.views import redirect_to_login
from django.core.exceptions import PermissionDenied
from django.db.models import Q, QuerySet
from django.http import Http404, HttpRequest, HttpResponseBase

from suluh.cases import Role, Track

if TYPE_CHECKING:
    from suluh.web.models import CaseRow, Person, SharedRow


class Reach(StrEnum):
    """How far a grant goes."""

    OWN = "own"  # what one reported oneself
    REGION = "region"  # the cases of the region for which the role is granted


class Action(StrEnum):
    """What can be done here. Whether a case is at the right place for it, `suluh.cases` says."""

    QUEUE = "queue"  # see what waits at one's desk
    SEE = "see"  # open a case
    HOLD = "hold"  # take it, give it back
    ROUTE = "route"  # acknowledge, sort, send on
    DECIDE = "decide"
    HEAR = "hear"  # decide an appeal
    FACT_CHECK = "fact_check"
    ASK = "ask"  # ask whoever reported for more
    NOTE = "note"  # write for the next person at the desk
    REPORT = "report"
    EVIDENCE = "evidence"  # add a picture, a recording, a document to a case
    LOOK = "look"  # see the media of a case
    AUDIT = "audit"  # read every event
    EXPORT = "export"  # take a case out on paper
    PERSONAL = "personal"  # see personal data in it, which is recorded each time
    WRITE = "write"  # to the desk, on a case that one reported oneself
    PROPOSE = "propose"  # a change to a fact, an official account
    PUBLISH_FACT = "publish_fact"  # a change that somebody else proposed
    PUBLISH_REVIEW = "publish_review"  # a claim review
    SHARE = "share"  # let the office of another region read a case
    LOOKS = "looks"  # read what auditors have looked at
    SIGHTS = "sights"  # read who has seen which personal data, and why
    FILE = "file"  # a laporan, a temuan; its form is one's own
    HANDLE = "handle"  # the steps of election law
    ORDER = "order"  # a legal order, from its receipt to its end
    LINK = "link"  # with a case on another track
    STANDING = "standing"  # coach, suspend, reinstate an organisation that reports
    SPREAD = "spread"  # whom an organisation's reports speak of: an audit, recorded each time
    BULK = "bulk"  # decide or sort many at once; each case asks for DECIDE or ROUTE again
    SECOND = "second"  # decide a case of the sample without seeing the first decision
    MEASURE = "measure"  # read how far reviewers agree
    CALIBRATE = "calibrate"  # write down what a disagreement led to
    GROUPS = "groups"  # see the groups of accounts that a search found, which have no region, and say what they are
    PROTECT = (
        "protect"  # answer for one's organisation that it has a threat which was handed over to it
    )
    OPEN_GROUP = "open_group"  # make a case of track A of such a group
    TRAIN = "train"  # lead a workshop, read what provinces misjudge


R = Role
ON_DESK = (
    R.TRIAGE, R.REVIEWER, R.SENIOR_PANEL, R.FACT_CHECKER, R.LEGAL_GATEWAY, R.APPEAL_PANEL, R.INVESTIGATOR, R.SUPERVISOR,
)  # fmt: skip


def _all(roles: Iterable[Role], reach: Reach = Reach.REGION) -> dict[Role, Reach]:
    return dict.fromkeys(roles, reach)


TABLE: dict[Action, dict[Role, Reach]] = {
    Action.QUEUE: _all((*ON_DESK, R.AUDITOR)),
    Action.SEE: _all((*ON_DESK, R.AUDITOR)) | _all((R.REPORTER_TRUSTED, R.REPORTER_PUBLIC), Reach.OWN),
    Action.HOLD: _all(ON_DESK),
    Action.ROUTE: _all((R.TRIAGE,)),
    Action.DECIDE: _all((R.REVIEWER, R.SENIOR_PANEL)),
    Action.HEAR: _all((R.APPEAL_PANEL,)),
    Action.FACT_CHECK: _all((R.FACT_CHECKER,)),
    Action.ASK: _all((R.TRIAGE, R.REVIEWER, R.SENIOR_PANEL, R.FACT_CHECKER, R.INVESTIGATOR)),
    Action.NOTE: _all(ON_DESK),
    Action.REPORT: _all((R.REPORTER_TRUSTED, R.REPORTER_PUBLIC), Reach.OWN),
    Action.EVIDENCE: _all(ON_DESK) | _all((R.REPORTER_TRUSTED, R.REPORTER_PUBLIC), Reach.OWN),
    Action.LOOK: _all((*ON_DESK, R.AUDITOR)),
    Action.AUDIT: _all((R.AUDITOR,)),
    Action.EXPORT: _all(ON_DESK),
    Action.PERSONAL: _all((R.SUPERVISOR, R.LEGAL_GATEWAY, R.SENIOR_PANEL)),
    Action.WRITE: _all((R.REPORTER_TRUSTED, R.REPORTER_PUBLIC), Reach.OWN),
    Action.PROPOSE: _all((R.REPORTER_TRUSTED, R.FACT_CHECKER, R.FACT_STEWARD, R.SUPERVISOR)),
    Action.PUBLISH_FACT: _all((R.FACT_STEWARD,)),
    Action.PUBLISH_REVIEW: _all((R.FACT_CHECKER,)),
    Action.SHARE: _all((R.TRIAGE, R.SENIOR_PANEL, R.SUPERVISOR)),
    Action.SIGHTS: _all((R.AUDITOR,)),
    Action.LOOKS: _all((R.AUDITOR, R.SENIOR_PANEL)),
    Action.FILE: _all((R.SUPERVISOR,)) | _all((R.REPORTER_TRUSTED, R.REPORTER_PUBLIC), Reach.OWN),
    Action.HANDLE: _all((R.SUPERVISOR,)),
    Action.ORDER: _all((R.LEGAL_GATEWAY,)),
    Action.LINK: _all((R.TRIAGE, R.REVIEWER, R.SENIOR_PANEL, R.SUPERVISOR, R.LEGAL_GATEWAY)),
    Action.STANDING: _all((R.SENIOR_PANEL,)),
    Action.SPREAD: _all((R.SENIOR_PANEL, R.AUDITOR)),
    Action.BULK: _all((R.TRIAGE, R.REVIEWER, R.SENIOR_PANEL)),
    Action.SECOND: _all((R.REVIEWER, R.SENIOR_PANEL)),
    Action.MEASURE: _all((R.SENIOR_PANEL, R.AUDITOR)),
    Action.CALIBRATE: _all((R.SENIOR_PANEL,)),
    Action.GROUPS: _all((R.TRIAGE, R.REVIEWER, R.SENIOR_PANEL, R.INVESTIGATOR, R.SUPERVISOR)),
    Action.PROTECT: _all((R.SUPERVISOR, R.REPORTER_TRUSTED), Reach.OWN),
    Action.OPEN_GROUP: _all((R.TRIAGE, R.REVIEWER, R.SENIOR_PANEL, R.INVESTIGATOR)),
    Action.TRAIN: _all((R.SUPERVISOR, R.SENIOR_PANEL, R.FACT_STEWARD)),
}  # fmt: skip

# What an office may do with a case that another has shared with it: read it, and say something to those who have it.
SHARING_GIVES = frozenset({Action.SEE, Action.LOOK, Action.NOTE})

# Tracks never mix, and neither do those who see them: election law is Bawaslu's, orders are the legal gateway's.
TRACKS: dict[Role, frozenset[Track]] = {role: frozenset({Track.A}) for role in Role} | {
    R.SUPERVISOR: frozenset({Track.B}),
    R.LEGAL_GATEWAY: frozenset({Track.A, Track.C}),
    R.AUDITOR: frozenset(Track),
    R.REPORTER_TRUSTED: frozenset({Track.A, Track.B}),
    R.REPORTER_PUBLIC: frozenset({Track.A, Track.B}),
}

# Pages of Django's and allauth's that do not pass our decorator. "anyone" or "signed in", checked by their own code.
ELSEWHERE: dict[str, str] = {
    "account_login": "anyone",
    "account_signup": "anyone",  # closed: see people.ByInvitation
    "account_inactive": "anyone",
    "account_logout": "anyone",
    "account_reauthenticate": "signed in",
    "usersessions_list": "signed in",
    "mfa_index": "signed in",
    "mfa_authenticate": "anyone",  # the second step of signing in
    "mfa_reauthenticate": "signed in",
    "mfa_activate_totp": "signed in",
    "mfa_deactivate_totp": "signed in",
    "mfa_generate_recovery_codes": "signed in",
    "mfa_view_recovery_codes": "signed in",
    "mfa_download_recovery_codes": "signed in",
    "mfa_login_webauthn": "anyone",
    "mfa_reauthenticate_webauthn": "signed in",
    "mfa_list_webauthn": "signed in",
    "mfa_add_webauthn": "signed in",
    "mfa_edit_webauthn": "signed in",
    "mfa_remove_webauthn": "signed in",
}  # fmt: skip

View: TypeAlias = Callable[..., HttpResponseBase]
RULE = "suluh_rule"  # the attribute by which a page says which rule it has


def anyone(view: View) -> View:
    """A page for people without an account. Its own code keeps what is not theirs."""
    setattr(view, RULE, "anyone")
    return view


def signed_in(view: View) -> View:
    """A page for everyone with an account."""

    @wraps(view)
    def asked(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        if not request.user.is_authenticated:
            return redirect_to_login(request.get_full_path())
        return view(request, *args, **kwargs)

    setattr(asked, RULE, "signed in")
    return asked


def needs(action: Action) -> Callable[[View], View]:
    """A page for those whom the table grants `action`; where its address names a case, for that case.

    A case that is not theirs is not found (404): that it exists is none of their business. The page gets the case's row
    in place of its id.
    """

    def decorated(view: View) -> View:
        @signed_in
        @wraps(view)
        def asked(request: HttpRequest, **kwargs: Any) -> HttpResponseBase:
            person: Person = request.user  # type: ignore[assignment]
            if not roles_for(person, action):
                raise PermissionDenied
            case = str(kwargs.get("case", ""))
            if "case" in kwargs:
                kwargs["case"] = row_for(person, action, kwargs["case"])
            note_audit(request, person, action, case)
            return view(request, **kwargs)

        setattr(asked, RULE, action)
        return asked

    return decorated


def note_audit(request: HttpRequest, person: Person, action: Action, case: str = "") -> None:
    """What somebody may read as an auditor is written down before it is handed out (suluh.web.looks)."""
    if Role.AUDITOR in roles_for(person, action):
        from suluh.web.looks import looked

        looked(request, person, case)


def roles_for(person: Person, action: Action) -> tuple[Role, ...]:
    """The roles of this person to which the table grants the action, anywhere."""
    return tuple(role for role in person.roles if role in TABLE[action])


def row_for(person: Person, action: Action, case: str) -> CaseRow:
    """The case's row. Raises Http404 when there is none, or the action is not granted on it."""
    from suluh.web.models import CaseRow

    row = CaseRow.objects.filter(case=case).first()
    if row is None or not granted(person, action, row):
        raise Http404
    return row


def granted(person: Person, action: Action, row: CaseRow) -> tuple[Role, ...]:
    """The roles in which this person may do that on this case.

    Papers say what was decided: whoever could be the blind second on a case takes none out until the second has spoken.
    """
    if action is Action.EXPORT and _could_be_second(person, row):
        return ()
    return tuple(
        role
        for role, region in person.granted_roles
        if (reach := TABLE[action].get(role))
        and row.track in TRACKS[role]
        and (_is_own(person, row) if reach is Reach.OWN else _reaches(region, row, action))
    )


def shared_with(person: Person, action: Action = Action.SEE) -> Q:
    """For lists of cases: those which other offices have shared with this person's."""
    found = Q(pk__in=[])
    for role, region in person.granted_roles:
        if TABLE[action].get(role) is Reach.REGION and region:
            rows = _rows_shared().filter(Q(region=region) | Q(region__startswith=region + "."))
            tracks = [track.value for track in TRACKS[role]]
            found |= Q(pk__in=rows.values("case")) & Q(track__in=tracks)
    return found


def reached(person: Person, action: Action) -> Q | None:
    """For lists of cases: those in the regions for which the action is granted. None where that is all of them.

    What offices share is not among them; a list that wants it adds `shared_with`.
    """
    found = Q(pk__in=[])
    for role, region in person.granted_roles:
        if TABLE[action].get(role) is Reach.REGION:
            if not region and TRACKS[role] == frozenset(Track):
                return None
            here = Q(region=region) | Q(region__startswith=region + ".") if region else ~Q(pk="")
            found |= here & Q(track__in=[track.value for track in TRACKS[role]])
    return found


def covers(granted_for: str, region: str) -> bool:
    """Whether a grant for one region holds in another: everywhere, the same, or below it.

    >>> covers("", "18.71"), covers("18", "18.71"), covers("18.71", "18.72"), covers("18.7", "18.71")
    (True, True, False, False)
    """
    return not granted_for or region == granted_for or region.startswith(granted_for + ".")


def _reaches(region: str, row: CaseRow, action: Action) -> bool:
    """A case of one's region, or one that is shared with it, where sharing gives this action."""
    if covers(region, row.region):
        return True
    shared = _rows_shared().filter(case=row.case) if action in SHARING_GIVES else ()
    return any(covers(region, one.region) for one in shared)


def _rows_shared() -> QuerySet[SharedRow]:
    from suluh.web.models import SharedRow

    return SharedRow.objects.all()


def _could_be_second(person: Person, row: CaseRow) -> bool:
    from django.utils import timezone

    from suluh.web.console.seconds import is_hidden

    return is_hidden(person, row, timezone.now())


def _is_own(person: Person, row: CaseRow) -> bool:
    from suluh.web.models import Reporter

    return Reporter.objects.filter(case=row.case, person=person.key).exists()
