"""How well a reading fits the sound: the network and the second listener are both asked."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

from suluh.media.speech.heard import Judge
from suluh.media.speech.phones import Floats, likely
from suluh.media.speech.reading import Reading

# What weighs how much beside how likely the network finds a text, in log probability; on the even half every weight
# from half of these to twice them reads as many clips right.
LISTENER = 0.7  # how likely the second listener finds its sounds
ORDER = 0.3  # how unusual the order of its words is
A_SOUND = 1.6  # for each sound explained, where nobody else does: or the shortest text would always fit best
FAR, ASKED = (
    20.0,
    3,
)  # rivals this much less likely to the second listener are not asked of the network, but for three


class Tried(NamedTuple):
    """A reading, with the log probability of its text (the network's) and of its sounds (the second listener's)."""

    reading: Reading
    fits: float = 0.0
    laid: float | None = None

    @property
    def value(self) -> float:
        """How likely it is. Where there is no second listener, slips count as the network wrote them."""
        if self.laid is None:
            return self.fits + A_SOUND * self.reading.sounds - ORDER * self.reading.cost
        return self.fits + LISTENER * self.laid - ORDER * self.reading.order

    def fitting(self, network: float, listener: float) -> bool:
        """Whether both speak for the whole of it: no less than these (negative) log probabilities a sound."""
        length = max(1, len(self.reading.sound))
        return self.fits >= -network * length and (self.laid or 0.0) >= -listener * length


class Judges(NamedTuple):
    """network: the log probability of each of some texts. sounds: as phones.sounds_heard gives them."""

    network: Judge | None = None
    sounds: Floats | None = None

    def judged(self, readings: Sequence[Reading]) -> list[Tried]:
        return self._fitting(self._laid(readings))

    def near(self, best: Tried, readings: Sequence[Reading]) -> list[Tried]:
        """Judged as well, but of those that the second listener finds far off no more than a few."""
        tried = self._laid(readings)
        if best.laid is None:
            return self._fitting(tried)
        tried.sort(key=lambda one: -(one.laid or 0.0))
        near = sum((one.laid or 0.0) >= best.laid - FAR for one in tried)
        return self._fitting(tried[: max(near, ASKED)])

    def _fitting(self, tried: list[Tried]) -> list[Tried]:
        if self.network is None or not tried:
            return tried
        fits = self.network([one.reading.said for one in tried])
        return [one._replace(fits=fit) for one, fit in zip(tried, fits, strict=True)]

    def _laid(self, readings: Sequence[Reading]) -> list[Tried]:
        if self.sounds is None:
            return [Tried(one) for one in readings]
        laid = likely(self.sounds, [one.sound for one in readings])
        return [Tried(one, 0.0, fit) for one, fit in zip(readings, laid, strict=True)]
