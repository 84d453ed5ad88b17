"""Personal data in a post: found, and masked before anything is stored or shown.

NIK and KK numbers in any spacing, phones (also as wa.me links), e-mail addresses, account numbers and home
addresses. Dates, hours, vote counts, amounts, call centres and official addresses stay readable. lokal-id knows the
rules of NIK and phone numbers; the rules here add what people do to hide or spread them.
"""

from __future__ import annotations

import re
from collections.abc import Generator, Iterator
from functools import cache
from types import ModuleType
from typing import Literal, NamedTuple

import msgspec

from suluh.text.characters import Folded, fold

SHOWN = {
    "nik": "[NIK]",
    "kk": "[KK]",
    "phone": "[telepon]",
    "email": "[surel]",
    "account": "[rekening]",
    "address": "[alamat]",
}
GATE = re.compile(
    r"\w@\w|@ ?(?:gmail|yahoo|hotmail|outlook)|[\[({]\s*at\s*[\])}]"
    r"|(?:\d\D{0,3}){7}\d|[Oo\d][Oo\d\s.-]{0,4}8[\dOoIl\s.-]{8}"
    r"|\b(?:jl|jln|jalan|gg|gang|perum\w*|komplek\w*|blok|rt)\b|\b(?:kosong|nol)\W+(?:delapan|lapan)\b",
    re.IGNORECASE,
)
ADDRESS_GATE = re.compile(
    r"\b(?:jl|jln|jalan|gg|gang|perum\w*|komplek\w*|blok|rt|apartemen|kav)\b(?=[\s\S]{0,100}\d)",
    re.IGNORECASE,
)
LANDLINE_GATE = re.compile(
    r"\b(?:kosong|nol)\W+(?:delapan|lapan)\b|\(0\d{2,3}\)|(?<![\d+])0[2-9]\d{1,2}[\s.-]?\d{3}",
    re.IGNORECASE,
)
WINDOW = 160  # characters that lokal-id is shown at a time: it knows much and takes its time
EMAIL = re.compile(
    r"(?<![\w.+%-])[a-z0-9._%+-]+(?:@|\s?@\s?(?=(?:gmail|yahoo|hotmail|outlook|icloud)\b)|\s*[\[({]\s*at\s*[\])}]\s*)"
    r"[a-z0-9-]+(?:(?:\s*[\[({]\s*(?:dot|titik)\s*[\])}]\s*|\.)[a-z0-9-]+)*"
    r"(?:\s*[\[({]\s*(?:dot|titik)\s*[\])}]\s*|\.)[a-z]{2,}(?![\w-])",
    re.IGNORECASE,
)
OFFICIAL_EMAIL = re.compile(r"(?:\.|@)(?:go|mil|desa)\.id$", re.IGNORECASE)
PHONE_LINK = re.compile(
    r"(?:https?://)?(?:wa\.me|api\.whatsapp\.com/send/?\?(?:[^\s]*&)?phone=|(?:whatsapp|tel):(?://send\?phone=)?)"
    r"/?\+?(?P<number>\d[\d\s-]{7,16}\d)",
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
HOME = re.compile(
    r"\b(?:rumah|rmh|alamat|alamt|tinggal|kediaman|domisili|omah|imah|griya|home|address)(?:nya|mu|ku|ne|na|e)?\b",
    re.IGNORECASE,
)
PUBLIC_PLACE = re.compile(
    r"\b(?:tps|kantor|kpu|bawaslu|panwas\w*|posko|balai|sekolah|sdn?|mi|smpn?|sman?|smkn?|gedung|aula|lapangan|masjid|"
    r"gereja|puskesmas|rsud|rs|rumah sakit|mako|kodim|korem|menara|universitas|pesantren|dinas|"
    r"kementerian|polsek|polres|gor|lokasi|hotel|kampus|toko|pasar)\b",
    re.IGNORECASE,
)
HOME_ADDRESS = re.compile(
    r"\b(?:rumah|rmh|alamat|tinggal|kediaman|domisili)(?:nya|mu|ku)?\b[^.\n?!]{0,30}?"
    r"(?P<address>\b(?:jl|jln|jalan|gg|gang|perum\w*|komplek\w*|blok|dusun)\b\.?\s[^\n;!?]{2,60}?"
    r"\b(?:no|nomor|blok)\.?\s?[a-z]?\d+[a-z]?(?:[\s,]{0,2}rt\.?\s?\d+(?:[\s,/]{0,2}rw\.?\s?\d+)?)?)",
    re.IGNORECASE,
)
OFFICIAL_LINE = re.compile(
    r"\b(?:call ?cent\w+|hotline|pusat panggilan|kantor|kpu|bawaslu|posko|pengaduan|layanan|helpdesk|halo)\b"
    r"[^\d\n]{0,30}$",
    re.IGNORECASE,
)
KINDS = {"PHONE": "phone", "EMAIL": "email", "ADDRESS": "address"}
ROUNDS = 4


class PersonalData(msgspec.Struct, frozen=True, gc=False, order=True):
    """`source[start:end]` is personal data: nik, kk, phone, email, account or address."""

    start: int
    end: int
    kind: str


class Masked(msgspec.Struct, frozen=True):
    """A text that may be stored and shown, and what was taken out of the original."""

    text: str
    found: tuple[PersonalData, ...] = ()


class _Span(NamedTuple):
    start: int
    end: int
    kind: str


@cache
def _lokal() -> ModuleType:
    """lokal-id, loaded when a text first may hold personal data: it takes a quarter of a second."""
    import lokal

    return lokal


def mask(text: str) -> Masked:
    """Replace personal data by its kind in brackets. Masking a masked text changes nothing.

    >>> mask("hub Budi 0812-3456-7890, TPS buka 07.00").text
    'hub Budi [telepon], TPS buka 07.00'
    """
    found: list[PersonalData] = []
    masked = text
    for _ in range(ROUNDS):
        seen = personal_data(masked)
        if not seen:
            break
        found = _merged(found, seen, text)
        masked = _replaced(text, found)
    return Masked(masked, tuple(found))


def personal_data(text: str) -> tuple[PersonalData, ...]:
    """Where personal data stands in a text, in order, not overlapping."""
    folded = fold(text)
    if not GATE.search(folded.text):
        return ()
    spans = _without_overlap(_spans(folded.text))
    return tuple(_in_source(folded, span) for span in spans)


def _in_source(folded: Folded, span: _Span) -> PersonalData:
    return PersonalData(folded.start(span.start), folded.end(span.end), span.kind)


def _spans(text: str) -> Iterator[_Span]:
    """Everything found, the surest first."""
    digits = LIKE_DIGITS.sub(_as_digits, text)
    yield from _emails(text)
    for link in PHONE_LINK.finditer(text):
        yield _Span(link.start(), link.end(), "phone")
    identities = list(_identities(digits))
    yield from identities
    digits = NOT_PERSONAL.sub(_blank, _without(digits, identities))
    phones = list(_phones(digits))
    yield from phones
    yield from _accounts(_without(digits, phones))
    yield from _addresses(text)
    for found in LANDLINE_GATE.finditer(digits):
        yield from _known_to_lokal(digits, found.start() - 40, "PHONE")


def _as_digits(found: re.Match[str]) -> str:
    written = found.group()
    digits = sum(map(str.isdigit, written))
    signs = sum(map(str.isalnum, written))
    return written.translate(LIKE_DIGIT) if digits * 3 >= signs * 2 else written


def _blank(found: re.Match[str]) -> str:
    return "x" * (found.end() - found.start())


def _without(text: str, spans: list[_Span]) -> str:
    for start, end, _ in spans:
        text = text[:start] + "x" * (end - start) + text[end:]
    return text


def _emails(text: str) -> Iterator[_Span]:
    for found in EMAIL.finditer(text):
        if not OFFICIAL_EMAIL.search(found.group()):
            yield _Span(found.start(), found.end(), "email")


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


def _identities(text: str) -> Iterator[_Span]:
    """Sixteen digits that are built like a NIK, or stand together without a gap."""
    times: list[tuple[int, int]] | None = None
    windows = _windows(text, 16, 16)
    taken: bool | None = None
    while True:
        try:
            start, end, joined = windows.send(taken)
        except StopIteration:
            return
        if times is None:
            times = [found.span() for found in TIME.finditer(text)]
        kind = None if _made_of_times(start, end, times) else _identity(text, start, end, joined)
        taken = kind is not None
        if kind:
            yield _Span(start, end, kind)


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
        digits[:2] in _lokal().PROVINCES
        and (1 <= day <= 31 or 41 <= day <= 71)
        and 1 <= month <= 12
    )


