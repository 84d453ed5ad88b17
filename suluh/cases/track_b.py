"""Track B: is there an alleged violation of election law? The states of process.md section 5, as Bawaslu works.

The names are Bawaslu's. Only Bawaslu's supervisors move a case here; nothing that happens on this track does anything
to a post, and a finding is not a decision of the platform. `dicabut` and `diteruskan` are ours: process.md says that
a registered report cannot be withdrawn (so an unregistered one can), and that findings go to KPU, DKPP and Gakkumdu.
A row with a fact has a source; the others of Bawaslu's practice are from memory, and marked so.
"""

from __future__ import annotations

from enum import StrEnum

from suluh.cases import guards as g
from suluh.cases.actors import REPORTERS, Role
from suluh.cases.case import NEW, STAY
from suluh.cases.events import (
    Acknowledged,
    Closed,
    Escalated,
    EvidenceAdded,
    ExtraInfoAsked,
    GakkumduMoved,
    HandedOver,
    HandlingStarted,
    HandoverReceived,
    InitiallyReviewed,
    InitialReviewStarted,
    Leased,
    Linked,
    Message,
    NotRegistered,
    Registered,
    Released,
    RepairAsked,
    Repaired,
    Reported,
    Ruled,
    Shared,
    Sighted,
    Taken,
    Unshared,
    Withdrawn,
)
from suluh.cases.steps import step


class State(StrEnum):
    INFORMASI_AWAL = "informasi_awal"
    LAPORAN = "laporan"
    TEMUAN = "temuan"
    DITERIMA = "diterima"
    KAJIAN_AWAL = "kajian_awal"
    TIDAK_MEMENUHI = "tidak_memenuhi"
    PERBAIKAN_DIMINTA = "perbaikan_diminta"
    TIDAK_DIREGISTER = "tidak_diregister"
    DIREGISTER = "diregister"
    PENANGANAN = "penanganan"
    KETERANGAN_TAMBAHAN = "keterangan_tambahan"
    KEPUTUSAN = "keputusan"
    DITERUSKAN = "diteruskan"
    DICABUT = "dicabut"
    SELESAI = "selesai"


S = State
OFFICER = frozenset({Role.SUPERVISOR})
OTHER = g.not_own_report
BEFORE_REGISTER = (
    S.INFORMASI_AWAL, S.LAPORAN, S.DITERIMA, S.KAJIAN_AWAL, S.TIDAK_MEMENUHI, S.PERBAIKAN_DIMINTA,
)  # fmt: skip
OPEN = tuple(s for s in S if s not in (S.SELESAI, S.DICABUT, S.TIDAK_DIREGISTER))
WORDS = {*REPORTERS, Role.AUTHORITY, Role.TRIAGE, Role.AUTHOR}

TABLE = (
    # First word of it: from anybody, a reporter with a name, or the supervisors themselves
    step(Reported, NEW, S.INFORMASI_AWAL, {*REPORTERS, Role.MACHINE}, choice="informasi_awal", mark="M"),
    step(Reported, NEW, S.LAPORAN, REPORTERS, choice="laporan", fact="ID-LAW-018"),
    step(Reported, NEW, S.TEMUAN, OFFICER, choice="temuan", mark="M"),
    step(Acknowledged, (S.INFORMASI_AWAL, S.LAPORAN, S.TEMUAN), S.DITERIMA, OFFICER, mark="M"),
    # Kajian awal: formal and material requirements (ID-LAW-019, ID-LAW-020)
    step(InitialReviewStarted, S.DITERIMA, S.KAJIAN_AWAL, OFFICER, OTHER, mark="M"),
    step(InitiallyReviewed, S.KAJIAN_AWAL, STAY, OFFICER, OTHER, choice="complete", fact="ID-LAW-019"),
    step(InitiallyReviewed, S.KAJIAN_AWAL, S.TIDAK_MEMENUHI, OFFICER, OTHER, choice="incomplete", fact="ID-LAW-020"),
    step(RepairAsked, S.TIDAK_MEMENUHI, S.PERBAIKAN_DIMINTA, OFFICER, mark="M"),
    step(Repaired, S.PERBAIKAN_DIMINTA, S.KAJIAN_AWAL, REPORTERS, mark="M"),
    step(NotRegistered, (S.TIDAK_MEMENUHI, S.PERBAIKAN_DIMINTA), S.TIDAK_DIREGISTER, OFFICER, OTHER, mark="M"),
    step(Registered, S.KAJIAN_AWAL, S.DIREGISTER, OFFICER, g.nothing_lacking, fact="ID-LAW-022"),
    step(Withdrawn, BEFORE_REGISTER, S.DICABUT, REPORTERS, g.reported_before_in_register),
    # Penanganan: three days, and two more for keterangan tambahan (ID-LAW-017)
    step(HandlingStarted, S.DIREGISTER, S.PENANGANAN, OFFICER, fact="ID-LAW-017"),
    step(ExtraInfoAsked, S.PENANGANAN, S.KETERANGAN_TAMBAHAN, OFFICER, fact="ID-LAW-017"),
    step(Ruled, (S.PENANGANAN, S.KETERANGAN_TAMBAHAN), S.KEPUTUSAN, OFFICER, OTHER, mark="M"),
    # To whom it concerns
    step(HandedOver, S.KEPUTUSAN, S.DITERUSKAN, OFFICER, g.fitting_destination, choice="KPU", mark="M"),
    step(HandedOver, S.KEPUTUSAN, S.DITERUSKAN, OFFICER, g.fitting_destination, choice="DKPP", mark="M"),
    step(HandedOver, S.KEPUTUSAN, S.DITERUSKAN, OFFICER, g.fitting_destination, choice="Gakkumdu", fact="ID-LAW-024"),
    step(HandedOver, S.KEPUTUSAN, S.DITERUSKAN, OFFICER, g.fitting_destination, choice="instansi", mark="M"),
    step(HandoverReceived, S.DITERUSKAN, STAY, {*OFFICER, Role.AUTHORITY}, g.no_receipt_yet),
    step(GakkumduMoved, S.DITERUSKAN, STAY, {*OFFICER, Role.AUTHORITY}, g.at_gakkumdu, fact="ID-LAW-023"),
    step(Closed, (S.KEPUTUSAN, S.DITERUSKAN, S.TIDAK_DIREGISTER), S.SELESAI, OFFICER, g.handed_over_if_any, mark="M"),
    # At any time
    step(Sighted, tuple(S), STAY, {*REPORTERS, Role.MACHINE}),
    step(EvidenceAdded, OPEN, STAY, WORDS),
    step(Message, tuple(S), STAY, WORDS),
    step(Shared, tuple(S), STAY, Role.SUPERVISOR, g.another_office),
    step(Unshared, tuple(S), STAY, Role.SUPERVISOR, g.is_shared),
    step(Linked, tuple(S), STAY, {*OFFICER, Role.TRIAGE, Role.MACHINE}, g.another_track),
    step(Escalated, OPEN, STAY, {*OFFICER, Role.MACHINE}, g.one_rung_up, fact="ID-LAW-026"),
    step(Leased, OPEN, STAY, OFFICER, g.lease_is_to_be_had),
    step(Taken, OPEN, STAY, OFFICER, g.holds_it),
    step(Released, OPEN, STAY, {*OFFICER, Role.MACHINE}, g.holds_it_or_desk),
)  # fmt: skip
