"""Why an event was refused, in words for the person who tried.

Refused (a RequestError)
├── WrongTrack     an event of one track on a case of another
├── NotNow         the state of the case does not have this event, or something must come first
└── NotAllowed     this person or role may not do it: own report, own decision, held by somebody else
"""

from __future__ import annotations

from suluh.cases.wording import phrase, word
from suluh.errors import RequestError


class Refused(RequestError):
    """What was tried did not happen. `key` names the reason; `id` and `en` say it."""

    def __init__(self, key: str, **values: object):
        self.key = key
        self.id, self.en = (
            phrase("refused", key, lang, **_in_words(values, lang)) for lang in ("id", "en")
        )
        super().__init__(self.en)


def _in_words(values: dict[str, object], lang: str) -> dict[str, object]:
    """States, events and roles by their names; `states` as a list of them."""
    told = dict(values)
    for part in ("state", "event", "role", "finding"):
        if part in told:
            told[part] = word(part, str(told[part]), lang)
    if isinstance(states := told.get("states"), tuple):
        told["states"] = ", ".join(f'"{word("state", one, lang)}"' for one in states)
    return told


class WrongTrack(Refused):
    """Tracks never mix."""


class NotNow(Refused):
    """The case is not where this can happen."""


class NotAllowed(Refused):
    """Somebody else may; this person may not."""
