"""`suluh claims`: the reviews that fact-checkers published, shipped and imported."""

from __future__ import annotations

from collections import Counter
from pathlib import Path

import click
from rich.markup import escape

from suluh.claims import ClaimReview, Rejected, read_reviews, shipped
from suluh.cli.screen import aside, people, print_json
from suluh.errors import DataError
from suluh.knowledge import imported_reviews, keep_imported, open_knowledge

SHOWN = 20  # rejected records that are named; the rest are counted


@click.group()
def claims() -> None:
    """Claim reviews that posts are held against."""


@claims.command("import")
@click.argument("file", type=click.Path(path_type=Path))
@click.option("--json", "as_json", is_flag=True)
def import_command(file: Path, as_json: bool) -> None:
    """Add the reviews of FILE: ClaimReview JSON-LD, a CSV of fact-checks, an RSS or Atom file, or our YAML.

    A record that cannot be read is named with its line; the others are kept. Importing again replaces by id.
    """
    reviews: list[ClaimReview] = []
    rejected: list[Rejected] = []
    for item in read_reviews(file):
        if isinstance(item, Rejected):
            rejected.append(item)
        else:
            reviews.append(item)
    _say_rejected(rejected)
    if not reviews:
        raise DataError(_nothing(rejected), file=file)
    _build_index(reviews)
    added, replaced = keep_imported(reviews)
    if as_json:
        print_json({"added": added, "replaced": replaced, "rejected": len(rejected)})
    else:
        _say_kept(added, replaced, reviews, rejected)


def _say_kept(
    added: int, replaced: int, reviews: list[ClaimReview], rejected: list[Rejected]
) -> None:
    """What became of the file, and what the reviews lack: undated or unrated ones can do less."""
    undated = sum(not review.date for review in reviews)
    unrated = sum(review.verdict == "unknown" for review in reviews)
    people.print(
        f"{added} ulasan ditambahkan, {replaced} diganti, {len(rejected)} ditolak; "
        f"{undated} tanpa tanggal, {unrated} tanpa putusan yang dikenali."
    )


def _say_rejected(rejected: list[Rejected]) -> None:
    """Each record that could not be read, with its place, as far as a person reads on."""
    for bad in rejected[:SHOWN]:
        place = f"{bad.file}:{bad.line}" if bad.line else bad.file
        aside.print(f"[yellow]{escape(place)}: {escape(bad.reason)}[/yellow]", soft_wrap=True)
    if len(rejected) > SHOWN:
        aside.print(f"[yellow]… dan {len(rejected) - SHOWN} lagi[/yellow]")


def _nothing(rejected: list[Rejected]) -> str:
    if not rejected:
        return "tidak ada ulasan di dalamnya (no review in it)"
    return f"tidak satu pun dari {len(rejected)} catatan dapat dibaca (none could be read)"


@claims.command("list")
def list_command() -> None:
    """Every review on a line."""
    for review in (*shipped(), *imported_reviews()):
        people.print(
            f"[bold]{review.id:<12}[/bold] {review.verdict:<14} {escape(review.claim)}",
            soft_wrap=True,
        )


@claims.command("check")
def check_command() -> None:
    """How many reviews there are, by verdict and publisher, and what is missing in them."""
    reviews = (*shipped(), *imported_reviews())
    people.print(f"{len(reviews)} ulasan ({len(shipped())} bawaan)")
    for title, counts in (
        ("putusan", Counter(r.verdict for r in reviews)),
        ("topik", Counter(r.topic for r in reviews)),
    ):
        people.print(f"  {title}: " + ", ".join(f"{name} {n}" for name, n in counts.most_common()))
    undated = [r.id for r in reviews if not r.date]
    people.print(
        f"  tanpa tanggal: {len(undated)}; tanpa alamat: {sum(not r.url for r in reviews)}"
    )


def _build_index(new: list[ClaimReview]) -> None:
    """Before the reviews are kept: a server that is running finds it ready when it sees them, and need not make it."""
    known = {review.id: review for review in (*imported_reviews(), *new)}
    with aside.status("Menyusun indeks klaim…"):
        open_knowledge(reviews=(*shipped(), *known.values()))
