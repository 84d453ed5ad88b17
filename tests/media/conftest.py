"""Media packages are an extra: without them these tests have nothing to say."""

from __future__ import annotations

import importlib.util
import sys
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parent))
if any(importlib.util.find_spec(name) is None for name in ("av", "PIL", "zxingcpp", "c2pa")):
    collect_ignore_glob = ["*"]
