"""`suluh bot telegram` and `suluh bot whatsapp`: the tip line in messengers."""

from __future__ import annotations

import os
import time
from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

import click

from suluh.errors import RequestError, ServiceError
from suluh.web.partner.bots import keys
from suluh.web.serve import data_option, database_option, ready

if TYPE_CHECKING:
    from suluh.web.partner.bots.mail import Messenger

PAUSE = 1.0  # seconds between two looks where nobody makes us wait
AFTER_TROUBLE = 10.0  # seconds
url_option = click.option("--url", help="The public address of this installation.")
as_of_option = click.option(
    "--as-of", metavar="DAY", help="Answer as on this day (YYYY-MM-DD), for drills and demos."
)
once_option = click.option("--once", is_flag=True, help="One round, then stop.")


@click.group()
def bot() -> None:
    """The tip line in messengers: answers with official facts, takes tips, tells what came of them."""


@bot.command()
@data_option
@database_option
@url_option
@click.option("--webhook", is_flag=True, help="Telegram brings messages to suluh serve.")
@click.option(
    "--api", default="https://api.telegram.org", show_default=True, help="Where Telegram is."
)
@as_of_option
@once_option
def telegram(
    data: Path,
    database: str | None,
    url: str | None,
    webhook: bool,
    api: str,
    as_of: str | None,
    once: bool,
) -> None:
    """Answer on Telegram, by polling or through a webhook; the token stands in SULUH_TELEGRAM_TOKEN."""
    _stand_on(as_of)
    token = keys.needed(keys.TELEGRAM_TOKEN)
    ready(data, database, url)
    from suluh.web import home
    from suluh.web.partner.bots.telegram import Telegram

    line = Telegram(token, api)
    if webhook:
        line.use_webhook(f"{home.address()}/bot/telegram/", keys.telegram_secret())
        _rounds(line, lambda: time.sleep(PAUSE), once)
    else:
        line.use_polling()
        _rounds(line, lambda: _polled(line, 0 if once else 25), once)


@bot.command()
@data_option
@database_option
@url_option
@click.option(
    "--api",
    default="https://graph.facebook.com/v21.0",
    show_default=True,
    help="Where the Cloud API is.",
)
@as_of_option
@once_option
def whatsapp(
    data: Path, database: str | None, url: str | None, api: str, as_of: str | None, once: bool
) -> None:
    """Answer on WhatsApp what its webhook brings to suluh serve; keys stand in SULUH_WHATSAPP_…"""
    _stand_on(as_of)
    token, number = keys.needed(keys.WHATSAPP_TOKEN), keys.needed(keys.WHATSAPP_NUMBER)
    for name in (keys.WHATSAPP_SECRET, keys.WHATSAPP_VERIFY):
        keys.needed(name)
    ready(data, database, url)
    from suluh.web.partner.bots.whatsapp import WhatsApp

    _rounds(WhatsApp(token, number, api), lambda: time.sleep(PAUSE), once)


def _stand_on(day: str | None) -> None:
    """Raises RequestError for what is no day."""
    if not day:
        return
    try:
        os.environ["SULUH_AS_OF"] = date.fromisoformat(day).isoformat()
    except ValueError as error:
        raise RequestError(f'"{day}" is no day; write it as 2024-11-20') from error


def _polled(line: object, seconds: int) -> None:
    from django.utils import timezone

    from suluh.web.partner.bots import mail
    from suluh.web.partner.bots.telegram import Telegram

    assert isinstance(line, Telegram)
    mail.keep(line.channel, line.poll(seconds), timezone.now())


def _rounds(line: Messenger, bring: Callable[[], None], once: bool) -> None:
    """Bring, answer, tell, send; for ever, or once. Trouble outside is said and tried again."""
    from suluh.web.tongue import said

    lang = str(click.get_current_context().obj or "id")
    click.echo(said("bot_listens", lang, channel=line.channel))
    while True:
        try:
            _round(line, bring)
        except ServiceError as error:
            if once:
                raise
            click.echo(f"suluh: {error}", err=True)
            time.sleep(AFTER_TROUBLE)
        if once:
            return


def _round(line: Messenger, bring: Callable[[], None]) -> None:
    from django.db import close_old_connections
    from django.utils import timezone

    from suluh.web.partner.bots import mail

    close_old_connections()
    bring()
    mail.answer(line.channel, timezone.now())
    mail.outcomes(line.channel, timezone.now())
    mail.send(line, timezone.now())
    mail.sweep(timezone.now())
