"""What is read from a sound does not hang on the order in which a process happens to keep its words."""

from __future__ import annotations

import os
import subprocess
import sys

ORDER = "from suluh.media.speech.everyday import by_sound; print(list(by_sound().items()))"


def test_words_that_sound_alike_stand_in_one_order_whatever_the_hash_seed() -> None:
    told = [
        subprocess.run(
            [sys.executable, "-c", ORDER],
            env=os.environ | {"PYTHONHASHSEED": seed},
            capture_output=True,
            check=True,
        ).stdout
        for seed in "01"
    ]
    assert told[0] == told[1] != b"[]\n"
