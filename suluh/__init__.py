"""Suluh holds what is posted about an election against the official facts, and says what it did and why."""

__version__ = "0.1.0"
