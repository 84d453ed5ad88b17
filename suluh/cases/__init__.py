"""Who asked, who answers, by when: a case is what one gets by reading its events in order.

`happened(case, event)` is the one function that makes and changes a case. Three tracks never mix: A asks whether the
platform's rules are broken, B whether election law may be, C is an order that the law gives.
"""

from suluh.cases.actors import Role, Track
from suluh.cases.case import Case
from suluh.cases.events import Happening
from suluh.cases.fold import case_of, happened, may, possible
from suluh.cases.refusals import NotAllowed, NotNow, Refused, WrongTrack

__all__ = [
    "Case",
    "Happening",
    "NotAllowed",
    "NotNow",
    "Refused",
    "Role",
    "Track",
    "WrongTrack",
    "case_of",
    "happened",
    "may",
    "possible",
]
