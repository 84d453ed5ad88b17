"""Spans of an array, one after the other: what ragged lists are in columns."""

from __future__ import annotations

import numpy as np

from suluh.networks.traffic import I64


def places(starts: I64, ends: I64) -> I64:
    """Every place from each start up to its end.

    >>> places(np.array([5, 1]), np.array([7, 4])).tolist()
    [5, 6, 1, 2, 3]
    """
    counts = ends - starts
    shift = starts - (np.cumsum(counts) - counts)
    return np.asarray(np.repeat(shift, counts) + np.arange(counts.sum()))
