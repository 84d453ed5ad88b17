"""Who is told that a fact that touches the vote is about to change: who could know better, and in whose name it was done.

By letter and by signed webhook, in the transaction that makes the change wait; and on the pages of the desks.
"""

from __future__ import annotations

from datetime import datetime
from typing import Literal

from django.db.models import Q

from suluh.cases import Role
from suluh.web import home
from suluh.web.jobs import hooks
from suluh.web.jobs.sending import stable_id
from suluh.web.jobs.table import put
from suluh.web.models import Grant, Person
from suluh.web.partner.proposals import Proposal
from suluh.web.tongue import moment, said

KNOW_BETTER = (Role.FACT_STEWARD, Role.SUPERVISOR, Role.SENIOR_PANEL)
What = Literal["waiting", "published", "stopped"]


def ring(what: What, proposal: Proposal, now: datetime) -> None:
    """A letter to each of them and a call to every hook that listens, put in line."""
    link = f"{home.address()}/fakta/usulan/{proposal.id}/"
    text = "\n\n".join(_letter(what, proposal, link, lang) for lang in ("id", "en"))
    subject = said(f"fact_{what}_subject", "id", fact=proposal.fact)
    for address in _addresses(proposal):
        key = f"fact:{proposal.id}:{what}:{stable_id(address)}"
        put(key, "email", "smtp", {"to": address, "subject": subject, "text": text}, now)
    due = proposal.due.isoformat() if proposal.due else None
    told = {"proposal": proposal.id, "fact": proposal.fact, "due": due, "link": link}
    hooks.tell(f"fact.{what}", f"fact:{proposal.id}:{what}", told, "", now)


def _letter(what: What, proposal: Proposal, link: str, lang: str) -> str:
    due = moment(proposal.due, lang) if proposal.due else ""
    return said(f"fact_{what}_letter", lang, fact=proposal.fact, why=proposal.why, due=due,
                organisation=proposal.organisation or "–", reason=proposal.end_why or proposal.reason or "–",
                version=proposal.version, link=link)  # fmt: skip


def _addresses(proposal: Proposal) -> list[str]:
    """Also of whoever proposed and accepted it: the owner of a stolen account learns of it here."""
    offices = Grant.objects.filter(role__in=KNOW_BETTER).values("person")
    theirs = Q(pk__in=offices) | Q(key__in=(proposal.by, proposal.judged_by))
    people = Person.objects.filter(theirs, is_active=True).exclude(email="")
    return sorted(set(people.values_list("email", flat=True)))
