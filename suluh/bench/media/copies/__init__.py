"""How many copies of known pictures and videos are found, edit by edit, and what is found that is no copy."""

from suluh.bench.media.copies.whole import Sizes, run, tables

__all__ = ["Sizes", "run", "tables"]
