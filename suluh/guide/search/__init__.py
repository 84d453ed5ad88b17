"""The search of the guide: a question as people ask it in, the page that answers it out, or that nobody has."""

from suluh.guide.search.asking import Heard, Nearness, hear, index_of
from suluh.guide.search.index import Index

__all__ = ["Heard", "Index", "Nearness", "hear", "index_of"]
