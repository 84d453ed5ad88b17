"""Measures of what is read, heard and found again in media."""
