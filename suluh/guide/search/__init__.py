"""The search of the guide: a question as people ask it in, the page that answers it out, or that nobody has."""

from suluh.guide.search.asking import Heard, hear
from suluh.guide.search.index import Index, index_of

__all__ = ["Heard", "Index", "hear", "index_of"]
