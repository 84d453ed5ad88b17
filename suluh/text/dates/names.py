"""How months, weekdays and what stands between two days are written: Indonesian, English, Javanese, Sundanese."""

from __future__ import annotations

_MONTH_NAMES = (
    "januari january jan",
    "februari pebruari february feb peb",
    "maret march mar",
    "april apr",
    "mei may",
    "juni june jun",
    "juli july jul",
    "agustus august agt agu ags aug",
    "september sept sep",
    "oktober october okt oct",
    "november nopember nopémber nov nop",
    "desember december des dec",
)
MONTHS = {name: i + 1 for i, names in enumerate(_MONTH_NAMES) for name in names.split()}
_WEEKDAY_NAMES = (
    "senin senen monday",
    "selasa salasa tuesday",
    "rabu rebo wednesday",
    "kamis kemis thursday",
    "jumat jum'at jemuah juma'ah friday",
    "sabtu saptu setu saturday",
    "minggu ahad sunday",
)
WEEKDAYS = {name: i for i, names in enumerate(_WEEKDAY_NAMES) for name in names.split()}

MONTH = r"(?:" + "|".join(sorted(MONTHS, key=len, reverse=True)) + r")\b\.?"
WEEKDAY = r"(?:" + "|".join(sorted(WEEKDAYS, key=len, reverse=True)) + r")\b"
TO = (
    r"\s*(?:-|–|—|s\.?\s?/?\s?d\.?|sampai(?:\s+dengan)?|hingga|to|until|through|till|nepi ka"
    r"|dugi ka|tekan|nganti|tumeka)\s*(?:tanggal\s+|tgl\.?\s+|kaping\s+)?"
)
AND = r"\s*(?:&|dan|and|atau|or|lan|jeung|\+|,|/)\s*(?:tanggal\s+|tgl\.?\s+)?"
DAY = r"(?<![\d.,/:-])(\d{1,2})(?:st|nd|rd|th)?"
YEAR = r"(?:\s*,?\s*(?:tahun\s+)?((?:19|20)\d\d)(?![\d])(?![.,]\d))?"
