"""How sure a share is: the score interval of a proportion.

Wilson, "Probable inference, the law of succession, and statistical inference", Journal of the American Statistical
Association 22 (1927) 209-212; recommended for small and extreme shares by Brown, Cai and DasGupta, "Interval estimation
for a binomial proportion", Statistical Science 16 (2001) 101-133.
"""

from __future__ import annotations

import math
from statistics import NormalDist

Z95 = NormalDist().inv_cdf(0.975)


def wilson(part: int, whole: int, z: float = Z95) -> tuple[float, float] | None:
    """The interval of part/whole, 95 % by default, within 0..1; None where there is nothing to divide by.

    Raises ValueError for a part that is more than the whole.

    >>> [round(end, 4) for end in wilson(7, 20)]
    [0.1812, 0.5671]
    >>> wilson(0, 0)
    """
    if not 0 <= part <= whole:
        raise ValueError(f"{part} of {whole}")
    if not whole:
        return None
    share, weight = part / whole, z * z / whole
    middle = share + weight / 2
    half = z * math.sqrt(share * (1 - share) / whole + weight / (4 * whole))
    low, high = ((middle + sign * half) / (1 + weight) for sign in (-1, 1))
    return (0.0 if part == 0 else low), (1.0 if part == whole else high)
