"""A spreadsheet of links, read with suspicion: CSV or XLSX, bounded, without formulas, each mistake by its row.

What the bytes are decides, not the name of the file. openpyxl opens an archive only after its directory was looked at:
unpacked size, number of parts, names, document types and macros.
"""

from __future__ import annotations

import csv
import io
import re
import zipfile
from collections.abc import Iterable, Iterator, Sequence
from datetime import date, datetime
from typing import NamedTuple

LARGEST = 2_000_000  # bytes of a file
ROWS = 500  # below the heading
COLUMNS = 20
CELL = 4000  # characters
UNPACKED = 30_000_000  # bytes of all parts of an XLSX together
PARTS = 200
XLSX, OLD_OFFICE = b"PK\x03\x04", b"\xd0\xcf\x11\xe0"
HEADINGS = {
    "url": ("tautan", "url", "link", "alamat", "alamat unggahan", "address"),
    "words": ("keterangan", "alasan", "apa yang keliru", "words", "reason", "what is wrong"),
    "post": ("teks", "isi", "kata-kata unggahan", "text", "post", "words of the post"),
    "region": ("wilayah", "kode wilayah", "region", "region code"),
}
FORMULA = ("=", "+", "@")


class Unreadable(Exception):
    """The file as a whole is refused. `key` names the phrase that says why: sheet_KEY."""

    def __init__(self, key: str, **values: object) -> None:
        self.key, self.values = key, values
        super().__init__(key)


class Row(NamedTuple):
    """One line of the sheet under the four headings we know; `number` as a spreadsheet shows it."""

    number: int
    url: str
    words: str = ""
    post: str = ""
    region: str = ""
    fault: str = ""  # "" or the key of the phrase that says what is wrong with this row


def rows_of(raw: bytes) -> list[Row]:
    """Every row that is not empty. Raises Unreadable for a file that is refused as a whole."""
    if len(raw) > LARGEST:
        raise Unreadable("too_large", most=LARGEST // 1_000_000)
    if not raw.strip():
        raise Unreadable("empty")
    if raw.startswith(OLD_OFFICE):
        raise Unreadable("old_office")
    lines = _xlsx(raw) if raw.startswith(XLSX) else _csv(raw)
    return _under_headings(list(lines))


def _under_headings(lines: Sequence[tuple[int, Sequence[str]]]) -> list[Row]:
    filled = [(number, cells) for number, cells in lines if any(cells)]
    if not filled:
        raise Unreadable("empty")
    places = _places(filled[0][1])
    if "url" in places:
        filled = filled[1:]
    elif any(cell.startswith(("http://", "https://")) for cell in filled[0][1]):
        places = {name: i for i, name in enumerate(HEADINGS)}  # no heading: in our order
    else:
        raise Unreadable("no_heading")
    if len(filled) > ROWS:
        raise Unreadable("too_many_rows", most=ROWS)
    return [_row(number, cells, places) for number, cells in filled]


def _places(cells: Sequence[str]) -> dict[str, int]:
    written = [cell.strip().lower() for cell in cells]
    return {
        name: next(i for i, cell in enumerate(written) if cell in known)
        for name, known in HEADINGS.items()
        if any(cell in known for cell in written)
    }


def _row(number: int, cells: Sequence[str], places: dict[str, int]) -> Row:
    found = {
        name: cells[place].strip() if place < len(cells) else "" for name, place in places.items()
    }
    if re.fullmatch(r"\d\d\.\d", found.get("region", "")):
        found["region"] += "0"  # 18.10 that a spreadsheet took for a number
    return Row(number, **({"url": ""} | found), fault=_fault(found))


def _fault(found: dict[str, str]) -> str:
    if any(text.startswith(FORMULA) for text in found.values()):
        return "formula"
    if any(len(text) > CELL for text in found.values()):
        return "long_cell"
    return "" if found.get("url") else "no_address"


# CSV --------------------------------------------------------------------------------------


def _csv(raw: bytes) -> Iterator[tuple[int, list[str]]]:
    text = _decoded(raw)
    first = text.split("\n", 1)[0]
    delimiter = max(",;\t", key=first.count)
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=delimiter)
    try:
        for cells in reader:
            if reader.line_num > ROWS * 20:
                raise Unreadable("too_many_rows", most=ROWS)
            yield reader.line_num, [cell.strip() for cell in cells[:COLUMNS]]
    except csv.Error as error:
        raise Unreadable("no_table", line=reader.line_num) from error


