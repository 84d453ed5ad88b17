"""Accounts beside the register of official ones: who passes for whom, and by what one can see it.

`compare` looks at one account and answers with a verdict and the reasons for it, each with what was seen and what it
was held against. It decides nothing: rule IMP-OFFICIAL of the policy does, and above it a person.
"""

from suluh.accounts.account import SeenAccount
from suluh.accounts.compare import Compared, Verdict, compare
from suluh.accounts.reasons import Reason
from suluh.accounts.register import Official, Register

__all__ = ["Compared", "Official", "Reason", "Register", "SeenAccount", "Verdict", "compare"]
