"""`suluh jaga`: share cards, the weekly digest, kits and videos for #SalingJaga, and how far its pages reach."""

from __future__ import annotations

import tempfile
from collections.abc import Callable, Iterable
from datetime import date, datetime
from pathlib import Path
from typing import Any, TypeVar

import click

from suluh.cli.options import published_option
from suluh.cli.screen import people, print_json
from suluh.cli.tongue import say, usage
from suluh.content import WIB
from suluh.errors import RequestError, ServiceError
from suluh.facts import Facts, load
from suluh.facts.load import DATA
from suluh.facts.published import root_of
from suluh.literacy.cards import Card, fact_cards, review_cards
from suluh.literacy.digest import Digest, Week, atom, digests, whatsapp

F = TypeVar("F", bound=Callable[..., Any])
OUT = click.Path(path_type=Path, file_okay=False)
_CHOICE = click.Choice(["id", "en"])


def _shared(command: F) -> F:
    """The options that all of them have."""
    for option in (
        published_option,
        click.option("--election", default="pilkada-2024", show_default=True),
        click.option(
            "--url", default="", help="The public address of the house, for links and QR."
        ),
        click.option(
            "--on", type=click.DateTime(["%Y-%m-%d"]), help="The day (WIB); today if not given."
        ),
        click.option(
            "--words",
            default="id",
            type=_CHOICE,
            show_default=True,
            help="Language of what is made.",
        ),
    ):
        command = option(command)
    return command


@click.group()
def jaga() -> None:
    """#SalingJaga: what everybody can share."""


@jaga.command("cards")
@click.option("--out", type=OUT, required=True, help="The folder to write into.")
@click.option("--only", multiple=True, help="Ids of facts or claim reviews; all if not given.")
@_shared
def cards_command(
    out: Path,
    only: tuple[str, ...],
    facts: Path | None,
    election: str,
    url: str,
    on: datetime | None,
    words: str,
) -> None:
    """Share cards as SVG and PNG, 1080×1920 and square."""
    from suluh.literacy.layout import SIZES, drawing
    from suluh.literacy.pictures import png, svg

    made, cut = 0, []
    for card in _cards(only, _facts(facts, election), url, on, words):
        for shape in SIZES:
            drawn = drawing(card, shape)
            _write(out / f"{card.id}-{shape}.png", png(drawn))
            _write(out / f"{card.id}-{shape}.svg", svg(drawn))
            made += 2
            if drawn.cut:
                cut.append(f"{card.id}-{shape}")
    people.print(say("jaga_made", n=made, out=out))
    if cut:
        people.print(say("jaga_cut", n=len(cut), names=", ".join(cut[:5])))


@jaga.command("digest")
@click.option("--week", help="Such as 2024-W48; the newest if not given.")
@click.option("--out", type=OUT, help="Write every week and the feed into a folder.")
@click.option("--json", "as_json", is_flag=True)
@_shared
def digest_command(
    week: str | None,
    out: Path | None,
    as_json: bool,
    facts: Path | None,
    election: str,
    url: str,
    on: datetime | None,
    words: str,
) -> None:
    """What is going round, from claim reviews by their week; as a message for WhatsApp."""
    found = digests(_reviews(_facts(facts, election)), _day(on))
    url = _slash(url)
    if out is not None:
        for each in found:
            _write(out / f"{each.week}.txt", whatsapp(each, words, url).encode())
        _write(out / "pekanan.atom", atom(found, words, url))
        people.print(say("jaga_made", n=len(found) + 1, out=out))
        return
    chosen = _of_week(found, week)
    if as_json:
        print_json({"week": str(chosen.week), "reviews": [r.id for r in chosen.reviews]})
    else:
        click.echo(whatsapp(chosen, words, url), nl=False)


