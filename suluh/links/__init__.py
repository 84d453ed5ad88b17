"""Links and files in posts: where they lead, as far as it is known here, and which of them a province has blocked.

    addresses.py   every link in a text
    files.py       every file named in it, and those that hide what they are
    shortlinks.py  where a short link leads, from a list that somebody keeps
    blocklist.py   what must not be opened: dated, with its source, taken back by a further line
    book.py        both lists, as a scan looks things up in them
    asking.py      asks a shortener where a link leads; only on a person's word

Nothing here is fetched while posts are scanned.
"""
