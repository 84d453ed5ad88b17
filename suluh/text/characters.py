"""Characters as a reader sees them: look-alikes, enclosed letters and hidden marks become plain ones.

Every folded character remembers where it stood, so that what was seen can be shown as it was written.
"""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache

import disarm
import msgspec

PLAIN = {
    "\u2018": "'",
    "\u2019": "'",
    "\u201b": "'",
    "\u02bc": "'",
    "\u2032": "'",
    "`": "'",
    "\u00b4": "'",
    "\u201c": '"',
    "\u201d": '"',
    "\u201e": '"',
    "\u201f": '"',
    "\u00ab": '"',
    "\u00bb": '"',
    "\u2033": '"',
    "\u2044": "/",
    "\u2215": "/",
    "\u2028": "\n",
    "\u2029": "\n",
    "\u0085": "\n",
    "\u3002": ".",
    "\u00df": "ss",
    "\u3164": "",  # Hangul filler: looks like nothing
    "\u115f": "",
    "\u1160": "",
    "\uffa0": "",
    "\u2800": "",  # empty Braille cell
}
# Alphabets of "fancy text" generators that are look-alikes in nobody's table.
for _alphabet in (
    "ᥲᑲᥴძᥱ𝖿gһіȷ𝗄ᥣmᥒ᥆⍴𝗊r𝗌𝗍ᥙ᥎ᥕ᥊ᥡz",
    "卂乃匚ᗪ乇千Ꮆ卄丨ﾌҜㄥ爪几ㄖ卩Ɋ尺丂ㄒㄩᐯ山乂ㄚ乙",
    "αв¢∂єƒgнιנкℓмησρqяѕтυνωχуz",
    "ɐqɔpǝɟƃɥᴉɾʞlɯuodbɹsʇnʌʍxʎz",
):
    PLAIN.update({c: chr(97 + i) for i, c in enumerate(_alphabet) if not c.isascii()})
REGIONAL_A = 0x1F1E6
NOT_ASCII = re.compile(r"[^\x00-\x7f]+")
HIDDEN = ("Cf", "Mn", "Me", "Cs", "Co", "Cn")
DASHES = "Pd"
SKIN_TONES = range(0x1F3FB, 0x1F400)
NEGATIVE_SQUARES = range(0x1F150, 0x1F16A), range(0x1F170, 0x1F18A)


class Folded(msgspec.Struct, frozen=True, gc=False):
    """Plain characters; `starts[i]` is where character i began in the source (None: nothing moved)."""

    text: str
    lower: str  # same length as text
    starts: list[int] | None
    source_length: int

    def start(self, i: int) -> int:
        """Where folded character `i` begins in the source."""
        if self.starts is None:
            return i
        return self.starts[i] if i < len(self.starts) else self.source_length

    def end(self, i: int) -> int:
        """Where the source goes on after folded character `i - 1`, hidden marks that follow it included."""
        if self.starts is None:
            return i
        if i <= 0:
            return 0
        own = self.starts[i - 1]
        while i < len(self.starts) and self.starts[i] == own:
            i += 1
        return self.starts[i] if i < len(self.starts) else self.source_length


def fold(source: str) -> Folded:
    """Plain, visible characters of a text. ASCII passes untouched; nothing raises.

    >>> fold("рilkаdа 2️⃣7️⃣ ⓝⓞⓥ").text
    'pilkada 27 nov'
    """
    if source.isascii():
        return Folded(source, source.lower(), None, len(source))
    pieces: list[str] = []
    starts: list[int] = []
    at = 0
    for run in NOT_ASCII.finditer(source):
        begin, end = run.span()
        pieces.append(source[at:begin])
        starts.extend(range(at, begin))
        _fold_run(run.group(), begin, pieces, starts)
        at = end
    pieces.append(source[at:])
    starts.extend(range(at, len(source)))
    text = "".join(pieces)
    return Folded(text, text.lower(), starts, len(source))


def _fold_run(run: str, begin: int, pieces: list[str], starts: list[int]) -> None:
    if len(run) == 1 and 0 <= ord(run) - REGIONAL_A < 26:  # a letter tile alone, not half of a flag
        pieces.append(chr(ord("a") + ord(run) - REGIONAL_A))
        starts.append(begin)
        return
    for offset, character in enumerate(run):
        plain = plain_character(character)
        if plain:
            pieces.append(plain)
            starts.extend([begin + offset] * len(plain))


@lru_cache(maxsize=65536)
def plain_character(character: str) -> str:
    """One character as the plain one it looks like: '' when it cannot be seen, itself when nothing plainer is known.

    >>> plain_character("а"), plain_character("⑦"), plain_character("\u200b"), plain_character("é")
    ('a', '7', '', 'e')
    """
    known = PLAIN.get(character)
    if known is not None:
        return known
    if _unseen(character):
        return ""
    if unicodedata.category(character) == DASHES:
        return "-"
    return _stable(_plainer(character), character)


def _unseen(character: str) -> bool:
    return unicodedata.category(character) in HIDDEN or ord(character) in SKIN_TONES


def _plainer(character: str) -> str:
    code = ord(character)
    for squares in NEGATIVE_SQUARES:
        if code in squares:
            return chr(ord("a") + code - squares.start)
    if character.isdigit():
        return str(unicodedata.digit(character))
    compatible = unicodedata.normalize("NFKD", character)
    base = "".join(c for c in compatible if unicodedata.category(c) not in HIDDEN)
    if base.isspace():
        return " "
    if base.isascii():
        return base.strip("()") or base if len(base) == 3 else base
    look_alike = disarm.normalize_confusables(base) if base.isalpha() else base
    return str(look_alike) if look_alike.isascii() else base


def _stable(plain: str, character: str) -> str:
    """Lower-casing must not change the length, or offsets would drift."""
    if len(plain.lower()) == len(plain):
        return plain
    return character if len(character.lower()) == 1 else ""