def _phones(text: str) -> Iterator[_Span]:
    """Mobile numbers in any grouping."""
    windows = _windows(text, 9, 15)
    taken: bool | None = None
    while True:
        try:
            start, end, joined = windows.send(taken)
        except StopIteration:
            return
        taken = _is_mobile(joined)
        if taken:
            plus = start > 0 and text[start - 1] == "+"
            yield _Span(start - plus, end, "phone")


def _is_mobile(digits: str) -> bool:
    if digits.startswith("0062"):
        digits = digits[2:]
    if digits.startswith("620"):
        digits = "62" + digits[3:]
    if not digits.startswith(("08", "628")):
        return False
    return bool(_lokal().parse_phone(digits).valid)


def _accounts(text: str) -> Iterator[_Span]:
    for run in RUN.finditer(text):
        count = sum(map(str.isdigit, run.group()))
        if 8 <= count <= 18 and ACCOUNT_WORD.search(text[max(0, run.start() - 60) : run.start()]):
            yield _Span(run.start(), run.end(), "account")


def _addresses(text: str) -> Iterator[_Span]:
    seen = 0
    for gate in ADDRESS_GATE.finditer(text):
        if gate.start() < seen:
            continue
        seen = gate.start() + WINDOW // 2
        for found in HOME_ADDRESS.finditer(text, max(0, gate.start() - 50), gate.start() + WINDOW):
            if not PUBLIC_PLACE.search(text, found.start(), found.start("address")):
                yield _Span(*found.span("address"), "address")
        for span in _known_to_lokal(text, gate.start(), "ADDRESS"):
            if _is_home(text, span):
                yield span


