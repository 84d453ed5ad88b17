"""What the detectors make of posts, each beside what it should be."""

from __future__ import annotations

from datetime import datetime

import msgspec

from suluh.bench.table import show
from suluh.cli.bench.asked import MEDIA_PARTS, Asked, Measured
from suluh.cli.screen import people
from suluh.content import WIB, Post
from suluh.errors import RequestError
from suluh.policy.decision import Decision
from suluh.runners.deciding import Deciding, decider, opened
from suluh.runners.seeing import MediaSettings


def posts(asked: Asked) -> Measured:
    from suluh.bench import posts as measure

    result = measure.run(asked.given, decider(asked.settings))
    if not result["rows"]:
        raise RequestError(f"{asked.given} holds no post")
    show(measure.table(result), people)
    return result


def classification(asked: Asked) -> Measured:
    from suluh.bench import classification as measure

    result = measure.run(asked.given, decider(asked.settings))
    measure.show(result, people)
    return result


def neutrality(asked: Asked) -> Measured:
    from suluh.bench import neutrality as measure

    result = measure.run(asked.given, decider(asked.settings), opened(asked.settings)[0])
    show(measure.table(result), people)
    return result


def polarity(asked: Asked) -> Measured:
    from suluh.bench import polarity as measure

    result = measure.run(asked.given, opened(asked.settings)[0])
    show(measure.tables(result), people)
    return result


def safety(asked: Asked) -> Measured:
    """The shipped posts, or those of another file in the same form."""
    from suluh.bench.safety import measure, personal

    result = measure.run(*opened(asked.settings), asked.path or measure.FILE)
    hidden = personal.run()
    show([*measure.tables(result), *personal.tables(hidden)], people)
    return measure.figures(result) | {"personal_data": msgspec.to_builtins(hidden.halves)}


def evasions(asked: Asked) -> Measured:
    """The shipped posts, or those of another file in the same form."""
    from suluh.bench.evasions import measure

    result = measure.run(*opened(asked.settings), asked.path or measure.FILE, size=asked.size)
    show(measure.tables(result), people)
    return measure.figures(result)


def media(asked: Asked) -> Measured:
    from suluh.bench.media import whole

    door = Deciding(msgspec.structs.replace(asked.settings, media=MediaSettings()))

    def decide(post: Post) -> Decision:
        return door.way(post, post.posted_at or datetime.now(WIB)).decision

    chosen = ("speech",) if asked.speech else asked.parts or MEDIA_PARTS
    wanted = whole.Asked(asked.size or 200, asked.path, asked.speech, decide)
    try:
        return whole.run(wanted, chosen, lambda tables: show(tables, people))
    finally:
        door.close()
