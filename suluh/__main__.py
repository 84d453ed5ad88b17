"""`python -m suluh` is the command `suluh`."""

from suluh.cli import main

main()
