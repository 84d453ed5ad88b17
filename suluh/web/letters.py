"""Letters to authors and reporters, written into the installation's folder: the console twin of a platform's inbox."""

from __future__ import annotations

from datetime import datetime
from pathlib import Path

from suluh.cases.wording import phrase
from suluh.web import home
from suluh.web.models import CaseRow, Letter
from suluh.web.store import turn
from suluh.web.tongue import said

FOLDER = "letters"


def deliver(now: datetime) -> int:
    """Writes every letter that waits, then erases the secret of its link; how many there were.

    A letter that was written and not yet marked is written again: the same words under the same name.
    """
    waiting = list(Letter.objects.filter(delivered_at=None).order_by("id")[:200])
    rows = CaseRow.objects.in_bulk({letter.case for letter in waiting})
    for letter in waiting:
        path = home.folder() / FOLDER / f"{letter.case}-{letter.whom}-{letter.pk}.txt"
        _write(path, words(letter, rows[letter.case]))
    if waiting:
        with turn():
            Letter.objects.filter(pk__in=[letter.pk for letter in waiting]).update(
                delivered_at=now, secret=""
            )
    return len(waiting)


def words(letter: Letter, row: CaseRow) -> str:
    """The letter in Indonesian, then in English."""
    return "\n\n".join(_in(lang, letter, row) for lang in ("id", "en")) + "\n"


def _in(lang: str, letter: Letter, row: CaseRow) -> str:
    outcome = (
        said(f"outcome_{row.outcome}", lang) if row.outcome else phrase("state", row.state, lang)
    )
    link = f"{home.address()}/banding/{letter.secret}/" if letter.secret else ""
    text = said(f"letter_{letter.whom}", lang, case=row.case, outcome=outcome, words=row.words)
    return f"{text}\n{said('letter_link', lang)} {link}" if link else text


def _write(path: Path, text: str) -> None:
    path.parent.mkdir(mode=0o700, exist_ok=True)
    path.touch(mode=0o600)
    path.write_text(text, encoding="utf-8")
