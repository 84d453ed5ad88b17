"""Numbers of persons written out in words, digit by digit: "nol delapan satu dua …", also in Javanese and Sundanese."""

from __future__ import annotations

import re
from collections.abc import Iterator

from suluh.text.privacy.digits import kind_of
from suluh.text.privacy.spans import Span

_WORDS = (
    "nol enol kosong zero|satu siji hiji one|dua loro two|tiga telu tilu three|empat papat opat four"
    "|lima limo five|enam enem nem genep six|tujuh pitu seven|delapan lapan wolu dalapan eight"
    "|sembilan songo sanga salapan nine"
)
DIGITS = {word: str(digit) for digit, group in enumerate(_WORDS.split("|")) for word in group.split()}  # fmt: skip
_DIGIT = rf"(?:{'|'.join(DIGITS)}|\d{{1,4}})"
FEWEST = 8  # words in a row: no score, no list of candidates is so long
RUN = re.compile(
    rf"(?<!\w){_DIGIT}(?:[^\w\n]{{1,3}}(?:(?:strip|spasi|titik)[^\w\n]{{1,3}})?{_DIGIT}){{{FEWEST - 1},}}(?!\w)",
    re.IGNORECASE,
)


def spoken(text: str) -> Iterator[Span]:
    """Runs of words for digits that make up a NIK, a mobile number or, after such a word, a bank account."""
    for run in RUN.finditer(text):
        said = re.findall(r"[a-z]+|\d+", run.group().lower())
        digits = "".join(DIGITS.get(word, word if word.isdigit() else "") for word in said)
        is_said = any(word in DIGITS for word in said)
        kind = kind_of(digits, text[max(0, run.start() - 60) : run.start()])
        if kind and is_said:
            yield Span(*run.span(), kind)
