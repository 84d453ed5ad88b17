"""Which event a day or an hour belongs to: the vote, another stage of the election, or something else."""

from __future__ import annotations

from suluh.signals.contradiction.frames import Statement, Token
from suluh.text.dates import SeenDate
from suluh.text.hours import SeenHours

VOTE = ("VOTE", "DAY", "ELECTION", "ELECTION_2024", "TPS", "GENERAL_ELECTION", "ANYWHERE", "VOTER")
STAGES = (
    "CAMPAIGN QUIET ADS REGISTRATION DETERMINATION DRAW LIST_UPDATE COKLIT COUNTING RECAP TRANSFER"
    " NOTICE_STAGE REPLACE_CANDIDATE ELECTED_STAGE QUICK_COUNT MK REPORT_VIOLATION HOLIDAY WORKDAY"
).split()
OTHER = ("EVENT_OTHER", "DUTY", "OTHER_ELECTION", "GUARDED")
_ALL = (*VOTE, *STAGES, *OTHER)
_MODIFIER_REACH = 3  # "masa tenang Pilkada", "debat Pilkada": the second noun only tells which one


def event_of(statement: Statement, seen: SeenDate | SeenHours | Token) -> Token | None:
    """The event nearest to a time, the same clause first; None when the sentence names none."""
    here = statement.word(seen.start)
    last = statement.word(max(seen.end - 1, seen.start))
    clause = statement.clause(seen.start)
    best: tuple[tuple[int, int], Token] | None = None
    for token in heads(statement):
        if token.start < seen.end and seen.start < token.end:
            continue
        # An event behind its time is a little farther.
        behind = max(token.first - last - 1, 0) + 1
        far = here - token.last - 1 if token.last < here else behind
        rank = (int(statement.clause(token.start) != clause), far)
        if best is None or rank < best[0]:
            best = (rank, token)
    return best[1] if best else None


def heads(statement: Statement) -> list[Token]:
    """Event words without those that only modify an event named just before them."""
    tokens = statement.of(*_ALL)
    return [
        t
        for i, t in enumerate(tokens)
        if not _modifies(statement, tokens[:i], t) and not _landmark(statement, t)
    ]


def _landmark(statement: Statement, token: Token) -> bool:
    """ "sebelum pencoblosan", "usai Pilkada": the vote only says when something else is."""
    if token.concept not in VOTE:
        return False
    before = statement.of("AROUND", "BEFORE") + [
        t for t in statement.of("CLOSE") if "selesai" in statement.text[t.start : t.end]
    ]
    return any(a.end <= token.start and token.first - a.last - 1 <= 1 for a in before)


def _modifies(statement: Statement, earlier: list[Token], token: Token) -> bool:
    if token.concept == "VOTE":  # "tiket mudik nyoblos"
        return any(
            e.concept in OTHER
            and token.first - e.last == 1
            and statement.clause(e.start) == statement.clause(token.start)
            for e in earlier
        )
    if token.concept not in ("ELECTION", "ELECTION_2024", "GENERAL_ELECTION", "TPS"):
        return False
    return any(
        e.concept not in ("ELECTION", "ELECTION_2024", "GENERAL_ELECTION", "TPS", "HOLIDAY")
        and (e.concept in STAGES or e.concept in OTHER)
        and token.first - e.last - 1 <= _MODIFIER_REACH
        for e in earlier
    )


def is_vote(token: Token | None) -> bool:
    return token is not None and token.concept in VOTE
