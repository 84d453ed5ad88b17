"""How many copies of known pictures and videos are found, edit by edit, and what is found that is no copy."""

from suluh.bench.media.copies.whole import run, tables

__all__ = ["run", "tables"]
