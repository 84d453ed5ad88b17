"""The invented posts and the slow reference beside these tests."""

import sys
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parent))
