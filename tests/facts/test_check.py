"""The quality report over the facts says what is missing, conflicting or from memory."""

from datetime import date

from suluh.facts import load
from suluh.facts.check import check


def test_the_report_hides_no_weakness():
    report = check(load(), date(2024, 11, 1))
    assert report.fit and not report.stale
    assert report.count == 171
    assert report.withheld == ["ID-LAW-025", "ID-CON-005"]
    assert set(report.from_memory) == {"ID-VOT-004", "ID-VOT-027", "ID-VOT-028"}
    assert "ID-VOT-002" in report.conflicting and "ID-SCH-004" not in report.conflicting
    assert (report.provinces, report.regencies, report.regions_covered) == (38, 514, 18)


def test_an_election_that_is_over_says_so():
    assert check(load(), date(2026, 1, 1)).stale


def test_missing_answers_are_listed():
    report = check(load("contoh-desa-2031"), date(2031, 1, 1))
    assert not report.fit and "eligibility" in report.unanswered and report.invented
