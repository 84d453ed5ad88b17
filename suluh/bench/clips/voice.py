"""One sentence through the espeak-ng library. Run as a script by speech.py: JSON in, rate and 16-bit samples out."""

from __future__ import annotations

import ctypes
import json
import sys
from typing import Any

SYNCHRONOUS, UTF8 = 2, 1  # AUDIO_OUTPUT_SYNCHRONOUS, espeakCHARS_UTF8 of speak_lib.h
RATE, PITCH = 1, 3  # espeakRATE, espeakPITCH
HEARD = ctypes.CFUNCTYPE(
    ctypes.c_int, ctypes.POINTER(ctypes.c_short), ctypes.c_int, ctypes.c_void_p
)


def main(wish: dict[str, Any]) -> bytes:
    """The rate as four bytes, little-endian, then the samples. Raises SystemExit when the library or voice is missing."""
    library = ctypes.CDLL(wish["library"])
    rate = library.espeak_Initialize(SYNCHRONOUS, 0, wish["data"].encode(), 0)
    if rate <= 0:
        raise SystemExit(f"espeak_Initialize: {rate}")
    library.espeak_ng_SetRandSeed(ctypes.c_long(wish["seed"]))
    if library.espeak_SetVoiceByName(wish["name"].encode()):
        raise SystemExit(f"no voice {wish['name']}")
    library.espeak_SetParameter(RATE, wish["speed"], 0)
    library.espeak_SetParameter(PITCH, wish["pitch"], 0)
    return int(rate).to_bytes(4, "little") + _spoken(library, wish["text"].encode())


def _spoken(library: ctypes.CDLL, text: bytes) -> bytes:
    parts: list[bytes] = []

    def heard(wave: Any, count: int, _events: Any) -> int:
        if wave and count > 0:
            parts.append(ctypes.string_at(wave, count * 2))
        return 0

    kept = HEARD(heard)
    library.espeak_SetSynthCallback(kept)
    library.espeak_Synth(text, ctypes.c_size_t(len(text) + 1), 0, 1, 0, UTF8, None, None)
    library.espeak_Synchronize()
    return b"".join(parts)


if __name__ == "__main__":
    sys.stdout.buffer.write(main(json.load(sys.stdin)))
