"""Voting day as an exercise in memory: twenty times the load, and four things that go wrong at once.

data/voting-day.yaml ─► scenario ─┬► flood    a wave of false dates among ordinary posts, and the queue it makes
                                  ├► attacks  a false account, a brigade of reports
                                  ├► offices  a partner office that does not answer
                                  └► sheet    what the desk is scored by
"""
