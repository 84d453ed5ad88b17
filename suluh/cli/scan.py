"""`suluh scan`: posts in, decisions out."""

from __future__ import annotations

from collections import Counter
from datetime import datetime
from pathlib import Path

import click
import msgspec
from rich.markup import escape

from suluh.cli.known_media import index_ready
from suluh.cli.options import Moment, deciding_options, facts_option, now_or, settings_of
from suluh.cli.screen import people, print_json, progress_bar
from suluh.cli.tongue import error as in_own_words
from suluh.knowledge import home_folder
from suluh.report import html, terminal
from suluh.report.listing import cells, listed
from suluh.report.queue import QUEUE_FILE, Entry, queue_of
from suluh.report.summary import Summary, summary_of
from suluh.runners import Progress, ScanSummary
from suluh.runners import scan as run_scan
from suluh.runners.deciding import Settings, calendar_notes, opened, remembered_as, versions
from suluh.runners.outbox import REJECTED
from suluh.runners.seeing import MediaSettings
from suluh.signals.judge import must_answer


@click.command()
@click.argument("source")
@click.option(
    "--out",
    type=click.Path(path_type=Path, file_okay=False),
    required=True,
    help="Folder for the results.",
)
@click.option(
    "--ledger",
    "ledger_url",
    help="SQLite file or postgresql:// address; OUT/ledger.sqlite otherwise.",
)
@click.option("--format", "fmt", help="Name of the input format, when it is not recognised.")
@click.option("--workers", type=click.IntRange(0), help="Processes; 0 decides in this one.")
@click.option("--now", type=Moment(), help="The moment that counts as now.")
@click.option("--replay", is_flag=True, help="Decide each post as if at the moment it was posted.")
@click.option("--fresh", is_flag=True, help="Start over, even if a run stands in OUT.")
@click.option(
    "--media-folder",
    type=click.Path(path_type=Path, file_okay=False, exists=True),
    help="Where relative paths of media begin; the input's folder otherwise.",
)
@click.option("--no-media", is_flag=True, help="Do not look at pictures, sound and video.")
@click.option("--json", "as_json", is_flag=True, help="Print the summary as JSON.")
@facts_option
@deciding_options
def scan(
    source: str,
    out: Path,
    ledger_url: str | None,
    fmt: str | None,
    workers: int | None,
    now: datetime | None,
    replay: bool,
    fresh: bool,
    media_folder: Path | None,
    no_media: bool,
    as_json: bool,
    facts: Path | None,
    election: str,
    policy: str | None,
    judge_url: str | None,
    judge_model: str,
) -> None:
    """Decide the posts of SOURCE: a JSONL or CSV file, an export, a folder, or - for standard input.

    OUT receives decisions.jsonl, rejected.jsonl, report.html and, unless --ledger names another, ledger.sqlite.
    A run that was cut off goes on where it stopped. --facts takes corrections that a partner desk has published.
    """
    media = None if no_media else media_of(source, media_folder)
    settings = settings_of(
        election, policy, judge_url, judge_model, replay=replay, media=media, facts=facts
    )
    if settings.judge:
        must_answer(settings.judge)
    if media:
        index_ready()
    done = decide_all(
        source,
        out,
        settings,
        now_or(now),
        ledger_url=ledger_url,
        fmt=fmt,
        workers=workers,
        fresh=fresh,
        quiet=as_json,
    )
    summary = finish(done, out, settings, ledger_url)
    if as_json:
        print_json(summary)
    else:
        terminal.show(summary, people)
        _tell_rejected(summary, out)
        if summary.posts and summary.election_over and not replay:
            people.print("Untuk latihan pada waktu unggahan itu sendiri: --replay.")
    if settings.judge and summary.failed_detectors.get("judge"):
        must_answer(
            settings.judge
        )  # what it did not read is in the notes; an outage must not pass unseen


def media_of(source: str, folder: Path | None = None) -> MediaSettings:
    """How the media of an input are looked at: relative paths begin in its folder."""
    place = Path(source)
    beside = Path() if source == "-" else place if place.is_dir() else place.parent
    return MediaSettings(str((folder or beside).absolute()), str(home_folder()))


def decide_all(
    source: str,
    out: Path,
    settings: Settings,
    now: datetime,
    *,
    ledger_url: str | None = None,
    fmt: str | None = None,
    workers: int | None = None,
    fresh: bool = False,
    quiet: bool = False,
) -> ScanSummary:
    """Run the scan under a progress bar."""
    with progress_bar(quiet) as bar:
        task = bar.add_task("Memeriksa unggahan", total=None, note="")

        def tell(step: Progress) -> None:
            note = f"{step.rejected} ditolak" if step.rejected else ""
            if step.bytes_total:
                bar.update(task, total=step.bytes_total, completed=step.bytes_done)
                note = f"{step.posts} unggahan {note}"
            bar.update(task, note=note)

        return run_scan(
            source,
            out,
            decide_posts=settings.factory(),
            now=now,
            versions=versions(settings),
            how=remembered_as(settings),
            format=fmt,
            ledger_url=ledger_url,
            workers=workers,
            fresh=fresh,
            media=settings.media is not None,
            progress=tell,
        )


def finish(done: ScanSummary, out: Path, settings: Settings, ledger_url: str | None) -> Summary:
    """Write the queue and the HTML report, and return the same summary that is printed."""
    knowledge, policy = opened(settings)

    def told(number: int, entry: Entry) -> list[str]:
        return cells(number, listed(entry, knowledge.facts, policy))

    url = ledger_url or str(out / "ledger.sqlite")
    queue = queue_of(url, done.run, out / QUEUE_FILE, told)
    done = msgspec.structs.replace(done, notes=(*done.notes, *calendar_notes(settings)))
    summary = summary_of(
        done, knowledge.facts, policy, versions(settings), queue, replay=settings.replay
    )
    html.write(summary, out / "report.html")
    return summary


LOOKED_AT = 10_000  # rejected lines over which the reasons are counted


def _tell_rejected(summary: Summary, out: Path) -> None:
    """The commonest reasons, when lines were rejected; and a doubt about the format when every one was."""
    if not summary.rejected:
        return
    for reason, count in _reasons(out / REJECTED).most_common(3):
        people.print(f"[dim]  {count} x {escape(in_own_words(reason))}[/dim]", soft_wrap=True)
    if not summary.posts:
        people.print(
            "[yellow]Tidak satu pun baris terbaca sebagai unggahan. "
            "Apakah formatnya lain? Sebutkan dengan --format.[/yellow]"
        )


def _reasons(path: Path) -> Counter[str]:
    counted: Counter[str] = Counter()
    with path.open("rb") as file:
        for line, _ in zip(file, range(LOOKED_AT), strict=False):
            counted[str(msgspec.json.decode(line).get("reason", ""))[:160]] += 1
    return counted
