"""Which facts speak of one matter, so that a sentence about one may well say something about another."""

from __future__ import annotations

KIN = (
    {
        "ID-SCH-001",
        "ID-SCH-002",
        "ID-SCH-004",
        "ID-VOT-008",
        "ID-VOT-009",
        "ID-SCH-010",
        "ID-VOT-005",
    },
    {"ID-VOT-001", "ID-VOT-002", "ID-VOT-003", "ID-VOT-004", "ID-VOT-013"},
    {
        "ID-VOT-006",
        "ID-VOT-007",
        "ID-VOT-008",
        "ID-VOT-009",
        "ID-VOT-010",
        "ID-VOT-011",
        "ID-VOT-012",
        "ID-VOT-003",
    },
    {
        "ID-VOT-011",
        "ID-VOT-012",
        "ID-VOT-014",
        "ID-VOT-015",
        "ID-VOT-016",
        "ID-VOT-017",
        "ID-VOT-013",
        "ID-VOT-019",
    },
    {"ID-VOT-018", "ID-VOT-026", "ID-VOT-027", "ID-VOT-028", "ID-RES-006", "ID-VOT-019"},
    {"ID-VOT-023", "ID-VOT-024", "ID-VOT-005"},
    {
        "ID-RES-001",
        "ID-RES-002",
        "ID-RES-003",
        "ID-RES-004",
        "ID-RES-005",
        "ID-SCH-010",
        "ID-SCH-011",
        "ID-SCH-012",
    },
)


def far(one: str, other: str) -> bool:
    """Whether two facts, by id, are of different matters."""
    return one != other and not any(one in kin and other in kin for kin in KIN)
