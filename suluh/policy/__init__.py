"""Deciding: what the rules say about what was noticed. Start at language.py, then decide.py."""
