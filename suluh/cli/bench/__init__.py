"""`suluh bench`: measure on given data. command.py asks, kinds.py knows every kind by its name, of_*.py measure."""

from suluh.cli.bench.asked import Asked, Measured
from suluh.cli.bench.kinds import MEASURES

__all__ = ["MEASURES", "Asked", "Measured"]