def _decoded(raw: bytes) -> str:
    """UTF-8, UTF-16 where its mark says so, or Excel's Western encoding; anything else is no text."""
    if raw.startswith((b"\xff\xfe", b"\xfe\xff")):
        tried: Iterable[str] = ("utf-16",)
    else:
        tried = ("utf-8-sig", "cp1252")
    for encoding in tried:
        try:
            text = raw.decode(encoding)
        except UnicodeDecodeError:
            continue
        if not any(sign < " " and sign not in "\t\r\n" for sign in text):
            return text
    raise Unreadable("no_table", line=1)


# XLSX -------------------------------------------------------------------------------------


def _xlsx(raw: bytes) -> Iterator[tuple[int, list[str]]]:
    _look_through(raw)
    try:
        import openpyxl
    except ImportError as error:
        raise Unreadable("no_xlsx") from error
    try:
        book = openpyxl.load_workbook(io.BytesIO(raw), read_only=True, keep_links=False)
        sheet = book.worksheets[0]
        cells = sheet.iter_rows(max_row=ROWS + 2, max_col=COLUMNS, values_only=True)
        read = [(number, [_said(cell) for cell in row]) for number, row in enumerate(cells, 1)]
        book.close()
    except (
        Exception
    ) as error:  # the archive is hostile or broken; whatever it raises means the same
        raise Unreadable("broken_xlsx") from error
    yield from read


def _look_through(raw: bytes) -> None:
    """Refuses what is no plain workbook, before anything in it is unpacked as a whole."""
    try:
        archive = zipfile.ZipFile(io.BytesIO(raw))
        parts = archive.infolist()
    except (zipfile.BadZipFile, ValueError, OSError, NotImplementedError) as error:
        raise Unreadable("broken_xlsx") from error
    names = {part.filename for part in parts}
    if "[Content_Types].xml" not in names or "xl/workbook.xml" not in names:
        raise Unreadable("no_table", line=1)
    if len(parts) > PARTS or sum(part.file_size for part in parts) > UNPACKED:
        raise Unreadable("bomb")
    if any(_odd(name) for name in names) or len(names) != len(parts):
        raise Unreadable("macro" if any("vba" in name.lower() for name in names) else "broken_xlsx")
    left = UNPACKED
    for part in parts:
        left -= _unpacked(archive, part, left)


def _odd(name: str) -> bool:
    return name.startswith(("/", "\\")) or ".." in name or "vba" in name.lower()


def _unpacked(archive: zipfile.ZipFile, part: zipfile.ZipInfo, most: int) -> int:
    """The true size of a part, whatever its directory says. A document type could name entities: refused."""
    size, tail = 0, b""
    try:
        with archive.open(part) as file:
            while block := file.read(65_536):
                size += len(block)
                if size > most:
                    raise Unreadable("bomb")
                if b"<!DOCTYPE" in (tail + block).upper():
                    raise Unreadable("broken_xlsx")
                tail = block[-16:]
    except (zipfile.BadZipFile, OSError, EOFError, RuntimeError, NotImplementedError) as error:
        raise Unreadable("broken_xlsx") from error
    except Unreadable:
        raise
    except Exception as error:  # zlib.error, lzma.LZMAError and the like
        raise Unreadable("broken_xlsx") from error
    return size


def _said(cell: object) -> str:
    """A cell as its writer reads it. A region's code may have become a number: 18.71."""
    if cell is None or isinstance(cell, bool):
        return ""
    if isinstance(cell, datetime | date):
        return cell.isoformat()
    if isinstance(cell, float):
        return f"{cell:g}"
    return str(cell).replace("\0", "").strip()
