"""Checks what Suluh hands out. Knows nothing of Suluh: only the forms that verify/README.md describes.

Standard library and `cryptography` only, so that it can be read in an afternoon and written again by somebody else.
"""

__version__ = "0.1.0"
