"""Known claims, ready to be found again in a post: built once, opened by memory-mapping."""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Iterable, Sequence, Sized
from functools import cached_property
from pathlib import Path
from typing import Any

import msgspec
import numpy as np
from numpy.typing import NDArray

from suluh.claims.arrays import open_arrays, write_arrays
from suluh.claims.copies import same_words
from suluh.claims.fusion import features, load_fusions
from suluh.claims.lexical import Found, Lexical, build_lexical
from suluh.claims.meaning import EAR, Meaning, meaning_of
from suluh.claims.nearest import Nearest, vector_arrays
from suluh.claims.review import ClaimReview
from suluh.claims.words import searchable, stems

FORMAT = 2  # raise it when the arrays change their meaning
SHORT = 6  # a post of fewer different words than this may suggest, never act
NEAR = 32  # rows taken by meaning alone
ALMOST = 0.7  # cosine of character runs below which two texts are not compared word by word

Mask = Callable[[str], str]  # puts a placeholder where a candidate or party is named
Measured = dict[str, NDArray[np.float32]]
Vector = Callable[[], NDArray[np.float32]]  # a post's unit vector, worked out when first asked
Progress = Callable[[int, int, str], None]  # done, of, what


class Match(msgspec.Struct, frozen=True):
    """A review that a post may repeat. Whether it spreads or denies the claim is not said here."""

    review: ClaimReview
    score: float  # 0..1, how sure that this is the same claim; names are masked
    lexical: float  # 0..1, share of the claim's words, weighed by rarity, that the post has
    semantic: float | None = None  # cosine of the sentence vectors, when they were asked for
    near_identical: bool = False  # the same words, numbers and negations
    level: str | None = None  # act | suggest | None, after the rule for short posts
    wording: str = ""  # which of the review's wordings was nearest


class ClaimIndex:
    """Open one with `ClaimIndex.open`; make one with `ClaimIndex.build`."""

    def __init__(
        self, meta: dict[str, Any], arrays: dict[str, NDArray[Any]], mask: Mask | None = None
    ):
        self.version: str = meta["version"]
        self.encoder: str = meta.get("encoder") or EAR
        self._fusions = load_fusions()
        self.act, self.suggest = self._fusions.quick.act, self._fusions.quick.suggest
        self._mask = mask
        self._arrays = arrays
        self._owner = arrays["row_review"]
        self.lexical = Lexical(arrays, "deciding.")

    @property
    def has_vectors(self) -> bool:
        """Whether `deep` searches are possible in this index."""
        return "vectors" in self._arrays

    def __len__(self) -> int:
        return len(self._arrays["review_at"]) - 1

    @classmethod
    def build(
        cls,
        reviews: Iterable[ClaimReview],
        path: Path,
        progress: Progress | None = None,
        mask: Mask | None = None,
        meaning: Meaning | None = None,
    ) -> ClaimIndex:
        """Index the reviews into the file `path` (replaced whole) and open it.

        With `meaning` (see `meaning_of`) every wording also gets a vector, for `deep` searches.

        `mask` is applied to claims here and to posts in `search`, so that who is named never
        decides; give the same function to `open`.
        """
        say = progress or (lambda done, of, what: None)
        read = _read(reviews, mask, meaning.name if meaning else "", say)
        count = len(read.sizes)
        say(count, count, "index")
        arrays = build_lexical(read.wordings, read.bodies, "deciding.")
        arrays["row_review"] = np.array(read.owner, np.int32)
        if meaning:
            arrays |= vector_arrays(_vectors(read.wordings, meaning, say))
        arrays["review_at"] = np.concatenate(([0], np.cumsum(read.sizes))).astype(np.int64)
        arrays["reviews"] = np.frombuffer(read.blobs, np.uint8)
        encoder = meaning.name if meaning else ""
        meta = {
            "version": read.version(),
            "format": FORMAT,
            "masked": bool(mask),
            "encoder": encoder,
        }
        write_arrays(path, meta, arrays)
        return cls.open(path, mask)

    @classmethod
    def open(cls, path: Path, mask: Mask | None = None) -> ClaimIndex:
        """Memory-map an index; DataError when the file is none, or is cut off."""
        meta, arrays = open_arrays(path)
        return cls(meta, arrays, mask)

    def review(self, number: int) -> ClaimReview:
        """The review at a place of the index."""
        at = self._arrays["review_at"]
        raw = self._arrays["reviews"][at[number] : at[number + 1]].tobytes()
        return msgspec.msgpack.decode(raw, type=ClaimReview)

    def search(
        self,
        text: str,
        k: int = 10,
        deep: bool = False,
        vector: Vector | None = None,
        matching: bool = False,
    ) -> list[Match]:
        """The k likeliest reviews for a post, best first, each review once.

        `deep` also compares sentence vectors when words alone leave a doubt: when nothing is sure enough to act on.
        matching: only matches that are sure enough to suggest are wanted, so that the encoder is spared where even a
        perfect cosine could not make one of what the words found.
        vector: what the encoder of this index says of the post (`words_of`), where somebody has asked it already.
        """
        words = self.words_of(text)
        if not words:
            return []
        found = self.lexical.search(words)
        fusion, cosines = self._fusions.quick, None
        measured = features(found)
        sure = fusion.surety(measured)
        if deep and self.has_vectors and self._open(measured, sure, matching):
            found, cosines = self._look_deeper(words, vector)
            fusion, measured = self._fusions.deep[self.encoder], features(found, cosines)
            sure = fusion.surety(measured)
        limits = (fusion.act, fusion.suggest)
        short = len(np.unique(stems(words))) < SHORT
        return [
            self._match(found, place, float(sure[place]), words, short, limits, cosines)
            for place in self._best_places(found, fusion.ranked(measured), k)
        ]

    def _open(self, measured: Measured, sure: NDArray[np.float32], matching: bool) -> bool:
        """Whether a look at the meaning could change what is found."""
        if not len(sure):
            return not matching
        if float(sure.max()) >= self._fusions.quick.act:
            return False
        fusion = self._fusions.deep[self.encoder]
        perfect = measured | {"meaning": np.ones(len(sure), np.float32)}
        return not matching or float(fusion.surety(perfect).max()) >= fusion.suggest

    def words_of(self, text: str) -> str:
        """A post as this index reads it: searchable words, names hidden as they are in its claims."""
        return searchable(self._mask(text) if self._mask else text)

    def _look_deeper(self, words: str, given: Vector | None) -> tuple[Found, NDArray[np.float32]]:
        """Candidates by words and by meaning together, with the cosine of each."""
        vector = given() if given else meaning_of(self.encoder).of_post(words)
        found = self.lexical.search(words, self._nearest.rows(vector, NEAR))
        return found, self._nearest.cosines(found.rows, vector)

    @cached_property
    def _nearest(self) -> Nearest:
        return Nearest(self._arrays)

    def _best_places(self, found: Found, scores: NDArray[np.float32], k: int) -> list[int]:
        """Places in `found` of each review's best row; ties go to the earlier review."""
        owners = self._owner[found.rows]
        order = np.lexsort((owners, -scores))
        seen: dict[int, int] = {}
        for place in order.tolist():
            seen.setdefault(int(owners[place]), place)
            if len(seen) == k:
                break
        return list(seen.values())

    def _match(
        self,
        found: Found,
        place: int,
        score: float,
        words: str,
        short: bool,
        limits: tuple[float, float],
        cosines: NDArray[np.float32] | None,
    ) -> Match:
        review = self.review(int(self._owner[found.rows[place]]))
        wording = self._wording(review, int(found.rows[place]))
        copy = float(found.runs[place]) > ALMOST and same_words(words, searchable(wording))
        return Match(
            review=review,
            score=score,
            lexical=float(found.covered[place]),
            semantic=None if cosines is None else float(cosines[place]),
            near_identical=copy,
            level=_level(score, short, limits),
            wording=wording,
        )

    def _wording(self, review: ClaimReview, row: int) -> str:
        first = int(np.searchsorted(self._owner, self._owner[row]))
        return review.says[row - first]


