"""`suluh demo`: the main job on the posts that Suluh ships, written for this purpose."""

from __future__ import annotations

from pathlib import Path

import click
import msgspec

from suluh.cli.options import now_or
from suluh.cli.scan import decide_all, finish, media_of
from suluh.cli.screen import people
from suluh.report import terminal
from suluh.runners.deciding import Settings

FOLDER = Path(__file__).parent.parent / "demo"
POSTS = FOLDER / "posts.jsonl"
RESULTS = (
    "decisions.jsonl rejected.jsonl report.html antrean.csv "
    "ledger.sqlite ledger.sqlite-wal ledger.sqlite-shm .suluh-run.json"
).split()


@click.command()
@click.option(
    "--out",
    type=click.Path(path_type=Path, file_okay=False),
    default=Path("suluh-demo"),
    show_default=True,
    help="Folder for the results; earlier results in it are replaced.",
)
def demo(out: Path) -> None:
    """Decide the shipped posts. All of them were written by the project; none is a real person's."""
    for name in RESULTS:
        (out / name).unlink(missing_ok=True)
    people.print(
        "Contoh Suluh: unggahan karangan proyek ini, diputus pada waktu masing-masing diunggah."
    )
    settings = Settings(replay=True, media=media_of(str(FOLDER)))
    done = decide_all(str(FOLDER), out, settings, now_or(None))
    done = msgspec.structs.replace(done, skipped_files=())  # its README
    terminal.show(finish(done, out, settings, None), people)
    first = done.urgent[0].digest.post_id if done.urgent else "ID"
    people.print(f"\nJelaskan satu putusan:  .venv/bin/suluh explain {first} --in {out}")
    people.print(
        f"Meja kerja di peramban:  .venv/bin/suluh serve --demo --bring {out} --data {out}/meja"
    )
