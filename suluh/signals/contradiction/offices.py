"""Which offices are elected here: Yogyakarta holds no election for governor, Jakarta none for mayors."""

from __future__ import annotations

import re
from collections.abc import Iterator

from suluh.signals.contradiction.frames import Finding, Statement
from suluh.signals.contradiction.official import Official

SLOT = "offices_elected"
_CHOOSING = (
    r"(?:pemilihan|pemungutan suara|(?:ny|c|menc|dic)oblos\w*|m?e?milih|pilih|milih|surat suara"
    r"|election for|vote for)"
)
_RACES = {
    "governor": re.compile(
        rf"\bpilgub\w*|\b{_CHOOSING} (?:calon |a |the )?(?:gubernur|gupernur|governor)\w*"
        r"|\b(?:governor|gubernatorial) (?:election|race|vote)"
    ),
    "regent_mayor": re.compile(
        rf"\bpil(?:bup|wal|wakot|walkot|kot)\w*|\b{_CHOOSING} (?:calon |a |the )?(?:bupati|wali ?kota|mayor|regent)\w*"
        r"|\bmayoral (?:election|race|vote)"
    ),
}
_NONE = re.compile(
    r"\b(?:tidak|bukan|belum|tanpa|ora|gak|teu|no|not|never|without|euweuh|moal|mboten|dudu|kecuali|selain)\b"
)


def offices(s: Statement, official: Official) -> Iterator[Finding]:
    """An election said to be held for an office that is filled otherwise in this region."""
    if s.elsewhere:
        return
    for race in races_not_held(s, official):
        denied = bool(_NONE.search(s.text, *_clause(s, race)))
        yield Finding(SLOT, "not_elected", *race.span(), agrees=denied, sure=False)
        return


def races_not_held(s: Statement, official: Official) -> list[re.Match[str]]:
    """The elections that this sentence names although the region holds none for that office."""
    return [
        found
        for office, race in _RACES.items()
        if official.field(SLOT, office) is False and (found := race.search(s.text, s.start, s.end))
    ]


def _clause(s: Statement, race: re.Match[str]) -> tuple[int, int]:
    begin = max((c for c in s.cuts if c <= race.start()), default=s.start)
    end = min((c for c in s.cuts if c > race.start()), default=s.end)
    return begin, end
