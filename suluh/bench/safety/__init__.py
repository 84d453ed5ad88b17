"""Scams, threats and personal data in invented posts, half of them harmless, half of them kept apart."""
