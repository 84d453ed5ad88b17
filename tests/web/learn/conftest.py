"""These tests need the desks installed."""

from __future__ import annotations

import importlib.util
import sys
from pathlib import Path

collect_ignore_glob = [] if importlib.util.find_spec("allauth") else ["test_*.py"]
sys.path.insert(0, str(Path(__file__).parent))
