"""Measures of eyes and ears: words in pictures, speech, copies, speed."""
