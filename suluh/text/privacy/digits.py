"""Numbers of persons written in digits: NIK, family card, phone, bank account, in any grouping."""

from __future__ import annotations

import re
from collections.abc import Generator, Iterator

from suluh.text.privacy.lokal import known_to_lokal, lokal
from suluh.text.privacy.spans import PLACE, Span, without

LANDLINE_GATE = re.compile(
    r"\b(?:kosong|nol)\W+(?:delapan|lapan)\b|\(0\d{2,3}\)|(?<![\d+])0[2-9]\d{1,2}[\s.-]?\d{3}",
    re.IGNORECASE,
)
RUN = re.compile(r"\+?\d(?:[^\w\n]{0,3}[\n_]?[^\w\n]{0,3}\d){7,}")
GROUP = re.compile(r"\d+")
LIKE_DIGITS = re.compile(
    r"(?<![A-Za-z0-9])(?:[0-9OoIl]{8,20}|[0Oo]8(?:[\s.-]?[0-9OoIl]){7,11})(?![A-Za-z0-9])"
)
LIKE_DIGIT = str.maketrans("OoIl", "0011")
DATE_OR_HOUR = (
    r"(?<![\d.,/-])(?:\d{1,2}\s?[-/.]\s?\d{1,2}\s?[-/.]\s?(?:19|20)\d{2}|(?:19|20)\d{2}-\d{2}-\d{2})(?![\d/-])"
    r"|(?<![\d.,])[0-2]?\d[.:][0-5]\d(?:[.:][0-5]\d)?(?![\d])(?!\.\d)"
)
TIME = re.compile(DATE_OR_HOUR)
NOT_PERSONAL = re.compile(
    DATE_OR_HOUR + r"|(?:rp\.?|idr)\s*\d[\d.,]*"  # money
    r"|(?<![\d.,+])[1-9]\d{0,2}(?:[.,]\d{3})+(?![\d]|[.,]\d)"  # counts with thousands
    r"|(?<!\d)1[45]\d{2}[-\s]?\d{1,3}(?!\d)|(?<!\d)0800[-\s\d]{6,12}"  # call centres
    r"|(?:https?://|www\.)(?!wa\.me|api\.whatsapp)[^\s]+",  # links hold other numbers
    re.IGNORECASE,
)
NIK_WORD = re.compile(r"\b(?:nik|ktp|e-?ktp|nomor induk|no\.? ?induk)\b", re.IGNORECASE)
IN_LINK = re.compile(r"(?:https?://|www\.)[^\s]*$", re.IGNORECASE)
KK_WORD = re.compile(r"\b(?:kk|kartu keluarga)\b[^\d]{0,20}$", re.IGNORECASE)
ACCOUNT_WORD = re.compile(
    r"\b(?:no\.?\s?rek\w*|norek|rek|rekening\w*|transfer\w*|tf|trf|va|bca|bri|bni|mandiri|bsi|btn|cimb|permata|danamon|"
    r"seabank|jago|muamalat|bank lampung)\b[^\d\n]{0,40}$",
    re.IGNORECASE,
)


def numbers(text: str) -> Iterator[Span]:
    """Identities first: sixteen digits hold a phone or two by chance."""
    digits = LIKE_DIGITS.sub(_as_digits, text)
    identities = list(_identities(digits))
    yield from identities
    digits = NOT_PERSONAL.sub(_blank, without(digits, identities))
    phones = list(_phones(digits))
    yield from phones
    yield from _accounts(without(digits, phones))
    for found in LANDLINE_GATE.finditer(digits):
        yield from known_to_lokal(digits, found.start() - 40, "PHONE")


def kind_of(digits: str, before: str) -> str | None:
    """Whose number digits that stand alone are, by the words before them: nik, kk, phone or account."""
    if len(digits) == 16:
        return "kk" if KK_WORD.search(before) else "nik"
    if is_mobile(digits):
        return "phone"
    return "account" if 8 <= len(digits) <= 18 and ACCOUNT_WORD.search(before) else None


def _as_digits(found: re.Match[str]) -> str:
    written = found.group()
    digits = sum(map(str.isdigit, written))
    signs = sum(map(str.isalnum, written))
    return written.translate(LIKE_DIGIT) if digits * 3 >= signs * 2 else written


def _blank(found: re.Match[str]) -> str:
    return "x" * (found.end() - found.start())


