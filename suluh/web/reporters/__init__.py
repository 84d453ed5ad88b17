"""How good reports are, and what follows for an organisation's status."""
