"""Runners carry the same deciding function over many posts: on this machine, or on an existing engine."""

from suluh.runners.check import Changed, changed_files
from suluh.runners.local import Progress, ScanSummary, remembered, scan
from suluh.runners.work import Decided, DecidePosts, DecisionDigest, Tally, WorkerFactory

__all__ = [
    "Changed",
    "DecidePosts",
    "Decided",
    "DecisionDigest",
    "Progress",
    "ScanSummary",
    "Tally",
    "WorkerFactory",
    "changed_files",
    "remembered",
    "scan",
]
