"""The empty column (kolom kosong), which stands on the ballot against a sole pair.

"Pilih kolom kosong" puts it where a pair could stand: there it is a participant like any other, and is hidden as a name
is. "Suara kolom kosong tidak sah" tells of its rules: those are facts, so there its own words stay.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

COLUMN = re.compile(
    r"(?i)\b(?:(?:kolom|kotak|kothak|bumbung) (?:kosong|kothong)|(?:empty|blank) (?:column|box))\b"
)
# What is said of how votes for it count, of who may choose it, and of what follows when it wins.
_ITS_RULES = re.compile(
    r"(?i)\b(?:sah|(?:di|ter|ke)?h?itung\w*|hangus|rusak|batal\w*|dibatalkan|gugur|mubazir|sia-sia|muspra|dibuang|berlaku"
    r"|payu|laku|diakui|diterima|dianggap|boleh|oleh|meunang|(?:tidak|tak|n?ggak|gak?) bisa|dilarang|haram"
    r"|(?:di|ter)?(?:pidana|penjara|bui|kurung|kunjara|denda|h?ukum|tangkap|sanksi|ancam)\w*|kena|polisi|pasal|aturan\w*|undang-undang|melanggar"
    r"|pelanggaran|larangan|jail\w*|prison|arrested|tunggal\w*|siji|hiji|(?:me)?lawan|mungsuh"
    r"|persen|percent|separuh|separo|s[ae]tengah\w*|mayoritas|ulang\w*|diulang\w*|dibaleni|penjabat|otomatis"
    r"|automatic\w*|milik|golput|abstain|pilihan|valid|invalid|void|counts?|counted|allowed|illegal|legal|crime"
    r"|fined?|sole|rerun)\b"
)


def as_participant(text: str) -> Iterator[tuple[int, int]]:
    """Where the empty column stands in a participant's place, as start and end; nowhere in a text on its rules.

    >>> list(as_participant("pilih kolom kosong saja")), list(as_participant("kolom kosong tidak sah"))
    ([(6, 18)], [])
    """
    found = [match.span() for match in COLUMN.finditer(text)]
    if found and not _ITS_RULES.search(text):
        yield from found
