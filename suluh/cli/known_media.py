"""The bank's picture index made ready before it is searched, and what a person is told about it."""

from __future__ import annotations

import importlib.util

from suluh.cli.screen import aside
from suluh.cli.tongue import say
from suluh.knowledge import home_folder
from suluh.media.bank import open_bank

TOLD = 1.0  # seconds of making above which a person is told


def index_ready() -> None:
    """Open the index of the user's bank, or make and keep it; says when it was damaged, took long or cannot be kept.

    Media workers find it there. Without a bank, or without the packages for media, there is nothing to do.
    Raises RequestError when the bank itself was damaged, ServiceError when it cannot be read.
    """
    bank = open_bank(home_folder())
    if bank is None or importlib.util.find_spec("cv2") is None:
        return
    with aside.status(say("bank_indexing")):
        index = bank.index
    if index.damaged:
        _tell("bank_index_damaged", cause=index.damaged)
    if index.damaged or index.seconds > TOLD:
        seconds = f"{index.seconds:.1f}"
        _tell("bank_indexed", taken=index.taken_in, known=index.known, seconds=seconds)
    if index.unkept:
        _tell("bank_index_unkept", cause=index.unkept)


def _tell(key: str, **values: object) -> None:
    aside.print(say(key, **values), markup=False, soft_wrap=True)
