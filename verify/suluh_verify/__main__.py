"""`python -m suluh_verify`."""

from suluh_verify.cli import main

if __name__ == "__main__":
    main()
