"""Doctests are not looked for here: Django must be set up before these files are imported."""

collect_ignore_glob = ["*.py", "*/*.py"]
