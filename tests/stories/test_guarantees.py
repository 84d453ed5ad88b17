"""What holds for every post: no machine removal, no names, no personal data, the same bytes again, no crash."""

from __future__ import annotations

import json
import sqlite3
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from suluh import flow
from suluh.bench import neutrality
from suluh.bench.posts import limited
from suluh.cli.demo import POSTS
from suluh.knowledge import Knowledge
from suluh.policy.compiler import CompiledPolicy
from suluh.policy.decision import Decision
from suluh.runners.deciding import Settings, decider
from suluh.signals.reading import Reading
from suluh.signals.signal import Signal

if TYPE_CHECKING:
    from conftest import Decide, Run


def decisions(out: Path) -> list[dict[str, object]]:
    return [json.loads(line) for line in (out / "decisions.jsonl").read_text("utf-8").splitlines()]


def test_the_machine_removes_nothing_in_the_demo(demo: Path) -> None:
    decided = decisions(demo)
    assert {str(d["outcome"]) for d in decided} <= {
        "none", "info_label", "context_label", "require_aigc_label", "reco_ineligible", "refer_partner"
    }  # fmt: skip
    assert any(d["proposed"] == "remove" for d in decided)  # it asks a person to


def test_whatever_is_limited_waits_for_a_person(demo: Path) -> None:
    alone = [
        d["post_id"]
        for d in decisions(demo)
        if d["outcome"] == "reco_ineligible" and not d["review"]
    ]
    assert alone == []


def test_swapping_who_is_named_changes_no_decision_on_the_demo(
    opened_parts: tuple[Knowledge, CompiledPolicy],
) -> None:
    result = neutrality.run(POSTS, decider(Settings(replay=True)), opened_parts[0])
    assert result["swaps"] > 0
    assert result["changed"] == 0, result["examples"]


def test_a_run_made_again_gives_the_same_bytes(suluh: Run, tmp_path: Path) -> None:
    source = tmp_path / "p.jsonl"
    source.write_bytes(b"\n".join(POSTS.read_bytes().splitlines()[::5]))
    for name in ("satu", "dua"):
        assert (
            suluh(
                "scan", source, "--out", tmp_path / name, "--now", "2024-11-28T08:00", "--json"
            ).code
            == 0
        )
    one, two = ((tmp_path / n / "decisions.jsonl").read_bytes() for n in ("satu", "dua"))
    assert one == two


NIK = "1871012304850001"
PHONE = "081278901234"
PRIVATE = [
    f"Ini ketua KPPS TPS 5 curang, NIK {NIK} HP {PHONE}, datangi rumahnya sebelum coblosan",
    f"Yang mau uang coblosan 100 ribu wa {PHONE[:4]}-{PHONE[4:8]}-{PHONE[8:]} ya",
]


def test_personal_data_appear_nowhere_in_what_is_stored(suluh: Run, tmp_path: Path) -> None:
    source, out = tmp_path / "p.jsonl", tmp_path / "o"
    source.write_text(
        "\n".join(json.dumps({"id": f"p{n}", "text": t}) for n, t in enumerate(PRIVATE)), "utf-8"
    )
    ran = suluh("scan", source, "--out", out, "--now", "2024-11-25T10:00")
    assert ran.code == 0
    assert all(d["review"] for d in decisions(out))  # so the words themselves would have been kept
    with sqlite3.connect(out / "ledger.sqlite") as base:
        stored = "\n".join(base.iterdump())
    base.close()
    told = "".join(suluh("explain", f"p{n}", "--in", out).out for n in range(2))
    suluh("export", "dsa", "--in", out, "--out", tmp_path / "dsa.jsonl")
    kept = [stored, ran.out, told, (tmp_path / "dsa.jsonl").read_text("utf-8")]
    kept += [(out / name).read_text("utf-8") for name in ("decisions.jsonl", "report.html")]
    for text in kept:
        digits = text.replace("-", "").replace(" ", "")
        assert NIK not in digits and PHONE not in digits