@jaga.command("kit")
@click.option(
    "--out",
    type=click.Path(path_type=Path, dir_okay=False),
    required=True,
    help="The zip to write.",
)
@_shared
def kit_command(
    out: Path, facts: Path | None, election: str, url: str, on: datetime | None, words: str
) -> None:
    """Posters, a 45-minute lesson plan, a checklist, messages and cards as a zip."""
    from suluh.literacy.kit import MOST_CARDS, kit

    day, told = _day(on), _facts(facts, election)
    cards = fact_cards(told, day, words, _slash(url))[:MOST_CARDS]
    content = kit(words, day, cards, digests(_reviews(told), day), _slash(url))
    _write(out, content)
    people.print(say("jaga_made", n=1, out=out))


@jaga.command("video")
@click.option("--out", type=OUT, required=True, help="The folder to write into.")
@click.option("--only", multiple=True, required=True, help="Ids of facts or claim reviews.")
@_shared
def video_command(
    out: Path,
    only: tuple[str, ...],
    facts: Path | None,
    election: str,
    url: str,
    on: datetime | None,
    words: str,
) -> None:
    """Silent vertical videos of 15 seconds with a caption track."""
    from suluh.literacy.video import write

    made = [write(card, out) for card in _cards(only, _facts(facts, election), url, on, words)]
    people.print(say("jaga_made", n=2 * len(made), out=out))


@jaga.command("reach")
@click.option(
    "--data",
    type=OUT,
    default=Path("suluh-data"),
    show_default=True,
    help="The folder of the installation.",
)
@click.option("--json", "as_json", is_flag=True)
def reach_command(data: Path, as_json: bool) -> None:
    """Readings of each page and day, rounded down to tens; nobody is known by them."""
    from suluh.literacy.reach import totals

    found = totals(data / "reach.sqlite")
    if as_json:
        print_json(list(found))
        return
    for one in found:
        shown = say("jaga_few") if one.readings is None else str(one.readings)
        click.echo(f"{one.day}\t{shown}\t/{one.page}")
    if not found:
        people.print(say("jaga_none"))


def _cards(
    only: tuple[str, ...], told: Facts, url: str, on: datetime | None, words: str
) -> Iterable[Card]:
    """Raises RequestError for an id that has no card."""
    url = _slash(url)
    cards = {c.id: c for c in fact_cards(told, _day(on), words, url)}
    cards |= {c.id: c for c in review_cards(_reviews(told), words, url)}
    missing = [each for each in only if each not in cards]
    if missing:
        raise RequestError(
            f"{missing[0]}: no card; it is unknown, not in force, or not firm enough"
        )
    return [cards[each] for each in only] if only else cards.values()


def _facts(place: Path | None, election: str) -> Facts:
    return load(election, root_of(place, election) if place else DATA)


def _reviews(told: Facts) -> tuple[Any, ...]:
    from suluh.house.reviews import reviews_for

    return reviews_for(told)


def _of_week(found: tuple[Digest, ...], week: str | None) -> Digest:
    wanted = Week.read(week) if week else None
    for each in found:
        if wanted is None or each.week == wanted:
            return each
    raise RequestError(f"no claim review was published in {week or 'any week'}")


def _day(on: datetime | None) -> date:
    return on.date() if on else datetime.now(WIB).date()


def _slash(url: str) -> str:
    if url and not url.startswith(("https://", "http://")):
        raise usage("--url must begin with https:// or http://")
    return url.rstrip("/") + "/" if url else ""


def _write(path: Path, content: bytes) -> None:
    """Whole or not at all. Raises ServiceError when the disk refuses."""
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        with tempfile.NamedTemporaryFile(dir=path.parent, delete=False) as draft:
            try:
                draft.write(content)
                draft.flush()
                Path(draft.name).chmod(0o644)
                Path(draft.name).replace(path)
            except OSError:
                Path(draft.name).unlink(missing_ok=True)
                raise
    except OSError as error:
        raise ServiceError(f"cannot write {path}: {error.strerror}") from error
