"""Words in pictures: captions burned into a video and text on a card, read from pixels.

finder (tiny) at every look ─► something new? ─► seer and reader (small) on that part ─► captions ─► Segment
"""

from suluh.media.words.picture import words_of_picture
from suluh.media.words.video import words_of_video

__all__ = ["words_of_picture", "words_of_video"]
