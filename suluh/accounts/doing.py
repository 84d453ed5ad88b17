"""What an account does: asks for identity numbers, sends an app, asks for money, announces a wrong voting day.

Read sentence by sentence; whoever warns of such a thing, or says that it is never done, does not do it.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from datetime import datetime
from functools import cache
from pathlib import Path

import yaml

from suluh.accounts.domains import hosts, is_of, lookalikes
from suluh.accounts.reasons import Reason, Where
from suluh.accounts.register import Official
from suluh.facts import Facts
from suluh.text.dates import dates
from suluh.text.normal import normalise
from suluh.text.privacy import mask

_FILE = Path(__file__).parent / "data" / "deeds.yaml"
LONGEST = 4000  # characters of one text that are read
_SENTENCE = re.compile(r"(?<=[!?\n])\s*|(?<=\.)\s+")
_SHOWN = 140  # characters of a sentence that are quoted

_AMOUNT = re.compile(
    r"\d[\d.]*\s*(?:ribu|rb|k|juta|jt|000)\b|\brp\b|\brupiah\b|\bpulsa\b|\bqris\b|\brekening\b|\bfee\b"
)
_OTHER_YEAR = re.compile(r"\bh-\d+\b|\bpemilu 20\d\d\b|\btahun 20[03]\d\b")
_CONTACT = re.compile(
    r"(?:wa\.me/|\bwa\b|whats?app|t\.me/|\btelegram\b|\bdm\b|\bjapri\b|\binbox\b|pesan pribadi|chat admin|\bchat\b)",
    re.IGNORECASE,
)
_SHORT = re.compile(
    r"\b(?:bit\.ly|s\.id|tinyurl\.com|cutt\.ly|shorturl\.at|t\.ly|rb\.gy|is\.gd)/\S+", re.IGNORECASE
)


@cache
def _patterns() -> dict[str, re.Pattern[str]]:
    listed: dict[str, list[str]] = yaml.safe_load(_FILE.read_text("utf-8"))
    return {
        name: re.compile(
            rf"\b(?:{'|'.join(re.escape(w).replace(chr(92) + '*', chr(92) + 'w*') for w in words)})\b"
        )
        for name, words in listed.items()
    }


def _says(what: str, words: str) -> bool:
    """Whether a word of this list of deeds.yaml stands in the normalised words."""
    return _patterns()[what].search(words) is not None


def speaks_of_the_vote(text: str) -> bool:
    """Whether an account speaks of the vote at all, which makes its case urgent."""
    return _says("vote", normalise(text[:LONGEST]).text)


def deeds(
    texts: Iterable[tuple[Where, str]],
    facts: Facts,
    sites: tuple[Official, ...],
    at: datetime | None,
) -> list[Reason]:
    """What the account does in its bio, links and posts; `at` (aware) is when they were seen."""
    found: list[Reason] = []
    for where, text in texts:
        for sentence in _SENTENCE.split(text[:LONGEST]):
            if sentence.strip():
                found += _in_sentence(where, sentence.strip(), facts, sites, at)
    return found


def _in_sentence(
    where: Where, sentence: str, facts: Facts, sites: tuple[Official, ...], at: datetime | None
) -> Iterator[Reason]:
    words = normalise(sentence).text
    if _says("guard", words):
        return
    shown = _quoted(sentence)
    ours = any(is_of(host, sites) for host, _, _ in hosts(sentence))
    for look in lookalikes(sentence, sites):
        yield Reason("lookalike_link", where, look.host, look.official, look.why)
    if not ours:
        yield from (Reason(kind, where, shown) for kind in _asked(words))
    yield from _false_dates(where, sentence, facts, at)
    if _CONTACT.search(sentence) and not ours:
        yield Reason("private_contact", where, shown)
    if short := _SHORT.search(sentence):
        yield Reason("short_link", where, short.group())


def _asked(words: str) -> Iterator[str]:
    rule = _says("rule", words)
    if _says("data", words) and _says("ask", words) and not rule:
        yield "asks_identity"
    if _says("app", words) and _says("get", words) and not rule:
        yield "sends_app"
    if (
        _says("money", words)
        and _says("pay", words)
        and _AMOUNT.search(words)
        and not _says("free", words)
    ):
        yield "asks_money"


def _false_dates(
    where: Where, sentence: str, facts: Facts, at: datetime | None
) -> Iterator[Reason]:
    """A day of voting other than the official one."""
    normal = normalise(sentence)
    if not (_says("day", normal.text) and _says("moved", normal.text)):
        return
    if _OTHER_YEAR.search(normal.text) or _says("other_day", normal.text):
        return
    official = facts.voting_date
    seen = [d for d in dates(normal, at, vote_day=official) if d.grain == "day" and not d.tentative]
    if seen and not any(day.first <= official <= day.last for day in seen):
        yield Reason(
            "false_date",
            where,
            _quoted(sentence),
            official.isoformat(),
            facts.election.voting_date_fact,
        )


def _quoted(sentence: str) -> str:
    """The sentence with personal data masked, cut to a length that a person reads at a glance."""
    said = mask(sentence).text
    return said if len(said) <= _SHOWN else said[: _SHOWN - 1] + "…"
