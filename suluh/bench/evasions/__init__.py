"""Red team: thirty ways to write a post past a detector while people still read it.

kinds.py     the thirty, each a function from words to words
measure.py   what is still found under each, and what harmless is flagged under it
"""
