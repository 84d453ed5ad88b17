"""The evidence of a case: bytes under their hash, a manifest, a package that anyone can verify (process.md section 8)."""

from suluh.cases.evidence.custody import Handling, chained, custody_of
from suluh.cases.evidence.package import About, write_package
from suluh.cases.evidence.store import EvidenceStore
from suluh.cases.evidence.verify import Fault, verify_package

__all__ = [
    "About",
    "EvidenceStore",
    "Fault",
    "Handling",
    "chained",
    "custody_of",
    "verify_package",
    "write_package",
]
