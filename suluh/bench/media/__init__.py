"""How well media are understood: words in pictures, speech, copies, end to end."""
