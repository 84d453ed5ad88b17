"""`suluh bench KIND PATH`: measure on given data; prints a table and writes the same figures as JSON."""

from __future__ import annotations

from pathlib import Path

import click

from suluh.cli.bench.asked import (
    DATABASES,
    DESK_PARTS,
    MEDIA_PARTS,
    NETWORK_PARTS,
    SEARCH_PARTS,
    Asked,
    Crowd,
)
from suluh.cli.bench.kinds import MEASURES
from suluh.cli.options import deciding_options, settings_of
from suluh.cli.screen import write_json
from suluh.errors import RequestError


@click.command()
@click.argument("kind", type=click.Choice(tuple(MEASURES)))
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
    type=click.Choice((*MEDIA_PARTS, *DESK_PARTS, *NETWORK_PARTS, *SEARCH_PARTS)),
    multiple=True,
    help="media, desk, networks, guide-search: measure this part alone; may be given again.",
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
    if path is not None and not path.exists():
        raise RequestError(f"there is nothing at {path}")
    crowd = Crowd(reviewers, seconds, pause, intake, kills)
    asked = Asked(kind, settings, path, size, parts, reviews, speech, databases, crowd)
    result = MEASURES[kind](asked)
    if json_file:
        write_json(json_file, result)
