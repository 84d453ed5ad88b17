"""What the public can count: figures folded out of the ledger's events, and nothing that is not in them.

events ─► fold.py ─► Sums ─► report.py ─► Report (figure.py) ─► suluh.report.transparency (pages, papers, tables)
          counted.py: what a case adds      tables.py: broken down     protect.py: small counts
          beside.py: scans, organisations   durations.py, coverage.py  intervals.py: how sure

statements.py: the statements of reasons as records, out of the same events
"""

from suluh.transparency.figure import Figure, Report
from suluh.transparency.fold import advance, fold
from suluh.transparency.report import report, report_from
from suluh.transparency.sums import Sums

__all__ = ["Figure", "Report", "Sums", "advance", "fold", "report", "report_from"]
