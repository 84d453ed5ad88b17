"""The networks that find and read words, as files that are already here: nothing is ever fetched.

finder   PP-OCRv6 tiny, detection: bundled, see weights/NOTICE.md
seer     PP-OCRv6 small, detection   } inside the wheel of rapidocr, of which only these files are used
reader   PP-OCRv6 small, recognition }
"""

from __future__ import annotations

from functools import cache
from importlib.util import find_spec
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from suluh.media.opening.files import Unreadable

WEIGHTS = Path(__file__).parent / "weights"
IN_RAPIDOCR = {"seer": "PP-OCRv6_det_small.onnx", "reader": "PP-OCRv6_rec_small.onnx"}
MISSING = "words in pictures cannot be read: {} is not installed (make setup brings it)"


def file_of(name: str) -> Path:
    """Where the network lies on this machine. Raises Unreadable when its package is missing."""
    if name not in IN_RAPIDOCR:
        return WEIGHTS / f"{name}.onnx"
    found = find_spec("rapidocr")  # located, not imported: its own code would fetch what it misses
    if found is None or not found.submodule_search_locations:
        raise Unreadable(MISSING.format("rapidocr"))
    path = Path(found.submodule_search_locations[0]) / "models" / IN_RAPIDOCR[name]
    if not path.exists():
        raise Unreadable(MISSING.format(f"rapidocr with {IN_RAPIDOCR[name]}"))
    return path


@cache
def network(name: str) -> Any:
    """The network ready to run, on one thread; loaded once in a process. Raises Unreadable."""
    try:
        import onnxruntime
    except ImportError:
        raise Unreadable(MISSING.format("onnxruntime")) from None
    options = onnxruntime.SessionOptions()
    options.intra_op_num_threads = options.inter_op_num_threads = 1
    options.enable_cpu_mem_arena = (
        False  # sizes differ from picture to picture: an arena only grows
    )
    options.log_severity_level = 3
    return onnxruntime.InferenceSession(
        str(file_of(name)), options, providers=["CPUExecutionProvider"]
    )


def run(name: str, pixels: NDArray[np.float32]) -> NDArray[np.float32]:
    """One batch (N × 3 × height × width, BGR, scaled as the network wants) through a network; its first output."""
    session = network(name)
    return np.asarray(session.run(None, {session.get_inputs()[0].name: pixels})[0], np.float32)
