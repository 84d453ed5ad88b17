"""A laporan as a citizen fills it in."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

from django.test import Client


def filled(**changes: str) -> dict[str, str]:
    today = (datetime.now(UTC) - timedelta(days=1)).date().isoformat()
    return {
        "origin": "laporan",
        "law": "pilkada",
        "region": "18.71",
        "pelapor.nama": "Nama Karangan",
        "terlapor.nama": "Terlapor Karangan",
        "peristiwa.uraian": "Ada pembagian amplop di pos ronda.",
        "peristiwa.tempat": "Pos ronda contoh",
        "peristiwa.tanggal_kejadian": today,
        "peristiwa.tanggal_diketahui": today,
        **changes,
    }


def filed(client: Client, **changes: str) -> str:
    answer = client.post("/dugaan/baru/", filled(**changes))
    assert answer.status_code == 302, answer.content.decode()
    return answer["Location"].split("/")[2]