def _windows(
    text: str, fewest: int, most: int
) -> Generator[tuple[int, int, str], bool | None, None]:
    """Neighbouring groups of digits that together have `fewest` to `most` digits, the longest first at each place."""
    for run in RUN.finditer(text):
        groups = [
            (run.start() + g.start(), run.start() + g.end()) for g in GROUP.finditer(run.group())
        ]
        first = 0
        while first < len(groups):
            options = list(_from(text, groups, first, fewest, most))
            taken = 0
            for start, end, joined, count in options:
                if (yield start, end, joined):  # the caller says whether it takes this one
                    taken = count
                    break
            first += taken or 1


def _from(
    text: str, groups: list[tuple[int, int]], first: int, fewest: int, most: int
) -> Iterator[tuple[int, int, str, int]]:
    joined, options = "", []
    for count, (start, end) in enumerate(groups[first:], 1):
        joined += text[start:end]
        if len(joined) > most:
            break
        if len(joined) >= fewest:
            options.append((groups[first][0], end, joined, count))
    yield from reversed(options)


def _identities(text: str) -> Iterator[Span]:
    """Sixteen digits that are built like a NIK, or stand together without a gap."""
    times: list[tuple[int, int]] | None = None
    places: list[tuple[int, int]] = []
    windows = _windows(text, 16, 16)
    taken: bool | None = None
    while True:
        try:
            start, end, joined = windows.send(taken)
        except StopIteration:
            return
        if times is None:
            times = [found.span() for found in TIME.finditer(text)]
            places = [found.span() for found in PLACE.finditer(text)]
        on_a_map = any(a < end and start < b for a, b in places)
        is_none = on_a_map or _made_of_times(start, end, times)
        kind = None if is_none else _identity(text, start, end, joined)
        taken = kind is not None
        if kind:
            yield Span(start, end, kind)


def _made_of_times(start: int, end: int, times: list[tuple[int, int]]) -> bool:
    """Sixteen digits that cut a date or an hour in two, or are nothing but dates and hours."""
    if any(a < start < b or a < end < b for a, b in times):
        return True
    inside = [(a, b) for a, b in times if start <= a and b <= end]
    return len(inside) > 1 and inside[0][0] == start and inside[-1][1] == end


def _identity(text: str, start: int, end: int, digits: str) -> str | None:
    before = text[max(0, start - 40) : start]
    if IN_LINK.search(text[max(0, start - 200) : start]) and not NIK_WORD.search(before):
        return None  # the number of a post or a video
    if KK_WORD.search(before):
        return "kk"
    if built_like_nik(digits) or NIK_WORD.search(before):
        return "nik"
    if end - start == 16:
        return "account" if ACCOUNT_WORD.search(before) else "nik"
    return None


def built_like_nik(digits: str) -> bool:
    """Province, then the date of birth (forty more days for women) in the seventh to twelfth digit. A day that a
    month does not have counts too: better one number too many masked than a mistyped NIK shown."""
    day, month = int(digits[6:8]), int(digits[8:10])
    return (
        digits[:2] in lokal().PROVINCES and (1 <= day <= 31 or 41 <= day <= 71) and 1 <= month <= 12
    )


def _phones(text: str) -> Iterator[Span]:
    """Mobile numbers in any grouping."""
    windows = _windows(text, 9, 15)
    taken: bool | None = None
    while True:
        try:
            start, end, joined = windows.send(taken)
        except StopIteration:
            return
        taken = is_mobile(joined)
        if taken:
            plus = start > 0 and text[start - 1] == "+"
            yield Span(start - plus, end, "phone")


def is_mobile(digits: str) -> bool:
    """Whether these digits are a mobile number of Indonesia, with 0, 62 or 0062 before it."""
    if digits.startswith("0062"):
        digits = digits[2:]
    if digits.startswith("620"):
        digits = "62" + digits[3:]
    if not digits.startswith(("08", "628")):
        return False
    return bool(lokal().parse_phone(digits).valid)


def _accounts(text: str) -> Iterator[Span]:
    for run in RUN.finditer(text):
        count = sum(map(str.isdigit, run.group()))
        if 8 <= count <= 18 and ACCOUNT_WORD.search(text[max(0, run.start() - 60) : run.start()]):
            yield Span(run.start(), run.end(), "account")
