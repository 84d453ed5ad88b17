"""The summary as a person reads it in a terminal."""

from __future__ import annotations

from rich.console import Console
from rich.markup import escape
from rich.table import Table

from suluh.report.listing import BANNER, Counted, ListedPost, now_says
from suluh.report.queue import moment
from suluh.report.summary import Summary


def show(summary: Summary, console: Console) -> None:
    """Print outcomes, rules and the ten most urgent posts, and say where the files are."""
    console.print(f"\n[bold]{escape(summary.election)}[/bold] · {_sentence(summary)}\n")
    if summary.posts == 0:
        console.print("Tidak ada unggahan untuk diputus. (No posts to decide.)")
    else:
        _counts(console, "Putusan mesin yang berlaku sekarang", summary.outcomes)
        _counts(console, "Aturan yang mengena", summary.rules)
        _urgents(console, summary.urgent)
    _closing(console, summary)


def _sentence(summary: Summary) -> str:
    parts = [f"{_n(summary.posts)} unggahan", f"{_n(summary.left_alone)} dibiarkan"]
    parts += [
        f"{_n(summary.limited)} dibatasi sementara",
        f"{_n(summary.for_people)} menunggu orang",
    ]
    if summary.rejected:
        parts.append(f"{_n(summary.rejected)} baris ditolak")
    return ", ".join(parts) + f" ({summary.seconds:.1f} s)"


def _counts(console: Console, title: str, counts: tuple[Counted, ...]) -> None:
    if not counts:
        return
    table = Table(title=title, title_justify="left")
    table.add_column("id", style="bold")
    table.add_column("")
    table.add_column("unggahan", justify="right")
    for one in counts:
        table.add_row(one.id, escape(one.title_id), _n(one.count))
    console.print(table)


def _urgents(console: Console, urgent: tuple[ListedPost, ...]) -> None:
    if not urgent:
        console.print("Tidak ada yang menunggu orang.")
        return
    console.print("\n[bold]Paling mendesak untuk dilihat orang[/bold]")
    for number, post in enumerate(urgent, 1):
        rules = ", ".join(rule.id for rule in post.rules if rule.id != BANNER)
        console.print(
            f"\n{number:>2}. [bold]{post.priority}[/bold] {escape(post.post_id)} · {escape(post.why)}"
            + (f" [dim]({rules})[/dim]" if rules else "")
        )
        where = f" [dim]({escape(post.where)})[/dim]" if post.where else ""
        console.print(f"    “{escape(_short(post.seen or post.text))}”{where}")
        for fact in post.held[:2]:
            console.print(f"    [green]Fakta resmi {fact.id}:[/green] {escape(fact.says)}")
        asked = f", diusulkan: {post.proposed_id}" if post.proposed_id else ""
        console.print(f"    [dim]sekarang: {now_says(post)}{asked}[/dim]")
        if place := _place(post):
            console.print(f"    [dim]{escape(place)}[/dim]", soft_wrap=True)


def _place(post: ListedPost) -> str:
    """Platform, region, time and link, as far as they are known."""
    parts = (
        post.platform,
        post.region,
        post.posted_at and f"{moment(post.posted_at)} WIB",
        post.url,
    )
    return " · ".join(part for part in parts if part)


def _closing(console: Console, summary: Summary) -> None:
    if summary.failed_detectors:
        failed = ", ".join(f"{name} ({count})" for name, count in summary.failed_detectors.items())
        console.print(
            f"[yellow]Detektor yang gagal pada sebagian unggahan: {escape(failed)}[/yellow]"
        )
    if summary.looked:
        console.print(
            f"[dim]{_n(summary.looked)} unggahan membawa gambar, suara, atau video yang ikut dilihat dan didengar.[/dim]"
        )
    if summary.zone_assumed:
        console.print(
            f"[dim]{_n(summary.zone_assumed)} unggahan tanpa zona waktu dibaca sebagai WIB.[/dim]"
        )
    if summary.noted:
        console.print(
            f"[dim]{_n(summary.noted)} unggahan punya isian yang tidak terbaca (misalnya tanggal, "
            "jumlah, atau media); unggahannya tetap diputus, catatannya ada pada putusan.[/dim]"
        )
    for note in summary.notes:
        console.print(f"[dim]{escape(note)}[/dim]")
    if summary.skipped_files:
        skipped = ", ".join(summary.skipped_files[:10]) + (
            " …" if len(summary.skipped_files) > 10 else ""
        )
        console.print(f"[dim]Bukan berkas unggahan, dilewati: {escape(skipped)}[/dim]")
    if summary.election_over:
        console.print(
            "[yellow]Pemilihan ini sudah lewat: faktanya berlaku untuk unggahan pada masanya.[/yellow]"
        )
    if summary.already_finished:
        console.print("Pekerjaan ini sudah selesai sebelumnya; tidak ada yang ditulis lagi.")
    console.print(f"\nputusan   {escape(summary.out)}/decisions.jsonl")
    if summary.rejected:
        console.print(f"ditolak   {escape(summary.out)}/rejected.jsonl")
    console.print(f"antrean   {escape(summary.out)}/antrean.csv")
    console.print(f"laporan   {escape(summary.out)}/report.html")
    console.print(f"catatan   {escape(summary.ledger)} ({_n(summary.ledger_events)} peristiwa)")


def _short(text: str, width: int = 160) -> str:
    flat = " ".join(text.split())
    return flat if len(flat) <= width else flat[: width - 1] + "…"


def _n(number: int) -> str:
    """Thousands with a point, as Indonesians write them."""
    return f"{number:,}".replace(",", ".")
