"""The checker in other people's pages: one script tag that a browser verifies, or a frame for pages without scripts."""

from __future__ import annotations

import hashlib
from base64 import b64encode
from html import escape

from suluh.house import files
from suluh.house.checker.page import FRAMED
from suluh.house.render import address_of
from suluh.house.words import words

SCRIPT = "benarkah-sisip.js"


def integrity() -> str:
    """The script's hash as a browser wants it."""
    content = (files.FOLDER / SCRIPT).read_bytes()
    return "sha384-" + b64encode(hashlib.sha384(content).digest()).decode()


def script_tag(url: str, lang: str) -> str:
    """The tag for a page. url: the served house's public address, with its slash."""
    address = escape(url + files.addresses()[SCRIPT])
    return (
        f'<script src="{address}" integrity="{integrity()}" crossorigin="anonymous" '
        f'data-lang="{lang}" defer></script>'
    )


def frame_tag(url: str, lang: str) -> str:
    """The same as a frame."""
    title, address = escape(words(lang).say("check_title")), escape(url + address_of(FRAMED, lang))
    return (
        f'<iframe src="{address}" title="{title}" width="100%" height="520" loading="lazy" '
        'referrerpolicy="no-referrer" sandbox="allow-forms allow-popups allow-popups-to-escape-sandbox"></iframe>'
    )
