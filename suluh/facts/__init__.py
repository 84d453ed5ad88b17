"""Official facts, each with its source: everything else in Suluh stands on them."""

from suluh.facts.fact import Election, Fact, Facts, Source
from suluh.facts.load import elections, load, version_of
from suluh.facts.regions import NATION, Region, Regions, regions

__all__ = [
    "NATION",
    "Election",
    "Fact",
    "Facts",
    "Region",
    "Regions",
    "Source",
    "elections",
    "load",
    "regions",
    "version_of",
]
