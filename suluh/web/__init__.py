"""The desks in a browser: who may see and do what, the queue, a case, the author's appeal.

What may happen to a case is said in `suluh.cases`; here it is stored, shown and asked for.
"""
