"""Clauses: the stretches of a post that say one thing each.

"KPU bilang 27 November, tapi katanya diundur" says two things; a negation in one is not a negation in the other.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

import msgspec

from suluh.text.normal import Normal

TERMINATOR = re.compile(
    r"(?P<end>[.?!…;]+(?:[\"')\]]+)?(?=\s|$)|[?!]+(?=\S))"
    r"|(?P<line>\n)"
    r"|(?P<comma>,(?=\s|$)|(?<=\s)-(?=\s)|:(?=\s|$)|[()\[\]|•→]+|(?<=\s)/(?=\s))"
    r"|(?<![\w-])(?P<joint>tapi|tetapi|namun|melainkan|sedangkan|padahal|karena|sebab|soalnya|gara-gara|"
    r"kalau|jika|apabila|bila|asal|asalkan|seandainya|andai|andaikan|meski|meskipun|walau|walaupun|"
    r"sehingga|supaya|agar|makanya|jadi|maka|kecuali|but|because|if|although|unless|while|so that)(?![\w-])"
)
KINDS = {
    "tapi": "contrast",
    "tetapi": "contrast",
    "namun": "contrast",
    "melainkan": "contrast",
    "sedangkan": "contrast",
    "padahal": "contrast",
    "but": "contrast",
    "while": "contrast",
    "kecuali": "contrast",
    "unless": "contrast",
    "karena": "cause",
    "sebab": "cause",
    "soalnya": "cause",
    "gara-gara": "cause",
    "because": "cause",
    "kalau": "condition",
    "jika": "condition",
    "apabila": "condition",
    "bila": "condition",
    "asal": "condition",
    "asalkan": "condition",
    "seandainya": "condition",
    "andai": "condition",
    "andaikan": "condition",
    "if": "condition",
    "meski": "concession",
    "meskipun": "concession",
    "walau": "concession",
    "walaupun": "concession",
    "although": "concession",
    "sehingga": "purpose",
    "supaya": "purpose",
    "agar": "purpose",
    "so that": "purpose",
    "makanya": "result",
    "jadi": "result",
    "maka": "result",
}
NOT_A_JOINT_AFTER = re.compile(
    r"(?:tidak|belum|sudah|akan|bisa|mau|batal|bakal|apa|yang|sampai|oleh|tetap|pasti|boleh|cuma|hanya|bukan)\s$"
)
ABBREVIATED = re.compile(
    r"(?:^|[\s(])(?:[a-z]|dr|drs|ir|prof|hj|kh|tgk|st|sh|mh|no|jl|jln|kel|kec|kab|prov|tgl|hlm|a\.n|u\.p|rp|pkl|s\.d)\.$"
)
QUOTED = re.compile(
    r"\"[^\"\n]{2,400}\"|(?<![\w'])'(?=\w)[^'\n]{2,400}'(?!\w)|“[^”]{2,400}”", re.DOTALL
)


class Clause(msgspec.Struct, frozen=True, gc=False):
    """A stretch of `normal.text`. `terminator` is what ends its sentence: "." "?" "!" "…" or "" at the end of a line."""

    start: int
    end: int
    kind: str  # main | contrast | cause | condition | concession | purpose | result
    sentence: int  # clauses with one number stand in one sentence
    terminator: str
    quoted: bool


class _Cut(msgspec.Struct, gc=False):
    at: int  # the clause before ends here
    next: int  # the clause after begins here
    kind: str  # of the clause after
    ends: str | None  # the sentence's terminator, when it ends here


def clauses(normal: Normal) -> tuple[Clause, ...]:
    """The clauses of a text in order. Every word stands in exactly one; a joining word begins its clause."""
    text = normal.text
    quotes = [found.span() for found in QUOTED.finditer(text)]
    sentences = _sentences(text)
    return tuple(
        Clause(
            start,
            end,
            kind,
            number,
            terminator,
            any(a <= start and end <= b + 1 for a, b in quotes),
        )
        for number, (terminator, spans) in enumerate(sentences)
        for start, end, kind in spans
    )


def _sentences(text: str) -> list[tuple[str, list[tuple[int, int, str]]]]:
    sentences: list[tuple[str, list[tuple[int, int, str]]]] = []
    spans: list[tuple[int, int, str]] = []
    begin, kind = 0, "main"
    for cut in _cuts(text):
        span = _trimmed(text, begin, cut.at, kind)
        if span:
            spans.append(span)
        if cut.ends is not None and spans:
            sentences.append((cut.ends, spans))
            spans = []
        begin = cut.next
        kind = cut.kind if span or cut.kind != "main" or cut.ends is not None else kind
    last = _trimmed(text, begin, len(text), kind)
    if last:
        spans.append(last)
    return [*sentences, ("", spans)] if spans else sentences


def _cuts(text: str) -> Iterator[_Cut]:
    for found in TERMINATOR.finditer(text):
        start, end = found.span()
        if found["end"]:
            if found["end"] == "." and ABBREVIATED.search(text, max(0, start - 8), end):
                continue
            yield _Cut(end, end, "main", _sign(found["end"]))
        elif found["line"]:
            yield _Cut(start, end, "main", "")
        elif found["comma"]:
            yield _Cut(start, end, "main", None)
        elif not NOT_A_JOINT_AFTER.search(text, max(0, start - 12), start):
            yield _Cut(start, start, KINDS[found["joint"]], None)


def _sign(ending: str) -> str:
    for sign in "?!":
        if sign in ending:
            return sign
    return "…" if "…" in ending or "..." in ending else ending[0]


def _trimmed(text: str, start: int, end: int, kind: str) -> tuple[int, int, str] | None:
    """Without the spaces around; None when no word is in it."""
    while start < end and text[start].isspace():
        start += 1
    while end > start and text[end - 1].isspace():
        end -= 1
    return (start, end, kind) if any(c.isalnum() for c in text[start:end]) else None
