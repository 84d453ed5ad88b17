"""Background work without a broker: a table of jobs, what puts them there, and the worker that does them.

follow.py   reads the ledger's new events: receipts and outcomes to reporters, webhooks, which case to look at when
ring.py     looks at the cases whose time has come: alarms, the next rung of the ladder
table.py    the jobs: taken by one worker at a time, tried again later, laid aside in the end
post.py     e-mail over SMTP; into a folder where none is set up
hooks.py    signed webhooks
worker.py   all of it, again and again; in a thread of `suluh serve`, or alone as `suluh jobs run`
"""
