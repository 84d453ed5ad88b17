"""Passwords are checked by argon2; where it could not be run, nobody is told that the password was wrong.

Django's own class answers "wrong" to every failure of argon2, and there are two that have nothing to do with the
password: no memory (it takes 100 MiB a check, with eight threads), no further thread. A machine under load has both.
"""

from __future__ import annotations

import time

from argon2 import PasswordHasher
from argon2.exceptions import VerificationError, VerifyMismatchError
from django.contrib.auth.hashers import Argon2PasswordHasher

TRIES, PAUSE = 3, 0.2  # seconds; what was in the way is often gone by then


class Unchecked(Exception):
    """The password could not be checked. It may well be right."""


class Careful(Argon2PasswordHasher):
    """argon2id by the second choice of RFC 9106, section 4 (64 MiB, three passes), in one lane: it needs no threads.

    Older hashes are checked with their own numbers and written anew at the next sign-in.
    """

    time_cost, memory_cost, parallelism = 3, 64 * 1024, 1

    def verify(self, password: str, encoded: str) -> bool:
        """Raises Unchecked when argon2 did not run, several times."""
        _, _, hashed = encoded.partition("$")
        for left in reversed(range(TRIES)):
            try:
                return bool(PasswordHasher().verify("$" + hashed, password))
            except VerifyMismatchError:
                return False
            except VerificationError as error:
                if not left:
                    raise Unchecked(str(error)) from error
                time.sleep(PAUSE)
        raise AssertionError  # the loop returns or raises
