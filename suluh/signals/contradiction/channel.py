"""Which pages are official: polling stations and reports are looked up and filed on government domains only."""

from __future__ import annotations

import re
from collections.abc import Iterator

from suluh.signals.contradiction.frames import Finding, Statement
from suluh.signals.contradiction.official import Official

_DOMAIN = re.compile(r"(?<![@\w])((?:[a-z0-9-]+\.)+[a-z]{2,})(?![\w@])")
_ELECTION_NAME = re.compile(r"kpu|bawaslu|pilkada|pemilu|tps|dpt|coblos|lapor")
_LOOK_UP = re.compile(r"\bcek\b|\bcheck\b|daftar pemilih|\bdpt\b")
_REPORT = re.compile(r"\blapor|\breport")


def channel(s: Statement, official: Official) -> Iterator[Finding]:
    """A page for voters that is named like an election body's and is not on go.id."""
    for match in _DOMAIN.finditer(s.text, s.start, s.end):
        host = match[1]
        if host.endswith("go.id") or not _ELECTION_NAME.search(host) or s.has("NEG"):
            continue
        said = s.text[s.start : s.end]
        slot = "official_channel" if _REPORT.search(said) else "check_dpt_url"
        if _LOOK_UP.search(said) or _REPORT.search(said):
            yield Finding(slot, "other_page", *match.span(1), sure=False)
            return
