"""E-mail over SMTP; into the installation's folder where no server is set up.

SULUH_SMTP is smtp://HOST:PORT, smtp+starttls://NAME:PASSWORD@HOST:587 or smtps://…; SULUH_MAIL_FROM is who writes.
"""

from __future__ import annotations

import contextlib
import os
import smtplib
import ssl
from datetime import datetime
from email.message import EmailMessage
from email.utils import format_datetime
from typing import Any
from urllib.parse import unquote, urlsplit

from suluh.web import home
from suluh.web.jobs.sending import Refused, Unreached, stable_id

SERVER, SENDER = "SULUH_SMTP", "SULUH_MAIL_FROM"
SCHEMES = {"smtp": 25, "smtp+starttls": 587, "smtps": 465}
SECONDS = 10.0  # for each answer of the server
FOLDER = "mail"


def send(key: str, body: dict[str, Any], now: datetime) -> None:
    """One letter to one person. Raises Unreached to be tried again, Refused where that is no use."""
    message = letter(key, body, now)
    address = os.environ.get(SERVER)
    if not address:
        _keep(message, key)
        return
    try:
        _hand_over(message, address)
    except smtplib.SMTPRecipientsRefused as error:
        codes = [code for code, _ in error.recipients.values()]
        raise (Refused if all(c >= 500 for c in codes) else Unreached)(f"SMTP {codes}") from error
    except smtplib.SMTPResponseException as error:
        said = f"SMTP {error.smtp_code}"
        for_good = error.smtp_code >= 500 and not isinstance(error, smtplib.SMTPAuthenticationError)
        raise (Refused if for_good else Unreached)(said) from error
    except (OSError, smtplib.SMTPException) as error:
        raise Unreached(f"SMTP: {error or type(error).__name__}") from error


def letter(key: str, body: dict[str, Any], now: datetime) -> EmailMessage:
    """The message; its Message-ID comes from the job's key, so that a copy is known as one."""
    sender = os.environ.get(SENDER) or f"suluh@{urlsplit(home.address()).hostname or 'localhost'}"
    message = EmailMessage()
    message["From"], message["To"] = sender, str(body["to"])
    message["Subject"] = str(body["subject"])
    message["Date"] = format_datetime(now)
    message["Message-ID"] = f"<{stable_id(key)}@{sender.rpartition('@')[2].rstrip('>')}>"
    message["Auto-Submitted"] = "auto-generated"
    message.set_content(str(body["text"]))
    return message


def _hand_over(message: EmailMessage, address: str) -> None:
    """Connected for one letter: what the server has taken stays taken, however the line ends."""
    place = urlsplit(address)
    if place.scheme not in SCHEMES or not place.hostname:
        raise Refused(f"{SERVER} is no SMTP address")
    port = place.port or SCHEMES[place.scheme]
    server: smtplib.SMTP
    if place.scheme == "smtps":
        context = ssl.create_default_context()
        server = smtplib.SMTP_SSL(place.hostname, port, timeout=SECONDS, context=context)
    else:
        server = smtplib.SMTP(place.hostname, port, timeout=SECONDS)
    try:
        if place.scheme == "smtp+starttls":
            server.starttls(context=ssl.create_default_context())
        if place.username:
            server.login(unquote(place.username), unquote(place.password or ""))
        server.send_message(message)
    finally:
        with contextlib.suppress(OSError, smtplib.SMTPException):
            server.quit()


def _keep(message: EmailMessage, key: str) -> None:
    path = home.folder() / FOLDER / f"{stable_id(key)}.eml"
    try:
        path.parent.mkdir(mode=0o700, exist_ok=True)
        path.touch(mode=0o600)
        path.write_bytes(bytes(message))
    except OSError as error:
        raise Unreached(f"{path.name}: {error.strerror}") from error
