"""The ear for the guide's search: how near a question is, as a whole sentence, to each question that people asked.

Only a server has it; a page's script and a site of plain files search by meanings and letters alone.
"""

from __future__ import annotations

import logging
import threading
from collections.abc import Callable, Sequence

import numpy as np
from numpy.typing import NDArray

from suluh.claims.encoders.ear import Ear, ear
from suluh.claims.vectors import VectorCache
from suluh.guide.search import Index

PATIENCE = 2.0  # seconds that a question waits for the ear to open; then it is answered without

log = logging.getLogger(__name__)


class Sentences:
    """A `Nearness` over the examples of one index. Safe to be used by many threads.

    Opening takes under half a second, and about three of a processor where the vectors of the examples are not kept yet.
    """

    def __init__(self, index: Index, listener: Callable[[], Ear] = ear) -> None:
        self._listener = listener
        self._texts = [example.text for example in index.examples]
        self._opened: tuple[Ear, NDArray[np.float32]] | None = None
        self._tried = threading.Event()
        self._opening: threading.Thread | None = None
        self._lock = threading.Lock()

    def __call__(self, text: str) -> Sequence[float] | None:
        """For each example a cosine, -1 to 1; None where the ear cannot be opened, or not in time."""
        with self._lock:
            if self._opening is None and not self._tried.is_set():
                self._opening = threading.Thread(target=self.open, daemon=True)
                self._opening.start()
        self._tried.wait(PATIENCE)
        if self._opened is None:
            return None
        listener, vectors = self._opened
        nearness: list[float] = (vectors @ listener.encode([text])[0]).tolist()
        return nearness

    def open(self) -> None:
        """Open it now. Where its weights are missing or broken the search goes on without, and the log says why."""
        try:
            listener = self._listener()
            self._opened = listener, _vectors(listener, self._texts)
        except Exception as error:  # the runtime of the weights raises kinds of its own
            log.warning("the guide's search goes on without its ear: %s", error)
        finally:
            self._tried.set()


def _vectors(listener: Ear, texts: Sequence[str]) -> NDArray[np.float32]:
    """Kept per user; a folder that cannot be written costs time, nothing else."""
    try:
        cache = VectorCache(f"guide-{listener.name}-{listener.version}", listener.size)
        return cache.get(texts, listener.encode)
    except OSError:
        return listener.encode(texts)


def opened(index: Index, listener: Callable[[], Ear] = ear) -> Sentences:
    """One that is open already, for whoever can wait."""
    sentences = Sentences(index, listener)
    sentences.open()
    return sentences
