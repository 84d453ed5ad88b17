"""`suluh facts`: what the official facts hold, and how good they are."""

from __future__ import annotations

from datetime import datetime
from pathlib import Path

import click
from rich.markup import escape
from rich.table import Table

from suluh.cli.screen import people, print_json
from suluh.cli.tongue import say
from suluh.content import WIB
from suluh.errors import RequestError
from suluh.facts import Fact, Facts, elections, load
from suluh.facts.ballots import SLOT, tried
from suluh.facts.check import FactsReport, check


@click.group()
def facts() -> None:
    """The official facts of an election."""


election = click.option("--election", default="pilkada-2024", show_default=True)
as_json_option = click.option("--json", "as_json", is_flag=True, help="Print as JSON.")


@facts.command("check")
@election
@as_json_option
def check_command(election: str, as_json: bool) -> None:
    """How many, for which regions, what is missing or conflicting, what is from memory."""
    loaded = load(election)
    report = check(loaded, datetime.now(WIB).date())
    if as_json:
        print_json(report)
    else:
        _show(report, loaded)


@facts.command("try")
@click.argument("file", type=click.Path(path_type=Path, dir_okay=False))
@election
def try_command(file: Path, election: str) -> None:
    """Look over a FILE of facts, such as a region's candidates, before it is added. Nothing is written."""
    loaded, new = tried(file, election)
    regions = ", ".join(
        loaded.regions.name(code) for code in dict.fromkeys(f.jurisdiction for f in new)
    )
    ballot = sum(f.slot == SLOT for f in new)
    people.print(say("facts_tried", n=len(new), ballot=ballot, regions=escape(regions)))
    withheld = [f.id for f in new if f in loaded.withheld]
    _list(say("facts_withheld"), withheld)


@facts.command("show")
@click.argument("fact_id")
@election
@as_json_option
def show_command(fact_id: str, election: str, as_json: bool) -> None:
    """One fact with its value, validity, conflicts and sources."""
    loaded = load(election)
    fact = loaded.get(fact_id) or next((f for f in loaded.withheld if f.id == fact_id), None)
    if fact is None:
        raise RequestError(f'no fact "{fact_id}" in {election}; see suluh facts list')
    if as_json:
        print_json(fact)
    else:
        _show_fact(fact, loaded)


@facts.command("list")
@click.option("--region", default=None, help="Kemendagri code; all otherwise.")
@election
def list_command(region: str | None, election: str) -> None:
    """Every fact on a line."""
    loaded = load(election)
    for fact in loaded.facts:
        if region in (None, fact.jurisdiction):
            people.print(
                f"[bold]{fact.id:<14}[/bold] {fact.slot:<26} {escape(fact.value.spoken())}",
                soft_wrap=True,
            )


@facts.command("elections")
def elections_command() -> None:
    """The elections that have a folder of facts."""
    for name in elections():
        about = load(name).election
        people.print(f"{name:<20} {escape(about.name_id)}{' (karangan)' if about.invented else ''}")


def _show(report: FactsReport, loaded: Facts) -> None:
    name = escape(loaded.election.name_id)
    people.print(f"[bold]{name}[/bold] · versi {report.version} · {report.count} fakta bersumber")
    if report.stale:
        people.print("[yellow]Pemilihan ini sudah lewat; faktanya berlaku untuk masanya.[/yellow]")
    table = Table(show_header=False, box=None)
    for label, value in _figures(report):
        table.add_row(label, value)
    people.print(table)
    _list("Tanpa jawaban (unanswered)", report.unanswered)
    _list("Ditahan karena tanpa sumber (withheld)", report.withheld)
    _list("Dari ingatan, perlu diverifikasi (from memory)", report.from_memory)
    _list("Bertindih (overlapping)", report.overlapping)
    if report.conflicting:
        people.print("\n[bold]Pertentangan yang masih terbuka (open conflicts)[/bold]")
        for fact_id, conflicts in report.conflicting.items():
            people.print(f"  {fact_id}: {escape('; '.join(conflicts))}")


def _figures(report: FactsReport) -> list[tuple[str, str]]:
    types = ", ".join(f"{kind} {count}" for kind, count in sorted(report.by_type.items()))
    return [
        ("jenis nilai", types),
        ("wilayah dikenal", f"{report.provinces} provinsi, {report.regencies} kabupaten/kota"),
        ("wilayah dengan fakta sendiri", f"{report.regions_covered} dari {report.regions_known}"),
        ("sumber kedua (mengutip aturan)", f"{report.secondary} dari {report.count}"),
        ("tanpa alamat sumber", ", ".join(report.without_url) or "–"),
        ("mulai berlaku tidak diketahui", str(report.valid_from_unknown)),
    ]


def _list(title: str, ids: list[str]) -> None:
    if ids:
        people.print(f"[bold]{title}[/bold]: {', '.join(ids)}")


def _show_fact(fact: Fact, loaded: Facts) -> None:
    people.print(f"[bold]{fact.id}[/bold] · {fact.slot} · {loaded.regions.name(fact.jurisdiction)}")
    people.print(f"{escape(fact.statement_id)}\n[dim]{escape(fact.statement_en)}[/dim]")
    people.print(f"nilai: {escape(fact.value.spoken())}")
    people.print(
        f"berlaku: {fact.valid_from or '?'} – {fact.valid_to or 'sekarang'} · keyakinan: {fact.confidence}"
    )
    for conflict in fact.conflicts:
        people.print(f"[yellow]bertentangan: {escape(conflict)}[/yellow]")
    if fact.notes:
        people.print(f"catatan: {escape(fact.notes)}")
    for source in fact.sources:
        people.print(
            f"sumber: {escape(source.title)} ({escape(source.ref or '–')}) {source.url or ''}",
            soft_wrap=True,
        )
    if not fact.sources:
        people.print("[yellow]Ditahan: tanpa sumber, tidak dipakai.[/yellow]")
