"""A short quality report over the facts: how many, for which regions, what is missing, conflicting or from memory."""

from __future__ import annotations

from collections import Counter
from datetime import date

import msgspec

from suluh.facts.fact import Fact, Facts

# The questions every voter asks; a region without an answer of its own takes the nation's.
ASKED = (
    "voting_date voting_hours voting_hours_dptb voting_hours_dpk eligibility id_documents notice_not_mandatory "
    "dpk_location ballot_types valid_mark check_dpt_url official_result_source quick_count_earliest quiet_period"
).split()


class FactsReport(msgspec.Struct, frozen=True):
    """Counts and lists; every list holds fact ids unless its name says otherwise."""

    election: str
    version: str
    stale: bool
    invented: bool
    count: int
    by_type: dict[str, int]
    by_region: dict[str, int]  # region code → facts
    provinces: int
    regencies: int
    regions_covered: int  # regions below the nation with at least one fact of their own
    regions_known: int
    unanswered: list[str]  # slots of ASKED with no fact at all
    withheld: list[str]  # no source: not loaded
    conflicting: dict[str, list[str]]
    from_memory: list[str]
    unknown: list[str]
    secondary: int  # facts whose source quotes the rule rather than being it
    without_url: list[str]
    valid_from_unknown: int
    overlapping: list[str]  # "a ~ b": two versions of one answer hold on one day

    @property
    def fit(self) -> bool:
        """Whether every asked question has an answer and no two answers overlap."""
        return not self.unanswered and not self.overlapping


def check(facts: Facts, today: date) -> FactsReport:
    """The report on `today` (a day in WIB); nothing is changed."""
    regions = facts.regions
    by_region = Counter(f.jurisdiction for f in facts.facts)
    levels = Counter(r.level for r in regions.by_code.values())
    after = facts.election.stale_after
    return FactsReport(
        election=facts.election.id,
        version=facts.version,
        stale=after is not None and today >= after,
        invented=facts.election.invented,
        count=len(facts.facts),
        by_type=dict(Counter(str(f.value.__struct_config__.tag) for f in facts.facts)),
        by_region=dict(sorted(by_region.items())),
        provinces=levels["province"],
        regencies=levels["regency"],
        regions_covered=sum(1 for code in by_region if code != "ID"),
        regions_known=len(regions.by_code) - 1,
        unanswered=[slot for slot in ASKED if slot not in facts.by_slot],
        withheld=[f.id for f in facts.withheld],
        conflicting={f.id: list(f.conflicts) for f in facts.facts if f.conflicts and not f.settled},
        from_memory=[f.id for f in facts.facts if f.confidence == "memory"],
        unknown=[f.id for f in facts.facts if f.value.__struct_config__.tag == "unknown"],
        secondary=sum(f.source_kind == "secondary" for f in facts.facts),
        without_url=[f.id for f in facts.facts if not any(s.url for s in f.sources)],
        valid_from_unknown=sum(f.valid_from is None for f in facts.facts),
        overlapping=_overlapping(facts),
    )


def _overlapping(facts: Facts) -> list[str]:
    """Candidates share a slot by design (one fact a pair); there the pair's number tells versions apart."""
    groups: dict[tuple[str, str, object], list[Fact]] = {}
    for fact in facts.facts:
        groups.setdefault((fact.slot, fact.jurisdiction, _which(fact)), []).append(fact)
    return [
        f"{a.id} ~ {b.id}"
        for versions in groups.values()
        for i, a in enumerate(versions)
        for b in versions[i + 1 :]
        if _meet(a, b)
    ]


def _which(fact: Fact) -> object:
    if fact.slot == "official_channel":
        return fact.id
    fields = getattr(fact.value, "fields", {})
    return fields.get("number")


def _meet(a: Fact, b: Fact) -> bool:
    starts = max(a.valid_from or date.min, b.valid_from or date.min)
    ends = min(a.valid_to or date.max, b.valid_to or date.max)
    return starts <= ends
