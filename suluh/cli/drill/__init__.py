"""`suluh drill`: what is asked (`command`), and how each exercise is told."""
