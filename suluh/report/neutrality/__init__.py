"""An audit of neutrality told to a sceptical campaign team.

sections.py   the four looks as sentences and tables, in one language
page.py       the page: one file that needs nothing else, or inside the desks' own
flat.py       the same figures as one table
"""
