"""The rows whose vectors lie closest to a post's: looked at one by one, or through faiss when many."""

from __future__ import annotations

from typing import Any

import numpy as np
from numpy.typing import NDArray

MANY = 100_000  # rows; below it looking at all of them takes a few milliseconds and misses none
LISTS_LOOKED_AT = 32


class Nearest:
    """Vectors of rows in arrays that may live on disk: "vectors" (float16), for many also "ivf"."""

    def __init__(self, arrays: dict[str, NDArray[Any]]):
        self._vectors = arrays["vectors"]
        self._index = _ivf(arrays["ivf"]) if "ivf" in arrays else None
        self._all = None if self._index else self._vectors.astype(np.float32)

    def rows(self, vector: NDArray[np.float32], count: int) -> NDArray[np.int64]:
        """Up to `count` rows with the largest cosine, ascending by row."""
        if self._index is not None:
            found: NDArray[np.int64] = self._index.search(vector[None], count)[1][0]
            return np.sort(found[found >= 0])
        assert self._all is not None
        cosines = self._all @ vector
        if len(cosines) <= count:
            return np.arange(len(cosines))
        return np.sort(np.argpartition(-cosines, count)[:count])

    def cosines(self, rows: NDArray[np.int64], vector: NDArray[np.float32]) -> NDArray[np.float32]:
        """Cosine of these rows with the vector."""
        chosen = self._vectors[rows] if self._all is None else self._all[rows]
        found: NDArray[np.float32] = chosen.astype(np.float32) @ vector
        return found


def vector_arrays(vectors: NDArray[np.float32]) -> dict[str, NDArray[Any]]:
    """What Nearest reads, from unit vectors, one a row."""
    arrays: dict[str, NDArray[Any]] = {"vectors": vectors.astype(np.float16)}
    if len(vectors) > MANY:
        import faiss

        lists = int(4 * np.sqrt(len(vectors)))
        index = faiss.index_factory(vectors.shape[1], f"IVF{lists},SQ8", faiss.METRIC_INNER_PRODUCT)
        index.train(vectors[:: max(1, len(vectors) // (lists * 40))])
        index.add(vectors)
        arrays["ivf"] = faiss.serialize_index(index)
    return arrays


def _ivf(raw: NDArray[Any]) -> Any:
    import faiss

    index: Any = faiss.deserialize_index(np.asarray(raw))
    index.nprobe = LISTS_LOOKED_AT
    return index
