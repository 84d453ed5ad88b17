"""The transparency report as people and programs read it.

Report ─► told.py: names and values in words ─► sections.py ─┬─► page.py (HTML, with charts.py)
                                                             └─► paper.py (PDF)
       └► flat.py: one row a figure ─► CSV, Parquet, with its definition         folder.py: all of them
"""
