"""`suluh bench KIND PATH`: measure on given data; prints a table and writes the same figures as JSON."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import datetime
from functools import partial
from importlib import import_module
from pathlib import Path
from typing import Any

import click
import msgspec

from suluh.bench.table import show
from suluh.cli.options import deciding_options, settings_of
from suluh.cli.screen import people, write_json
from suluh.cli.tongue import usage
from suluh.content import WIB, Post
from suluh.errors import RequestError
from suluh.policy.decision import Decision
from suluh.runners.deciding import Deciding, Settings, opened, way_of
from suluh.runners.seeing import MediaSettings

ON_FILES = (
    "posts", "retrieval", "classification", "neutrality", "paraphrases", "polarity", "guide-search",
)  # fmt: skip
KINDS = (
    *ON_FILES,
    "media",
    "speed",
    "memory",
    "growth",
    "parts",
    "desk",
    "guide",
    "workshop",
    "checker",
    "accounts",
    "networks",
    "transparency",
    "fairness",
    "safety",
    "evasions",
)
MEDIA_PARTS = ("words", "speech", "sounds", "copies", "twins", "pace", "ends")
DESK_PARTS = ("load", "queue", "kill")
NETWORK_PARTS = ("planted", "beside", "published")
DATABASES = ("sqlite", "postgresql")


@click.command()
@click.argument("kind", type=click.Choice(KINDS))
@click.argument("path", required=False, type=click.Path(path_type=Path))
@click.option(
    "--json",
    "json_file",
    type=click.Path(path_type=Path, dir_okay=False),
    help="Write the figures here too.",
)
@click.option(
    "--size",
    type=click.IntRange(1),
    help="speed, memory, networks: posts in the stream; growth: the largest number of reviews; media: clips a part; "
    "desk: open items in the long queue; workshop: participants; transparency: events; fairness: cases; "
    "evasions: posts of each half.",
)
@click.option(
    "--reviews",
    type=click.IntRange(0),
    default=0,
    help="memory: invented claim reviews beside the shipped ones.",
)
@click.option(
    "--part",
    "parts",
    type=click.Choice((*MEDIA_PARTS, *DESK_PARTS, *NETWORK_PARTS)),
    multiple=True,
    help="media, desk, networks: measure this part alone; may be given again.",
)
@click.option(
    "--speech",
    type=click.Path(path_type=Path, file_okay=False, exists=True),
    help="media: your own clips, each with what is said in a .txt of the same name.",
)
@click.option(
    "--on",
    "databases",
    type=click.Choice(DATABASES),
    multiple=True,
    help="desk: this database alone; both otherwise.",
)
@click.option("--reviewers", type=click.IntRange(1, 200), default=50, help="desk: at once.")
@click.option(
    "--seconds", type=click.FloatRange(1, 3600), default=60.0, help="desk: how long they work."
)
@click.option(
    "--pause",
    type=click.FloatRange(0, 600),
    default=10.0,
    help="desk: seconds, on average, for reading a post.",
)
@click.option(
    "--intake", type=click.FloatRange(0.01, 1000), default=2.0, help="desk: reports a second."
)
@click.option(
    "--kills",
    type=click.IntRange(1, 1000),
    default=20,
    help="desk: how often the server is killed.",
)
@deciding_options
def bench(
    kind: str,
    path: Path | None,
    json_file: Path | None,
    size: int | None,
    reviews: int,
    parts: tuple[str, ...],
    speech: Path | None,
    databases: tuple[str, ...],
    reviewers: int,
    seconds: float,
    pause: float,
    intake: float,
    kills: int,
    election: str,
    policy: str | None,
    judge_url: str | None,
    judge_model: str,
) -> None:
    """Measure KIND on PATH.

    \b
    posts FILE          posts with an `expect` field: act, flag or leave
    retrieval DIR       kb.jsonl and queries.jsonl: the right claim review first?
    classification DIR  items.jsonl: what is limited, what is left, against plain talk
    neutrality FILE     any posts: swap who is named; nothing may change
    paraphrases DIR     titles.jsonl and queries.jsonl: is the right headline first?
    polarity FILE       posts with a fact and how they stand to it: does the judge tell?
    media [DIR]         pictures, sound and video made by script; DIR may hold media_memes_id
    speed               a stream of our own making, through the whole path
    memory              the same stream, never a file: what each process holds at each tenth
    growth              1k to 1M claim reviews: time, memory, disk
    parts               rule evaluation and retrieval beside what one would pick instead
    desk                many people at the desks, a very long queue, a server that is killed
    workshop            a hall of telephones in one workshop; --size participants, 300 otherwise
    guide-search DIR    dev.jsonl and kept_apart.jsonl: is the right page first, is the rest left unanswered?
    checker             messages with their right answer: how many are found, is any wrong?
    accounts            invented accounts with what they are: which pass for another, which are left alone?
    networks [DIR]      posts with planted groups and hard negatives; --part beside: QUT's toolkit too;
                        --part published: the share logs of CooRTweet in DIR
    transparency [DIR]  a ledger that is made up, folded into the public count; --size events
    fairness            invented ledgers with and without a planted bias: found, and falsely; --size cases
    safety              scams, threats, personal data: found, first in the queue, masked; what is harmless left alone?
    evasions            thirty ways to write past a detector: how much is still found, what harmless is now flagged?
    guide [DIR]         bytes, requests and time of a visit, answers a second; DIR is a built site
    """
    settings = settings_of(election, policy, judge_url, judge_model, replay=True)
    if kind in ON_FILES and path is None:
        raise usage("bench {kind} needs a PATH", kind=kind)
    if path is not None and not path.exists():
        raise RequestError(f"there is nothing at {path}")
    measure = MEASURES[kind]
    if kind == "memory":
        measure = partial(_memory, reviews=reviews)
    elif kind == "media":
        measure = partial(_media, parts=parts, speech=speech)
    elif kind == "networks":
        measure = partial(_networks, parts=parts)
    elif kind == "desk":
        measure = partial(
            _desk,
            parts=parts,
            databases=databases,
            reviewers=reviewers,
            seconds=seconds,
            pause=pause,
            intake=intake,
            kills=kills,
        )
    result = measure(path, settings, size)
    if json_file:
        write_json(json_file, result)


def decider(settings: Settings) -> Callable[[Sequence[Post]], list[Decision]]:
    """Decide each post as if at the moment it was posted, without a ledger."""
    opened(settings)
    now = datetime.now(WIB)

    def decide_many(posts: Sequence[Post]) -> list[Decision]:
        return [way_of(post, settings, post.posted_at or now).decision for post in posts]

    return decide_many


Measured = dict[str, Any]


def _posts(path: Path | None, settings: Settings, size: int | None) -> Measured:
    from suluh.bench import posts

    assert path is not None
    result = posts.run(path, decider(settings))
    if not result["rows"]:
        raise RequestError(f"{path} holds no post")
    show(posts.table(result), people)
    return result


def _retrieval(path: Path | None, settings: Settings, size: int | None) -> Measured:
    from suluh.bench import retrieval

    assert path is not None
    with people.status("Mencari…"):
        result = retrieval.run(path)
    retrieval.print_report(result, people)
    return result


def _classification(path: Path | None, settings: Settings, size: int | None) -> Measured:
    from suluh.bench import classification

    assert path is not None
    result = classification.run(path, decider(settings))
    classification.show(result, people)
    return result


def _paraphrases(path: Path | None, settings: Settings, size: int | None) -> Measured:
    from suluh.bench import paraphrases

    assert path is not None
    with people.status("Mencari…"):
        result = paraphrases.run(path)
    show([paraphrases.table(result)], people)
    return result


def _polarity(path: Path | None, settings: Settings, size: int | None) -> Measured:
    from suluh.bench import polarity

    assert path is not None
    result = polarity.run(path, opened(settings)[0])
    show(polarity.tables(result), people)
    return result


def _neutrality(path: Path | None, settings: Settings, size: int | None) -> Measured:
    from suluh.bench import neutrality

    assert path is not None
    result = neutrality.run(path, decider(settings), opened(settings)[0])
    show(neutrality.table(result), people)
    return result


def _speed(path: Path | None, settings: Settings, size: int | None) -> Measured:
    from suluh.bench import speed

    result = speed.run(settings, size or 100_000)
    show(speed.table(result), people)
    return result


def _memory(path: Path | None, settings: Settings, size: int | None, reviews: int = 0) -> Measured:
    from suluh.bench import memory

    result = memory.run(settings, size or 100_000, reviews)
    show(memory.table(result), people)
    return result


def _growth(path: Path | None, settings: Settings, size: int | None) -> Measured:
    from suluh.bench import growth

    largest = size or 100_000
    result = growth.run([n for n in (1_000, 10_000, 100_000, 1_000_000) if n <= largest])
    growth.print_growth(result, people)
    return result


def _parts(path: Path | None, settings: Settings, size: int | None) -> Measured:
    from suluh.bench import parts, speed

    result = parts.run(settings, speed.election_posts())
    show(parts.table(result), people)
    return result


def _media(
    path: Path | None,
    settings: Settings,
    size: int | None,
    parts: tuple[str, ...] = (),
    speech: Path | None = None,
) -> Measured:
    from suluh.bench.media import whole

    door = Deciding(msgspec.structs.replace(settings, media=MediaSettings()))

    def decide(post: Post) -> Decision:
        return door.way(post, post.posted_at or datetime.now(WIB)).decision

    chosen = ("speech",) if speech else parts or MEDIA_PARTS
    asked = whole.Asked(size or 200, path, speech, decide)
    try:
        return whole.run(asked, chosen, lambda tables: show(tables, people))
    finally:
        door.close()


def _desk(
    path: Path | None,
    settings: Settings,
    size: int | None,
    parts: tuple[str, ...] = (),
    databases: tuple[str, ...] = (),
    **asked: Any,
) -> Measured:
    """The desks stand beside the command line, not below it: they are asked for by name, as commands are."""
    measured = import_module("suluh.web.load.parts")
    whole = import_module("suluh.web.load.whole")
    crowd = measured.Asked("", Path(), None, open_items=size or 1_000_000, **asked)
    result: Measured = whole.run(
        crowd, parts or DESK_PARTS, databases or DATABASES, lambda tables: show(tables, people)
    )
    return result


def _guide(path: Path | None, settings: Settings, size: int | None) -> Measured:
    """Without a built site, one is built and thrown away."""
    import tempfile

    from suluh.bench import guide as budget
    from suluh.facts import load
    from suluh.guide.book import Book
    from suluh.house.build import build
    from suluh.house.site import Site

    day = datetime.now(WIB).date()
    with tempfile.TemporaryDirectory() as folder:
        if path is None:
            path = build(Site(Book(load(settings.election), day)), Path(folder) / "situs").folder
        result = budget.run(settings.election, day.isoformat(), path)
    show(budget.tables(result), people)
    measured: Measured = msgspec.to_builtins(result)
    return measured


def _workshop(path: Path | None, settings: Settings, size: int | None) -> Measured:
    """At the desks, as `_desk`."""
    measured = import_module("suluh.web.load.workshop")
    result: Measured = measured.run(size or 300)
    show(measured.tables(result), people)
    return result


def _guide_search(path: Path | None, settings: Settings, size: int | None) -> Measured:
    from suluh.bench import guide_search
    from suluh.facts import load
    from suluh.guide.book import Book
    from suluh.house.sentences import opened

    assert path is not None
    book = Book(load(settings.election), datetime.now(WIB).date())
    found = [
        *guide_search.tables(guide_search.run(path, book), "in a page"),
        *guide_search.tables(guide_search.run(path, book, opened), "on a server"),
    ]
    show(found, people)
    measured: Measured = {table.title: msgspec.to_builtins(table.rows) for table in found}
    return measured


def _checker(path: Path | None, settings: Settings, size: int | None) -> Measured:
    """The shipped messages, or those of another file in the same form."""
    from suluh.bench import checker
    from suluh.knowledge import open_knowledge

    result = checker.run(open_knowledge(settings.election), path or checker.FILE)
    show(checker.tables(result), people)
    measured: Measured = msgspec.to_builtins(result)
    return measured


def _accounts(path: Path | None, settings: Settings, size: int | None) -> Measured:
    """The shipped accounts, or those of another file in the same form."""
    from suluh.bench.accounts import measure
    from suluh.facts import load

    result = measure.run(load(settings.election), path or measure.FILE)
    show(measure.tables(result), people)
    return measure.figures(result)


def _networks(
    path: Path | None, settings: Settings, size: int | None, *, parts: tuple[str, ...] = ()
) -> Measured:
    from suluh.bench.networks import beside, published, run

    measured: Measured = {}
    for part in parts or NETWORK_PARTS[:1]:
        if part == "published":
            measured[part] = published.run(path)
            show(published.tables(measured[part]), people)
        else:
            module = beside if part == "beside" else run
            measured[part] = module.run(size)
            show(module.tables(measured[part]), people)
    return measured


def _transparency(path: Path | None, settings: Settings, size: int | None) -> Measured:
    """size: events of the ledger that is made up; path: folder in which it stands meanwhile."""
    from suluh.bench import transparency

    result = transparency.measure(size or 100_000, path)
    show(transparency.tables(result), people)
    measured: Measured = msgspec.to_builtins(result)
    return measured


def _fairness(path: Path | None, settings: Settings, size: int | None) -> Measured:
    from suluh.bench import fairness

    with people.status("Menghitung…"):
        result = fairness.run(size)
    show(fairness.tables(result), people)
    return result


def _safety(path: Path | None, settings: Settings, size: int | None) -> Measured:
    """The shipped posts, or those of another file in the same form."""
    from suluh.bench.safety import measure

    result = measure.run(*opened(settings), path or measure.FILE)
    show(measure.tables(result), people)
    return measure.figures(result)


def _evasions(path: Path | None, settings: Settings, size: int | None) -> Measured:
    """The shipped posts, or those of another file in the same form."""
    from suluh.bench.evasions import measure

    result = measure.run(*opened(settings), path or measure.FILE, size=size)
    show(measure.tables(result), people)
    return measure.figures(result)


MEASURES: dict[str, Callable[[Path | None, Settings, int | None], Measured]] = {
    "posts": _posts,
    "retrieval": _retrieval,
    "classification": _classification,
    "neutrality": _neutrality,
    "paraphrases": _paraphrases,
    "polarity": _polarity,
    "media": _media,
    "speed": _speed,
    "memory": _memory,
    "growth": _growth,
    "parts": _parts,
    "desk": _desk,
    "guide": _guide,
    "workshop": _workshop,
    "guide-search": _guide_search,
    "checker": _checker,
    "accounts": _accounts,
    "networks": _networks,
    "transparency": _transparency,
    "fairness": _fairness,
    "safety": _safety,
    "evasions": _evasions,
}
