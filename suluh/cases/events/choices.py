"""The words that an event may choose from."""

from __future__ import annotations

from typing import Literal

Priority = Literal["P0", "P1", "P2", "P3", "P4"]
Outcome = Literal[
    "no_action",
    "info_label",
    "context_label",
    "reco_ineligible",
    "require_aigc_label",
    "remove",
    "account_action",
]
Route = Literal[
    "duplicate",
    "out_of_scope",
    "in_review",
    "with_fact_checker",
    "with_security",
    "with_legal",
]
Verdict = Literal["upheld", "modified", "overturned"]
Finding = Literal["bukan_pelanggaran", "administrasi", "kode_etik", "pidana", "hukum_lain"]
Destination = Literal["KPU", "DKPP", "Gakkumdu", "instansi"]
Rung = Literal["regency", "province", "nation", "platform", "komdigi"]
Origin = Literal["informasi_awal", "laporan", "temuan"]
Law = Literal["pilkada", "pemilu"]
PartnerKind = Literal["bawaslu", "kpu"]  # who is told at once of a threat (data/handover.yaml)
Formal = Literal["identitas_pelapor", "identitas_terlapor", "tenggat", "tanda_tangan"]
Material = Literal["waktu_tempat", "uraian", "bukti"]
OrderCheck = Literal["authority", "legal_basis", "scope", "document"]
CourtStep = Literal[
    "penyidikan",
    "dikembalikan",
    "dilengkapi",
    "dilimpahkan",
    "putusan",
    "banding",
    "putusan_banding",
]