def _is_home(text: str, span: _Span) -> bool:
    """The nearer of a word for home and a word for a public place tells; RT/RW alone need a home."""
    before = text[max(0, span.start - 60) : span.start]
    home = max((found.end() for found in HOME.finditer(before)), default=-1)
    public = max((found.end() for found in PUBLIC_PLACE.finditer(before)), default=-1)
    if home > public:
        return True
    words = text[span.start : span.end]
    return public < 0 and not words.lower().startswith("rt") and not PUBLIC_PLACE.search(words)


def _known_to_lokal(text: str, start: int, kind: Literal["PHONE", "ADDRESS"]) -> Iterator[_Span]:
    start = max(0, start)
    for match in _lokal().detect_pii(text[start : start + WINDOW], types=(kind,)):
        begin, end = match.start + start, match.end + start
        if kind == "PHONE" and OFFICIAL_LINE.search(text[max(0, begin - 50) : begin]):
            continue
        yield _Span(begin, end, KINDS[match.type])


def _without_overlap(spans: Iterator[_Span]) -> list[_Span]:
    """The first found of those that share a character."""
    kept: list[_Span] = []
    for span in spans:
        if all(span.end <= other.start or other.end <= span.start for other in kept):
            kept.append(span)
    return sorted(kept)


def _merged(
    found: list[PersonalData], seen: tuple[PersonalData, ...], text: str
) -> list[PersonalData]:
    """Add what was seen in the masked text, told in offsets of the original."""
    if not found:
        return list(seen)
    added = [
        PersonalData(
            _original(found, data.start, False), _original(found, data.end, True), data.kind
        )
        for data in seen
    ]
    kept = [
        old for old in found if all(old.end <= new.start or new.end <= old.start for new in added)
    ]
    return sorted(kept + added)


def _original(found: list[PersonalData], offset: int, after: bool) -> int:
    """An offset in the masked text as one in the original; inside a placeholder, its begin or end."""
    shift = 0
    for data in found:
        shown = len(SHOWN[data.kind])
        start = data.start + shift
        if offset < start or (offset == start and not after):
            return offset - shift
        if offset < start + shown or (offset == start + shown and after):
            return data.end if after else data.start
        shift += shown - (data.end - data.start)
    return offset - shift


def _replaced(text: str, found: list[PersonalData]) -> str:
    parts, at = [], 0
    for data in found:
        parts += [text[at : data.start], SHOWN[data.kind]]
        at = data.end
    return "".join((*parts, text[at:]))
