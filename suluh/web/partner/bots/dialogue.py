"""What the bot says to a message: help, where one's tips stand, an answer that is sure, or a number for the tip."""

from __future__ import annotations

import re
from datetime import datetime, timedelta

from suluh.cases import Refused
from suluh.web.asked import Unclear
from suluh.web.partner import tips
from suluh.web.partner.answering import Answer, sure_answer
from suluh.web.partner.limits import within
from suluh.web.partner.models import Incoming
from suluh.web.tongue import said

HELP = re.compile(
    r"/?(?:start|mulai|help|bantuan|halo|hai|hi|hello|menu|info)[\s!.]*", re.IGNORECASE
)
STATUS = re.compile(r"/?(?:status|cek)\b", re.IGNORECASE)
INSIST = re.compile(r"/?(?:lapor|laporkan|report)[\s!.]*", re.IGNORECASE)
SHORTEST = 12  # characters: less is a greeting or a slip
AN_HOUR = 3600
MOST = 30  # messages an hour from one sender
INSIST_WITHIN = timedelta(hours=24)


def thought(message: Incoming, now: datetime, lang: str = "id") -> Answer | None:
    """What is surely known about the words of a message. Takes its time; asked before anything is written."""
    text = message.text.strip()
    return None if _is_short(text) else sure_answer(text, now, lang)


def reply(message: Incoming, sure: Answer | None, now: datetime, lang: str = "id") -> str:
    """The answer to one message; "" for a sender who was told already that it is too much. sure: see `thought`."""
    if not within("bot", message.person, MOST, AN_HOUR):
        return said("tip_slowly", lang) if within("bot-told", message.person, 1, AN_HOUR) else ""
    text = message.text.strip()
    if INSIST.fullmatch(text):
        return _insisted(message, now, lang)
    if STATUS.match(text):
        return _status(message.person, text, lang)
    if _is_short(text):
        return said("tip_help", lang)
    return sure.text if sure else _take(message, text, now, lang)


def _insisted(message: Incoming, now: datetime, lang: str) -> str:
    """LAPOR after an answer: the message before it is taken as a tip all the same."""
    since = now - INSIST_WITHIN
    before = Incoming.objects.filter(person=message.person, came_at__gte=since, id__lt=message.pk)
    for earlier in before.order_by("-id")[:5]:
        text = earlier.text.strip()
        if not _is_short(text):
            return _take(message, text, now, lang)
    return said("tip_help", lang)


def _take(message: Incoming, text: str, now: datetime, lang: str) -> str:
    try:
        taken = tips.take(
            message.person, now, text, channel=message.channel, address=message.address
        )
    except Unclear as unclear:
        return said(f"unclear_{unclear.key}", lang)
    except Refused as refused:
        return refused.en if lang == "en" else refused.id
    return said("tip_taken", lang, number=taken.number, link=taken.link)


def _status(person: str, text: str, lang: str) -> str:
    own = tips.of_person(person, text)
    if not own:
        return said("tip_none", lang)
    return "\n".join(f"{tip.number}: {tips.state_of(tip, lang)}" for tip in own)


def _is_short(text: str) -> bool:
    """A command or a greeting rather than something to look into."""
    known = any(one.fullmatch(text) for one in (HELP, INSIST))
    return known or bool(STATUS.match(text)) or len(text) < SHORTEST
