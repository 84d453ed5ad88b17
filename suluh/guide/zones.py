"""The three time zones of Indonesia, by province (Keppres 41/1987; provinces made since keep the zone they were in)."""

from __future__ import annotations

ZONES = {"WIB": "Asia/Jakarta", "WITA": "Asia/Makassar", "WIT": "Asia/Jayapura"}
_WITA = {"51", "52", "53", "63", "64", "65", *(str(code) for code in range(71, 77))}


def zone_of(code: str) -> str:
    """The zone of a province, regency or city by Kemendagri code; "" for the nation.

    >>> zone_of("18.71"), zone_of("51"), zone_of("91.03"), zone_of("ID")
    ('WIB', 'WITA', 'WIT', '')
    """
    province = code.split(".")[0]
    if not province.isdigit():
        return ""
    if province in _WITA:
        return "WITA"
    return "WIT" if int(province) > 80 else "WIB"
