"""Lessons for officers (lokakarya): courses as files, practice, repetition, gain, certificates.

Rules and decisions come in from above: a `Rulebook` names rules, a `Decider` says how a post was judged.
"""
