"""The speech network: voice activity first, then Indonesian words for every stretch somebody speaks."""

from __future__ import annotations

import os
import time
import zlib
from collections.abc import Iterator
from functools import cache
from typing import TYPE_CHECKING, Any, NamedTuple

import numpy as np
from numpy.typing import NDArray

from suluh.media.limits import LIMITS, Limits
from suluh.media.opening import RATE, Unreadable
from suluh.media.speech.heard import Guess, Raw
from suluh.media.speech.weights import weights_folder

if TYPE_CHECKING:
    from faster_whisper import WhisperModel
    from faster_whisper.tokenizer import Tokenizer

Samples = NDArray[np.float32]
BEAM = 5
SHORTEST = 0.3  # seconds; no statement is shorter
LONGEST = 20.0  # seconds given to the network at once; it was made for at most 30
PAUSE_MS = 400  # a longer pause ends a stretch
TAIL = 50  # hundredths of a second of silence after each stretch
PIECES_A_SECOND = 12  # Indonesian speech has fewer; more is a network going round in circles
REPEATED = 2.4  # length over compressed length above which text repeats itself (OpenAI's own bound)
NOBODY = 0.6  # above this the network itself says that nobody speaks (OpenAI's own bound)
UNLIKELY = (
    -1.0
)  # mean log probability below which, with NOBODY, nothing was said (OpenAI's own bound)


class Loaded(NamedTuple):
    model: WhisperModel
    tokens: Tokenizer


def listen(samples: Samples, prompt: str = "", limits: Limits = LIMITS) -> Iterator[Raw]:
    """What is said in `samples` (one channel, 16 kHz, -1..1), stretch by stretch; nothing where nobody speaks.

    prompt: a sentence in the manner that is expected. Stops at limits.seconds of sound and limits.cpu_seconds of work.
    Raises Unreadable when the packages or the weights are missing or the network fails.
    """
    sound = _clean(samples[: int(limits.seconds * RATE)])
    if len(sound) < SHORTEST * RATE:
        return
    begun = time.process_time()
    try:
        for start, end in _stretches(sound):
            raw = _understood(network(), sound[start:end], start / RATE, prompt)
            if raw is not None:
                yield raw
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
    return Loaded(model, Tokenizer(model.hf_tokenizer, True, task="transcribe", language="id"))


def _clean(samples: Samples) -> Samples:
    """No infinite or missing values, and no louder than full: what a broken decoder may hand over."""
    flat = np.nan_to_num(np.asarray(samples, np.float32).reshape(-1), posinf=0.0, neginf=0.0)
    return np.clip(flat, -1.0, 1.0)


def _stretches(sound: Samples) -> Iterator[tuple[int, int]]:
    """First and last sample of every stretch with a voice in it (Silero's network inside faster-whisper)."""
    try:
        from faster_whisper.vad import VadOptions, get_speech_timestamps
    except ImportError as error:
        raise Unreadable(f"speech is not read: the package {error.name} is missing") from None
    options = VadOptions(
        min_speech_duration_ms=250,
        max_speech_duration_s=LONGEST,
        min_silence_duration_ms=PAUSE_MS,
        speech_pad_ms=200,
    )
    for one in get_speech_timestamps(sound, options):
        yield int(one["start"]), min(int(one["end"]), len(sound))


def _understood(loaded: Loaded, sound: Samples, at: float, prompt: str) -> Raw | None:
    """The guesses for one stretch; None when nobody speaks or the network goes round in circles.

    The network is shown the stretch alone and not the 30 seconds it was made for: a third of the work, and on made
    speech no more errors.
    """
    features = loaded.model.feature_extractor(sound)
    shown = np.pad(features, ((0, 0), (0, TAIL + (features.shape[1] % 2))), mode="minimum")
    shown = np.ascontiguousarray(shown[:, :3000], np.float32)
    seconds = len(sound) / RATE
    found = loaded.model.model.generate(
        loaded.model.encode(shown),
        [_beginning(loaded.tokens, prompt)],
        beam_size=BEAM,
        num_hypotheses=BEAM,
        max_length=min(440, 20 + int(seconds * PIECES_A_SECOND)),
        return_scores=True,
        return_no_speech_prob=True,
    )[0]
    guesses = tuple(_guesses(loaded.tokens, found))
    nobody = found.no_speech_prob > NOBODY and (not guesses or guesses[0].logprob < UNLIKELY)
    if nobody or not guesses:
        return None
    return Raw(guesses, round(at, 2), round(at + seconds, 2), float(found.no_speech_prob))


def _beginning(tokens: Tokenizer, prompt: str) -> list[int]:
    before = [tokens.sot_prev, *tokens.encode(" " + prompt)[:200]] if prompt else []
    return [*before, *tokens.sot_sequence, tokens.no_timestamps]


def _guesses(tokens: Tokenizer, found: Any) -> Iterator[Guess]:
    for pieces, score in zip(found.sequences_ids, found.scores, strict=True):
        text = tokens.decode(pieces).strip()
        if text and not _in_circles(text):
            yield Guess(text, float(score))


def _in_circles(text: str) -> bool:
    data = text.encode()
    return len(data) > 40 and len(data) / len(zlib.compress(data)) > REPEATED
