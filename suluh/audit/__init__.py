"""Is Suluh fair? Four looks at it; `report/neutrality` tells them to a sceptical campaign team.

    posts  ──► exchanges ──► counterfactual ──┐   the same post about somebody else: does a decision change?
    ledger ──► observed  ──► differences    ──┤   what was done, by who is spoken of: is there a difference?
    labelled posts ──► languages            ──┼─► audit ──► report/neutrality (page, /netral/, CSV), JSON
    ledger ──► reporters                    ──┘   who reports whom

Who is named is worked out here, and only here: no score, queue or rule has this list. Looking at what was done is
counting over the ledger; nothing in this part decides or changes anything.
"""

from suluh.audit.audit import Audit, by_exchange, from_labels, from_ledger, made
from suluh.audit.counterfactual import Counterfactual, compare
from suluh.audit.languages import Labelled

__all__ = [
    "Audit",
    "Counterfactual",
    "Labelled",
    "by_exchange",
    "compare",
    "from_labels",
    "from_ledger",
    "made",
]
