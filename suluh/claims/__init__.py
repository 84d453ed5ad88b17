"""Claims, and the reviews that fact-checkers and election bodies published about them."""

from suluh.claims.importers import read_reviews
from suluh.claims.index import ClaimIndex, Match
from suluh.claims.review import ClaimReview, Rejected, Source, shipped

__all__ = [
    "ClaimIndex",
    "ClaimReview",
    "Match",
    "Rejected",
    "Source",
    "read_reviews",
    "shipped",
]
