"""The tests of cases share one way to tell a story: telling.py, beside them."""

import sys
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parent))
