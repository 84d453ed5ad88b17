"""Speech to text: a transcript that comes with the post first, else voice activity, network and a reading by sound."""

from suluh.media.speech.beside import transcript_beside
from suluh.media.speech.heard import Change, Heard
from suluh.media.speech.hearing import hear, heard
from suluh.media.speech.hints import Hints, hints_of

__all__ = ["Change", "Heard", "Hints", "hear", "heard", "hints_of", "transcript_beside"]
