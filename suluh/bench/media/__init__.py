"""How well media are read and found again."""
