"""The speech network: voice activity first, then Indonesian words for every stretch somebody speaks."""

from __future__ import annotations

import os
import time
import zlib
from collections.abc import Callable, Iterator, Mapping, Sequence
from functools import cache, partial
from typing import TYPE_CHECKING, Any, NamedTuple

import numpy as np
from numpy.typing import NDArray

from suluh.media.limits import LIMITS, Limits
from suluh.media.opening import RATE, Unreadable
from suluh.media.speech.heard import Guess, Judge, Raw
from suluh.media.speech.phones import sounds_heard
from suluh.media.speech.voices import stretches
from suluh.media.speech.weights import SETTING, weights_folder

if TYPE_CHECKING:
    from faster_whisper import WhisperModel
    from faster_whisper.tokenizer import Tokenizer

Samples = NDArray[np.float32]
BEAM = 5
MOST_PIECES = 220  # of a text held against the sound; the network reads at most 448
SHORTEST = 0.3  # seconds; no statement is shorter
TAIL = 50  # hundredths of a second of silence after each stretch
PIECES_A_SECOND = 12  # Indonesian speech has fewer; more is a network going round in circles
# A stretch is written down twice: as it comes, and with a dislike of saying things again.
WAYS: tuple[dict[str, float], ...] = (
    {"no_repeat_ngram_size": 6},
    {"repetition_penalty": 1.15, "no_repeat_ngram_size": 5},
)
# Where both go round in circles, once more with nothing said again.
INSISTENT = {"repetition_penalty": 1.4, "no_repeat_ngram_size": 3}
REPEATED = 2.4  # length over compressed length above which text repeats itself (OpenAI's own bound)
NOBODY = 0.6  # above this the network itself says that nobody speaks (OpenAI's own bound)
# Mean log probability below which, with NOBODY, nothing was said. OpenAI's own bound is -1.0, for other languages: of
# made Indonesian speech it took one clean clip in ten for silence, and music does not come so far (voices.py).
UNLIKELY = -1.5


class Loaded(NamedTuple):
    model: WhisperModel
    tokens: Tokenizer
    known: bool  # whether these are the weights that the second listener knows


class Stretch(NamedTuple):
    """One stretch of speech.

    sounds: the log probabilities of sounds, as phones.sounds_heard gives them; None with weights other than those that
    the second listener was taught with. judge: how likely the network finds any
    text, given the sound. write: lets the network write it down, most of the work; None when it says nobody speaks.
    """

    start: float  # seconds from the start of the sound
    end: float
    sounds: Samples | None
    judge: Judge
    write: Callable[[], Raw | None]


def listen(samples: Samples, limits: Limits = LIMITS) -> Iterator[Stretch]:
    """What is said in `samples` (one channel, 16 kHz, -1..1), stretch by stretch; nothing where nobody speaks.

    Stops at limits.seconds of sound and limits.cpu_seconds of work. Raises Unreadable when the packages or the weights
    are missing or the network fails.
    """
    sound = _clean(samples[: int(limits.seconds * RATE)])
    if len(sound) < SHORTEST * RATE:
        return
    begun = time.process_time()
    try:
        for start, end in stretches(sound):
            yield _stretch(network(), sound[start:end], start / RATE)
            if time.process_time() - begun > limits.cpu_seconds:
                return
    except (RuntimeError, ValueError) as error:
        raise Unreadable(f"speech cannot be read: {error}") from None


@cache
def network() -> Loaded:
    """The network, loaded once: int8 weights, one thread, no connection. Raises Unreadable."""
    os.environ["HF_HUB_OFFLINE"] = "1"
    try:
        from faster_whisper import WhisperModel
        from faster_whisper.tokenizer import Tokenizer
    except ImportError as error:
        raise Unreadable(f"speech is not read: the package {error.name} is missing") from None
    folder = weights_folder()
    try:
        model = WhisperModel(str(folder), device="cpu", compute_type="int8", cpu_threads=1)
    except (RuntimeError, ValueError, OSError) as error:
        raise Unreadable(f"the speech weights in {folder} cannot be loaded: {error}") from None
    tokens = Tokenizer(model.hf_tokenizer, True, task="transcribe", language="id")
    return Loaded(model, tokens, not os.environ.get(SETTING))


