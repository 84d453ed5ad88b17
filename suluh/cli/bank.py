"""`suluh bank`: the known media that copies are found of."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import UTC, datetime
from pathlib import Path

import click
import msgspec
from rapidfuzz import process
from rich.markup import escape

from suluh.claims import shipped
from suluh.cli.known_media import index_ready
from suluh.cli.screen import aside, people, print_json, progress_bar
from suluh.cli.tongue import name, say
from suluh.content import Copy, Place, Segment
from suluh.errors import RequestError, ServiceError
from suluh.knowledge import home_folder, imported_reviews, open_knowledge
from suluh.media.bank import FOLDER, Added, Bank, Known, Removed, append, known_of, open_bank
from suluh.media.bank.exchange import FORMATS, Listed, Unread, read_list, write_list
from suluh.media.bank.known import known_id, masked, packed_frames, packed_sound
from suluh.media.found import Found

SHOWN = 20  # lines of a list that are named when they cannot be read; the rest are counted

file_argument = click.argument("file", type=click.Path(path_type=Path))
claim_option = click.option("--claim", required=True, help="Id of the claim review it belongs to.")
person_option = click.option(
    "--decided-by-person", "person", help="Name of the person who decided about it."
)
note_option = click.option("--note", default="", help="A few words to remember it by.")
force_option = click.option("--force", is_flag=True, help="Take a claim id that is not known.")
json_option = click.option("--json", "as_json", is_flag=True, help="Print as JSON.")


@click.group()
def bank() -> None:
    """Known media: pictures, videos and sounds whose copies are found again."""


@bank.command("add")
@file_argument
@claim_option
@person_option
@note_option
@click.option(
    "--words",
    multiple=True,
    help="A line of the words in the picture as a person reads them, instead of the machine; several times.",
)
@force_option
@json_option
def add_command(
    file: Path,
    claim: str,
    person: str | None,
    note: str,
    words: tuple[str, ...],
    force: bool,
    as_json: bool,
) -> None:
    """Add the picture, video or sound FILE to the bank, under a claim review."""
    _check_claim(claim, force)
    found = _as_read(_looked_at(file), words)
    known = known_of(
        found,
        claim,
        now=datetime.now(UTC),
        decided_by=person,
        note=note,
        source=file.name,
    )
    if not known.frames and not known.sound:
        raise RequestError(f"{file}: no print could be made of it")
    append(home_folder() / FOLDER, [Added(known)])
    index_ready()
    if as_json:
        print_json(_summary(known))
    else:
        people.print(say("bank_added", id=known.id, claim=claim), markup=False, soft_wrap=True)
        if not known.words:
            people.print(say("bank_wordless"), markup=False, soft_wrap=True)


@bank.command("list")
@json_option
def list_command(as_json: bool) -> None:
    """Every known medium on a line."""
    known = _standing()
    if as_json:
        print_json([_summary(each) for each in known])
        return
    for each in known:
        people.print(
            f"[bold]{each.id}[/bold] {name('media', each.kind):<7} {escape(each.claim):<12} "
            f"{escape(each.note or each.source)}",
            soft_wrap=True,
        )
    people.print(say("bank_count", count=len(known), version=Bank(known).version), markup=False)


@bank.command("show")
@click.argument("id")
@json_option
def show_command(id: str, as_json: bool) -> None:  # noqa: A002 - the argument is called ID
    """One known medium: its claim, its prints, its words, who decided about it."""
    known = _one(id)
    if as_json:
        print_json(_summary(known) | {"words": known.words, "sha256": known.sha256})
        return
    for key, value in _summary(known).items():
        if value not in (None, "", 0):
            label = name("bank_fields", key)
            people.print(f"{label}: {value}", markup=False, soft_wrap=True)
    for segment in known.words:
        people.print(f"  {name('places', segment.place.kind)}: {segment.text}", markup=False)


@bank.command("remove")
@click.argument("id")
@person_option
@note_option
def remove_command(id: str, person: str | None, note: str) -> None:  # noqa: A002
    """Take the known medium ID out of the bank. The removal is kept; adding it again brings it back."""
    known = _one(id)
    append(home_folder() / FOLDER, [Removed(known.id, datetime.now(UTC), person, note)])
    index_ready()
    people.print(say("bank_removed", id=known.id), markup=False)


@bank.command("find")
@file_argument
@json_option
def find_command(file: Path, as_json: bool) -> None:
    """Which known media FILE is a copy of, from where to where."""
    index_ready()
    copies = _looked_at(file, compare=True).copies
    if as_json:
        print_json(copies)
        return
    for copy in copies:
        _say_copy(copy)
    if not copies:
        people.print(say("bank_no_copy"), markup=False)


def _say_copy(copy: Copy) -> None:
    agreed = {True: "yes", False: "no", None: "unknown"}[copy.words_agree]
    people.print(
        say(
            "bank_copy",
            id=copy.known,
            claim=copy.claim,
            by=name("media", copy.by),
            level=name("bank_levels", copy.level),
            score=f"{copy.score:.2f}",
            at=f"{copy.at or 0:.1f}",
            offset=f"{copy.offset or 0:.1f}",
            coverage=f"{copy.coverage or 0:.0%}",
            words=name("bank_words", agreed),
        ),
        markup=False,
        soft_wrap=True,
    )


@bank.command("import")
@file_argument
@claim_option
@note_option
@force_option
@json_option
def import_command(file: Path, claim: str, note: str, force: bool, as_json: bool) -> None:
    """Add the prints of the list FILE: PDQ with quality, vPDQ frames, signals of python-threatexchange, or our JSON.

    A line that cannot be read is named with its cause; the others are kept. No person here has decided about them.
    """
    _check_claim(claim, force)
    listed: list[Listed] = []
    unread: list[Unread] = []
    with progress_bar() as bar:
        task = bar.add_task(say("bank_reading"), total=None, note="")
        for item in read_list(file):
            listed.append(item) if isinstance(item, Listed) else unread.append(item)
            bar.advance(task)
    _say_unread(file, unread)
    if not listed:
        raise RequestError(f"{file}: no print in it")
    now = datetime.now(UTC)
    known = [_imported(each, claim, note, file, now) for each in listed]
    append(home_folder() / FOLDER, map(Added, known))
    index_ready()
    if as_json:
        print_json({"added": len({each.id for each in known}), "rejected": len(unread)})
    else:
        people.print(say("bank_imported", added=len(known), rejected=len(unread)), markup=False)


def _imported(listed: Listed, claim: str, note: str, file: Path, now: datetime) -> Known:
    frames, sound = packed_frames(listed.frames), packed_sound(listed.sound)
    return Known(
        id=known_id((frames + sound).hex(), claim),
        claim=claim,
        kind=listed.kind,
        added_at=now,
        frames=frames,
        sound=sound,
        words=masked(listed.words),
        seconds=listed.seconds,
        note=note or listed.name,
        source=file.name,
    )


@bank.command("export")
@click.option("--format", "form", type=click.Choice(FORMATS), default="json", show_default=True)
@click.option("--id", "ids", multiple=True, help="Only this known medium; several times.")
@click.option("--out", type=click.Path(path_type=Path), help="A file; standard output otherwise.")
def export_command(form: str, ids: tuple[str, ...], out: Path | None) -> None:
    """Write the bank as a list that others read. The names of persons stay here."""
    known = [_one(each) for each in ids] if ids else _standing()
    text = write_list(known, form)
    if out is None:
        click.echo(text, nl=False)
        return
    try:
        out.write_text(text, encoding="utf-8")
    except OSError as error:
        raise ServiceError(f"cannot write {out}: {error.strerror}") from error
    aside.print(say("bank_exported", count=len(known), path=out), markup=False, soft_wrap=True)


# --- what the commands share


def _standing() -> tuple[Known, ...]:
    opened = open_bank(home_folder())
    return opened.known if opened else ()


def _one(wanted: str) -> Known:
    """The known medium with this id, or the only one whose id begins so. Raises RequestError."""
    found = [each for each in _standing() if each.id.startswith(wanted)]
    exact = [each for each in found if each.id == wanted]
    if len(exact or found) != 1 or not wanted:
        raise RequestError(f'no known medium "{wanted}"; see suluh bank list')
    return (exact or found)[0]


def _check_claim(claim: str, force: bool) -> None:
    """Raises RequestError for an id that no claim review has, with the likeliest intention."""
    ids = {review.id for review in (*shipped(), *imported_reviews())}
    if claim in ids or force:
        return
    near = process.extractOne(claim, ids, score_cutoff=70)
    if near:
        raise RequestError(f'unknown claim review "{claim}", did you mean "{near[0]}"?')
    raise RequestError(f'no claim review "{claim}"; see suluh claims list, or give --force')


def _looked_at(file: Path, *, compare: bool = False) -> Found:
    """What is seen, heard and known of a file, in a process of its own; what could not be looked at is said aside.

    compare: look for copies of what is in the bank. Raises RequestError for a file that is no medium.
    """
    from suluh.media.settings import Settings
    from suluh.media.worker import MediaWorker

    if not file.is_file():
        raise RequestError(f"{file}: no such file")
    settings = Settings(names=_names(), bank=str(home_folder()) if compare else None)
    way = "suluh.media.understand:understand" if compare else "suluh.media.bank.looking:looked_at"
    with aside.status(say("bank_looking")), MediaWorker(way, settings) as worker:
        (found,) = worker.understand([(0, str(file))])
    for note in found.notes:
        aside.print(f"{file}: {note}", markup=False, soft_wrap=True)
    if found.kind is None:
        raise RequestError(f"{file}: is neither a picture nor a video nor a sound")
    return found


def _names() -> tuple[str, ...]:
    """Places that may be spoken of."""
    from suluh.media.speech.hints import hints_of

    return hints_of(open_knowledge().facts).names


def _as_read(found: Found, words: tuple[str, ...]) -> Found:
    """With what a person read in the place of what a machine read in the picture."""
    if not words:
        return found
    read = (Segment(line, Place("picture", medium=0)) for line in words)
    heard = (segment for segment in found.segments if segment.place.kind != "picture")
    return msgspec.structs.replace(found, segments=(*read, *heard))


def _say_unread(file: Path, unread: Iterable[Unread]) -> None:
    """Each line that could not be read, as far as a person reads on."""
    unread = list(unread)
    for bad in unread[:SHOWN]:
        aside.print(f"{file}:{bad.line}: {bad.cause}", markup=False, soft_wrap=True)
    if len(unread) > SHOWN:
        aside.print(say("bank_more", count=len(unread) - SHOWN), markup=False)


def _summary(known: Known) -> dict[str, object]:
    return {
        "id": known.id,
        "kind": known.kind,
        "claim": known.claim,
        "decided_by": known.decided_by,
        "added_at": known.added_at.isoformat(timespec="seconds"),
        "seconds": known.seconds,
        "frames": known.frame_count,
        "sound": len(known.sound) // 4,
        "note": known.note,
        "source": known.source,
    }
