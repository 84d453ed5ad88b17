"""Facts that touch the vote: when, where and how one votes, and which account speaks for the officials.

A stolen account that changes one of these keeps people from voting, so such a change waits after it was accepted, and
others are told at once. Whoever then knows better stops it; a third person may have it published sooner, with a reason.
"""

from __future__ import annotations

from collections.abc import Iterable
from datetime import timedelta
from typing import Any

WAIT = timedelta(
    hours=12
)  # ours: longer than the night in which an account would be misused unseen

TOUCHING_THE_VOTE: dict[str, tuple[str, ...]] = {
    "date": ("voting_date", "voting_day_holiday"),
    "hours": ("voting_hours", "voting_hours_dptb", "voting_hours_dpk", "late_queue"),
    "place": ("dpk_location", "anywhere_ktp_false", "special_tps", "check_dpt_url"),
    "who": ("eligibility", "id_documents", "one_vote", "glossary_lists", "abstain_not_crime"),
    "notice": ("notice_contents", "notice_deadline", "notice_not_mandatory", "notice_request"),
    "transfer": (
        "transfer_deadline_general", "transfer_deadline_special",
        "transfer_reasons_general", "transfer_reasons_special",
    ),
    "ballot": (
        "ballot_types", "ballot_signature", "valid_mark", "replace_damaged_ballot",
        "candidate_pair", "offices_elected", "disability_assistance",
    ),
    "voice": ("official_channel", "official_result_source", "result_publication_url"),
}  # fmt: skip
_SLOTS = frozenset(slot for slots in TOUCHING_THE_VOTE.values() for slot in slots)


def touches_the_vote(rows: Iterable[dict[str, Any]]) -> bool:
    """Whether one of these facts does, as it stood or as it would stand: moving it to another slot is no way around.

    >>> touches_the_vote([{"slot": "voting_hours"}]), touches_the_vote([{"slot": "turnout"}])
    (True, False)
    """
    return any(row.get("slot") in _SLOTS for row in rows)
