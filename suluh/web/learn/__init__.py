"""Workshops and practice at the desks: what needs a database. The lessons themselves are in the public house."""
