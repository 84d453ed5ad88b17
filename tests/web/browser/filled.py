"""An installation with something on every public page: `python filled.py FOLDER`. All of it is made up.

Decided cases that name two pairs, with appeals; the audit of that ledger; groups of accounts for people to look at.
"""

from __future__ import annotations

import sys
from datetime import UTC, datetime
from pathlib import Path

from suluh.web.serve import ready

CASES = 160


def fill(folder: Path) -> None:
    """The ledger first: the others are read from it."""
    ready(folder)
    names = cases()
    audit(folder / "netral", names)
    groups(folder)


def cases() -> dict[str, str]:
    """Told into the ledger; who is named in them, as their identity and as it is written."""
    from suluh.bench.fairness import PAIRS, lives
    from suluh.bench.fairness_events import told_all
    from suluh.web.store import LEDGER, rebuild

    names = dict(zip(PAIRS, ("Budi Contohan", "Citrawati Karangan"), strict=True))
    LEDGER.append(told_all(lives(CASES), names))
    rebuild()
    return names


def audit(folder: Path, names: dict[str, str]) -> None:
    """Of that ledger, with one change that a fact explains and one that none does."""
    import msgspec

    from suluh.audit import Audit, Counterfactual, from_labels, from_ledger
    from suluh.audit.counterfactual import Brief, Change
    from suluh.audit.languages import Labelled
    from suluh.content import Post
    from suluh.policy.decision import Decision
    from suluh.report.neutrality.page import DATA
    from suluh.text.names import NameBook
    from suluh.web.store import LEDGER

    nothing = Brief("none", None, None, None, ())
    asked = Brief("info_label", "remove", "process", "P3", ("CIV-PROC",))
    one, other = names
    change = Change("p-1", "kabar tentang Budi Contohan", "name", one, other, nothing, asked, ("CIV-PROC",))  # fmt: skip
    explained = msgspec.structs.replace(change, facts=("ID-RES-006",))
    tried = {"name": 900, "number": 40, "region": 300, "empty_column": 60}
    proof = Counterfactual(
        500, 120, tried, 90, {"name": 1}, 1, 7, (change,), (explained,) * 14, ("CIV-PROC",)
    )
    ledger = from_ledger(LEDGER.events(), NameBook({who: (name,) for who, name in names.items()}))
    at = datetime.now(UTC)
    posts = [Labelled(Post(str(n), "nyoblos di TPS"), "leave", "jv") for n in range(30)]
    left = [Decision(one.post.id, at, "k", "p", outcome="none") for one in posts]
    languages = from_labels(posts, lambda _: left, lambda _: False, lambda _: False)
    made = Audit(
        at, "pilkada-2024", "pilkada-2024@1", "ab" * 32, "k", proof, ledger, languages, names
    )
    folder.mkdir()
    (folder / DATA).write_bytes(msgspec.json.encode(made))


def groups(folder: Path) -> None:
    """What `suluh networks` finds in a planted week."""
    from suluh.bench.networks.planted import make
    from suluh.networks import Asked, find
    from suluh.report.groups import write

    posts = folder / "posts.jsonl"
    make(posts, 600)
    write(find(str(posts), Asked(reshuffles=1)), folder / "networks")


if __name__ == "__main__":
    fill(Path(sys.argv[1]))
