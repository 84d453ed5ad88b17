"""Media made by script from fixed seeds: pictures, short videos, speech, music, and the edits that copies go through.

For `suluh bench media`, the tests and the demo. Nothing here is anyone's footage or voice; the words are the
project's own (statements.yaml, in part false on purpose). Even seeds are for tuning, odd ones for reporting.
"""
