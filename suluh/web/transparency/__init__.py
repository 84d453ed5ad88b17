"""The public count on this server.

keeping.py   after a head was signed: sums brought up to date, the report made, its forms kept as files
shelf.py     the statements of reasons in a table of their own, to be searched and leafed through
daily.py     the statements of each day as Parquet
views.py     hand out what is kept; nothing is counted while somebody waits
"""
