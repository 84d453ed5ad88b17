"""Doctests are not looked for in the tables: Django must be set up before they are imported."""

collect_ignore = ["models.py", "migrations"]
