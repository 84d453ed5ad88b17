"""How well media are understood, part by part: `suluh bench media`."""