def _clean(samples: Samples) -> Samples:
    """No infinite or missing values, and no louder than full: what a broken decoder may hand over."""
    flat = np.nan_to_num(np.asarray(samples, np.float32).reshape(-1), posinf=0.0, neginf=0.0)
    return np.clip(flat, -1.0, 1.0)


def _stretch(loaded: Loaded, sound: Samples, at: float) -> Stretch:
    """What can be asked of one stretch.

    The network is shown the stretch alone and not the 30 seconds it was made for: a third of the work, and on made
    speech no more errors.
    """
    encoded = _encoded(loaded, sound)
    vectors = np.array(encoded)
    start, end = round(at, 2), round(at + len(sound) / RATE, 2)
    return Stretch(
        start,
        end,
        sounds_heard(vectors[0]) if loaded.known else None,
        partial(_likely, loaded, vectors),
        partial(_raw, loaded, encoded, start, end),
    )


def _raw(loaded: Loaded, encoded: Any, start: float, end: float) -> Raw | None:
    """The guesses for one stretch, none where the network goes round in circles; None when nobody speaks."""
    guesses: list[Guess] = []
    nobody = 0.0
    for way, setting in enumerate((*WAYS, INSISTENT)):
        if way == len(WAYS) and guesses:
            break
        found = _written(loaded, encoded, end - start, setting)
        nobody = float(found.no_speech_prob)
        guesses += _guesses(loaded.tokens, found, way)
    best = max((guess.logprob for guess in guesses), default=-9.0)
    if nobody > NOBODY and best < UNLIKELY:
        return None
    return Raw(tuple(guesses), start, end, nobody)


def _written(loaded: Loaded, encoded: Any, seconds: float, setting: Mapping[str, Any]) -> Any:
    """What the network writes down in one of its ways."""
    return loaded.model.model.generate(
        encoded,
        [_beginning(loaded.tokens)],
        beam_size=BEAM,
        max_length=min(440, 20 + int(seconds * PIECES_A_SECOND)),
        return_scores=True,
        return_no_speech_prob=True,
        **setting,
    )[0]


def _encoded(loaded: Loaded, sound: Samples) -> Any:
    """What the network's first half makes of a stretch, as CTranslate2 holds it: 1 × time × 512, 50 a second."""
    features = loaded.model.feature_extractor(sound)
    shown = np.pad(features, ((0, 0), (0, TAIL + (features.shape[1] % 2))), mode="minimum")
    return loaded.model.encode(np.ascontiguousarray(shown[:, :3000], np.float32))


def features_of(loaded: Loaded, sound: Samples) -> Samples:
    """The same as an array, time × 512: what a second listener learns from (training/speech)."""
    vectors: Samples = np.array(_encoded(loaded, sound))[0]
    return vectors


def _likely(loaded: Loaded, encoded: Samples, texts: Sequence[str]) -> list[float]:
    """Log probability of each text, its end included, given a stretch (1 × time × 512) and the text before."""
    from ctranslate2 import StorageView

    tokens = loaded.tokens
    pieces = [[*tokens.encode(" " + text)[:MOST_PIECES], tokens.eot] for text in texts]
    again = StorageView.from_array(np.ascontiguousarray(np.repeat(encoded, len(texts), axis=0)))
    frames = [2 * encoded.shape[1]] * len(texts)
    aligned = loaded.model.model.align(again, list(tokens.sot_sequence), pieces, frames)
    return [float(np.log(np.asarray(one.text_token_probs) + 1e-9).sum()) for one in aligned]


def _beginning(tokens: Tokenizer) -> list[int]:
    """No hot words and no prompt: on noisy or unclear speech the network says them instead of what it hears."""
    return [*tokens.sot_sequence, tokens.no_timestamps]


def _guesses(tokens: Tokenizer, found: Any, way: int) -> Iterator[Guess]:
    for pieces, score in zip(found.sequences_ids, found.scores, strict=True):
        text = tokens.decode(pieces).strip()
        if text and not _in_circles(text):
            yield Guess(text, float(score), way)


def _in_circles(text: str) -> bool:
    data = text.encode()
    return len(data) > 40 and len(data) / len(zlib.compress(data)) > REPEATED
