"""Benarkah?: a message held against the official facts and the published reviews, told as one sentence."""

from __future__ import annotations

from suluh.house.checker.verdict import Checked, Verdict
from suluh.house.checker.weighing import check

__all__ = ["Checked", "Verdict", "check"]
