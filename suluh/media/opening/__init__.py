"""Media files opened defensively: what kind a file is, a picture, the frames of a video, a sound.

No network, no other file, no trust in a file's name. Every function raises Unreadable with a cause that a person
understands; what is only partly broken gives its sound part and a note.
"""

from suluh.media.opening.files import Unreadable, kind_of
from suluh.media.opening.glimpse import Glimpse, glimpses
from suluh.media.opening.picture import picture
from suluh.media.opening.sound import RATE, sound
from suluh.media.opening.video import Frame, Shape, frames, shape

__all__ = [
    "RATE",
    "Frame",
    "Glimpse",
    "Shape",
    "Unreadable",
    "frames",
    "glimpses",
    "kind_of",
    "picture",
    "shape",
    "sound",
]
