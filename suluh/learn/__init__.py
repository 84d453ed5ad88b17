"""Lessons for officers (lokakarya): courses as files, practice, repetition, gain, certificates. Knows facts and text only.

Rules and decisions come in from above: a `Rulebook` says what a rule is called and says, a `Decider` how a post was judged.
"""
