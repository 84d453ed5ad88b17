"""Who may act in a case (process.md section 3) and the three tracks (section 2)."""

from __future__ import annotations

from enum import StrEnum


class Track(StrEnum):
    """What a case asks. A case stays on its track for ever; what belongs to another becomes a linked case there."""

    A = "A"  # does it break the platform's rules?
    B = "B"  # is there an alleged violation of election law?
    C = "C"  # an order of Komdigi or a court


class Role(StrEnum):
    """R1 to R11 of process.md, and four that its tables need and do not number."""

    REPORTER_TRUSTED = "reporter_trusted"  # R1
    REPORTER_PUBLIC = "reporter_public"  # R2
    TRIAGE = "triage"  # R3
    REVIEWER = "reviewer"  # R4
    SENIOR_PANEL = "senior_panel"  # R5
    FACT_CHECKER = "fact_checker"  # R6
    FACT_STEWARD = "fact_steward"  # R7
    LEGAL_GATEWAY = "legal_gateway"  # R8
    APPEAL_PANEL = "appeal_panel"  # R9
    AUDITOR = "auditor"  # R10
    INVESTIGATOR = "investigator"  # R11
    AUTHOR = "author"  # whose post it is
    SUPERVISOR = "supervisor"  # pengawas of the Bawaslu level that owns a track B case
    AUTHORITY = "authority"  # Komdigi, a court, KPU, DKPP, Gakkumdu: who orders or takes over
    MACHINE = "machine"  # a detector, the scan, the clock


REPORTERS = frozenset({Role.REPORTER_TRUSTED, Role.REPORTER_PUBLIC, Role.SUPERVISOR})
DESK = frozenset({Role.TRIAGE, Role.MACHINE})
DECIDERS = frozenset({Role.REVIEWER, Role.SENIOR_PANEL})
EVERYONE = frozenset(Role)
BUT_AUDITORS = EVERYONE - {Role.AUDITOR}  # who audits reads everything and changes nothing