def _level(score: float, short: bool, limits: tuple[float, float]) -> str | None:
    act, suggest = limits
    if score >= act and not short:
        return "act"
    return "suggest" if score >= suggest else None


class _Read:
    """What an index needs of its reviews: each is taken in once and not held as an object."""

    def __init__(self, encoder: str) -> None:
        self.wordings: list[str] = []  # searchable, of every review
        self.bodies: list[str] = []  # the explanation that goes with each
        self.owner: list[int] = []  # whose wording it is
        self.blobs = bytearray()
        self.sizes: list[int] = []  # bytes of each review in `blobs`
        self._digest = hashlib.sha256(f"format {FORMAT} vectors {encoder}".encode())

    def take(self, review: ClaimReview, hide: Mask) -> None:
        """One more review."""
        body = searchable(hide(review.explanation_id))
        for wording in review.says:
            self.wordings.append(searchable(hide(wording)))
            self.bodies.append(body)
            self.owner.append(len(self.sizes))
        blob = msgspec.msgpack.encode(review)
        self.blobs += blob
        self.sizes.append(len(blob))
        self._hash(blob)

    def version(self) -> str:
        """The hash of everything taken in."""
        for wording in self.wordings:
            self._hash(wording.encode())
        return self._digest.hexdigest()[:16]

    def _hash(self, part: bytes) -> None:
        self._digest.update(len(part).to_bytes(4, "little") + part)


def _read(reviews: Iterable[ClaimReview], mask: Mask | None, encoder: str, say: Progress) -> _Read:
    """Every review taken in, from a list or from a stream."""
    of = len(reviews) if isinstance(reviews, Sized) else 0
    read, hide = _Read(encoder), mask or (lambda text: text)
    for number, review in enumerate(reviews):
        if number % 500 == 0:
            say(number, max(of, number), "read")
        read.take(review, hide)
    return read


def _vectors(wordings: Sequence[str], meaning: Meaning, say: Progress) -> NDArray[np.float32]:
    """A vector a wording, in steps, so that progress can be shown."""
    parts = []
    for start in range(0, len(wordings), 256):
        say(start, len(wordings), "vectors")
        parts.append(meaning.of_claims(wordings[start : start + 256]))
    return np.concatenate(parts) if parts else np.zeros((0, 384), np.float32)
