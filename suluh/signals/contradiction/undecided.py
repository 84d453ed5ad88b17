"""Plain talk of a voting rule that no frame could decide: handed to a person with the nearest fact."""

from __future__ import annotations

from suluh.signals.contradiction.frames import Statement

# Which fact is nearest when only these concepts are known, the most telling first.
_NEAREST = (
    ("INVITATION", "notice_not_mandatory"),
    ("NO_ARREARS", "id_documents"),
    ("IKD", "id_documents"),
    ("ID_COPY", "id_documents"),
    ("KTP_PHYSICAL", "id_documents"),
    ("PROXY", "one_vote"),
    ("DOUBLE", "one_vote"),
    ("HELPER", "disability_assistance"),
    ("MARK_OTHER", "valid_mark"),
    ("BALLOT", "ballot_types"),
    ("ANYWHERE", "anywhere_ktp_false"),
    ("RESIDENT_AWAY", "anywhere_ktp_false"),
    ("DPTB", "transfer_deadline_special"),
    ("TRANSFER", "transfer_deadline_special"),
    ("DPK", "glossary_lists"),
    ("UNLISTED", "glossary_lists"),
    ("KTP", "id_documents"),
    ("ONLINE", "valid_mark"),
    ("MINOR", "eligibility"),
    ("FOREIGNER", "eligibility"),
    ("SOLDIER", "eligibility"),
    ("POLICE", "eligibility"),
    ("PRISONER", "eligibility"),
    ("DISABLED", "disability_assistance"),
    ("ABSTAIN", "abstain_not_crime"),
    ("VOTE_RIGHT", "eligibility"),
    ("DPT", "eligibility"),
    ("OPEN", "voting_hours"),
    ("CLOSE", "voting_hours"),
    ("TPS", "voting_hours"),
)
_THINGS = frozenset(
    "TPS BALLOT INVITATION KTP KTP_PHYSICAL ID_COPY IKD DPT DPTB TRANSFER DPK UNLISTED VOTE_RIGHT VOTE DAY VOTER"
    " MARK_OTHER MARK_MULTI PROXY HELPER RESIDENT_AWAY ANYWHERE NO_ARREARS ONLINE KPPS EMPTY_COLUMN ABSTAIN".split()
)
_GROUPS = frozenset(
    "MINOR FOREIGNER SOLDIER POLICE PRISONER MENTAL DISABLED MARRIED UNLISTED DPK DPTB RESIDENT_AWAY".split()
)
_FORCES = frozenset("must cannot need_not".split())
_NOT_A_RULE = frozenset(
    "PAIR CAMPAIGN PLAN OPINION QUICK_COUNT SIREKAP RECAP COUNTING REWARD THOUGHT REPORT_VIOLATION ANNOUNCE".split()
)


def undecided(s: Statement) -> str | None:
    """The slot of the nearest fact when a sentence lays down a rule of voting; None otherwise.

    A rule: two things of the voting procedure, and a must, a cannot, an "only" or a "from now on".
    """
    concepts = {t.concept for t in s.tokens}
    if (
        s.elsewhere
        or concepts & _NOT_A_RULE
        or not concepts & {"VOTE", "TPS", "VOTE_RIGHT", "DAY", "BALLOT"}
    ):
        return None
    things = concepts & _THINGS
    force = any(m.force in _FORCES for m in s.modals())
    granted = any(m.force == "can" for m in s.modals()) and bool(
        concepts & ({"NOW", "ONLY", "ENOUGH"} | _GROUPS)
    )
    timed = bool(concepts & {"ONLY", "OPEN", "CLOSE"}) and bool(
        concepts & {"OPEN", "CLOSE", "UNTIL", "PRAYER"}
    )
    lost = bool(concepts & {"LOST", "ABOLISHED", "POSTPONE"}) and len(things) >= 2
    firm = bool(concepts & {"NOW", "CANNOT", "ONLY", "MUST"}) and len(things) >= 2
    if not (
        (force and len(things) >= 2)
        or (granted and len(things) >= 2)
        or (timed and "TPS" in concepts)
        or lost
        or firm
    ):
        return None
    return next((slot for concept, slot in _NEAREST if concept in concepts), None)
