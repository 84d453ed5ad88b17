"""What makes a contradiction unsure that a frame is sure of: the visitor asks, or counts days from another day.

Written after true statements and questions that were called false: "TPS tutup jam 5 sore kan", "H-1 pencoblosan itu
tanggal 26 November", "dilarang kampanye 24 sampai 26 November". Such a message gets the fact and no verdict.
"""

from __future__ import annotations

import re

from suluh.facts import Fact

ADDRESSED = "pak|bapak|bu|ibu|kak|kakak|min|mimin|admin|mas|mbak|bang|om|tante|kang|teh|gan|sis|bun"
# "… ya pak" and "… kan bu" ask one person; "… ya bapak ibu" tells many.
_TAG = re.compile(
    rf"(?<!\w)(?:(?:kan|toh|bukan(?: sih)?)(?: (?:{ADDRESSED}))?|ya (?:{ADDRESSED}))\W*$"
)
_REALLY = re.compile(
    r"(?<!\w)(?:beneran|betulkah|benarkah|benar ?kah|betul tidak|bener ga|bener gak)(?!\w)"
)
_COUNTED = re.compile(
    r"(?<!\w)(?:h ?[-+] ?\d+|besok(?:nya)?|esok(?:nya)?|keesokan\w*|lusa|kemarin|(?:hari|minggu|pekan) lagi)(?!\w)"
)
_DATED = re.compile(
    r"(?<!\w)(?:(?:tanggal|tgl) ?\d|\d{1,2} (?:jan|feb|mar|apr|mei|jun|jul|agu|ags|sep|okt|nov|des))"
)
_FORBIDS = re.compile(
    r"(?<!\w)(?:dilarang|larangan|(?:tidak|gak|ga|tak|nggak) (?:lagi )?boleh)(?!\w)"
)
BOUNDED = frozenset({"campaign_period", "media_ad_period"})  # what is forbidden outside them


def asks(text: str) -> bool:
    """Whether it asks without a question mark.

    >>> asks("TPS tutup jam 5 sore kan bu"), asks("Coblosan tanggal 28 November ya bapak ibu")
    (True, False)
    """
    said = " ".join(text.lower().split())
    return bool(_TAG.search(said) or _REALLY.search(said))


def counts_days(text: str) -> bool:
    """Whether one day is told by another, which a frame can take for the day of the vote.

    >>> counts_days("H-1 pencoblosan itu tanggal 26 November"), counts_days("besok pilkada dibatalkan")
    (True, False)
    """
    said = text.lower()
    return bool(_COUNTED.search(said) and _DATED.search(said))


def forbids(text: str, fact: Fact) -> bool:
    """Whether it says when something is forbidden, beside a fact that says when it is allowed."""
    return fact.slot in BOUNDED and bool(_FORBIDS.search(text.lower()))
