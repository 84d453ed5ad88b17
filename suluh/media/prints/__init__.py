"""Prints of pictures and video, and the search for copies of known ones by them."""