def test_a_detector_that_fails_leaves_a_note_and_the_post_goes_on(
    decide_text: Decide, monkeypatch: pytest.MonkeyPatch
) -> None:
    def broken(reading: Reading, knowledge: Knowledge) -> list[Signal]:
        raise ValueError("kamus rusak")

    monkeypatch.setattr(flow, "DETECTORS", (broken, *flow.DETECTORS))
    way = decide_text("Coblosan diundur jadi 30 November ya gaes")
    assert way.decision.outcome == "reco_ineligible"
    assert "broken failed: ValueError: kamus rusak" in way.decision.notes
    assert next(s for s in way.steps if s.stage == "broken").failed


def test_a_failing_detector_is_counted_in_the_summary(
    suluh: Run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def broken(reading: Reading, knowledge: Knowledge) -> list[Signal]:
        raise RuntimeError("habis")

    monkeypatch.setattr(flow, "DETECTORS", (*flow.DETECTORS, broken))
    source = tmp_path / "p.jsonl"
    source.write_text(
        json.dumps({"id": "a", "text": "Coblosan diundur jadi 30 November"}) + "\n", "utf-8"
    )
    ran = suluh("scan", source, "--out", tmp_path / "o", "--workers", "0", "--json")
    assert (ran.code, ran.json["failed_detectors"]) == (0, {"broken": 1})


def test_another_election_is_another_folder(suluh: Run, tmp_path: Path) -> None:
    source, out = tmp_path / "p.jsonl", tmp_path / "o"
    lines = [
        {"id": "salah", "text": "Pemungutan suara di Sukamaju diundur ke 16 Maret 2031"},
        {"id": "benar", "text": "Warga Sukamaju, nyoblos Minggu 9 Maret 2031, TPS buka jam 8 pagi"},
    ]
    source.write_text(
        "\n".join(json.dumps(dict(line, posted_at="2031-03-01T08:00:00+07:00")) for line in lines),
        "utf-8",
    )
    ran = suluh("scan", source, "--out", out, "--election", "contoh-desa-2031", "--replay")
    assert ran.code == 0
    assert "(karangan)" in ran.said
    false, true = decisions(out)
    assert (false["outcome"], false["facts"]) == ("reco_ineligible", ["CD-001"])
    assert true["outcome"] in ("none", "info_label")
    assert suluh("ledger", "verify", out / "ledger.sqlite").code == 0


def test_an_election_is_known_by_its_own_name(suluh: Run, tmp_path: Path) -> None:
    words = (
        "--text",
        "Coblosan pilkades diundur jadi 16 Maret 2031",
        "--posted-at",
        "2031-03-01T08:00",
    )
    ran = suluh("explain", *words, "--election", "contoh-desa-2031", "--json")
    assert ran.json["decision"]["facts"] == ["CD-001"]


LINE_STARTS = (
    b'{"id":"a","text":"',
    b'[{"id":1,',
    b"id,text\n",
    b"20/11/24 19.02 - Budi: ",
    b"\xef\xbb\xbf",
    b"",
)


@settings(max_examples=60, deadline=None, suppress_health_check=list(HealthCheck))
@given(start=st.sampled_from(LINE_STARTS), data=st.binary(max_size=400))
def test_no_bytes_make_a_scan_crash(
    suluh: Run, tmp_path_factory: pytest.TempPathFactory, start: bytes, data: bytes
) -> None:
    folder = tmp_path_factory.mktemp("bytes")
    (folder / "p.jsonl").write_bytes(start + data)
    ran = suluh("scan", folder / "p.jsonl", "--out", folder / "o", "--workers", "0", "--json")
    assert ran.code in (0, 2), ran.err
    assert "Traceback" not in ran.err


@settings(max_examples=150, deadline=None, suppress_health_check=list(HealthCheck))
@given(
    text=st.text(max_size=200),
    about=st.sampled_from(["", "Pilkada: ", "coblosan diundur ke ", "TPS jam "]),
)
def test_no_words_make_a_decision_fail(decide_text: Decide, text: str, about: str) -> None:
    way = decide_text(about + text)
    assert [step.failed for step in way.steps if step.failed] == []
    assert not _removed(way.decision)


def _removed(decision: Decision) -> bool:
    return limited(decision) and decision.outcome in ("remove", "account_ban", "feature_block")


def test_a_hostile_long_post_is_cut_and_says_so(decide_text: Decide) -> None:
    way = decide_text("coblos 28 November " * 20_000)
    assert "only the first 4000 characters were read" in way.decision.notes
    assert len(way.text) == 4000
