"""Sentences as vectors: the encoders that the claim index may ask for a second opinion."""
