"""Does a post contradict an official fact, or only speak of it?"""

from suluh.signals.contradiction.engine import contradictions

__all__ = ["contradictions"]
