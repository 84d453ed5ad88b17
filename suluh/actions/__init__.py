"""What was done and why: the statement of reasons, its DSA record, and the doors to platforms."""

from suluh.actions.dsa import dsa_problems, dsa_record, dsa_schema
from suluh.actions.grounds import Ground, grounds
from suluh.actions.platform import ConsolePlatform, Platform
from suluh.actions.statement import Statement, state_reasons

__all__ = [
    "ConsolePlatform",
    "Ground",
    "Platform",
    "Statement",
    "dsa_problems",
    "dsa_record",
    "dsa_schema",
    "grounds",
    "state_reasons",
]
