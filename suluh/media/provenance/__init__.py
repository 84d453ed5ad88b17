"""Where a medium says that it comes from: Content Credentials, then metadata. Never a guess from pixels.

Metadata is easily removed and easily written: its absence proves nothing, and what it says is only what it says.
"""

from suluh.media.provenance.origin import origin_of

__all__ = ["origin_of"]
