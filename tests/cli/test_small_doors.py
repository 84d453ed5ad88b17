"""The smaller doors: facts, claims, policy, ledger, export, bench, demo; their answers and their exit codes."""

from __future__ import annotations

import json
import shutil
import sqlite3
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from suluh.actions import dsa_problems

if TYPE_CHECKING:
    from conftest import Run

SHIPPED_POLICY = Path(__file__).parents[2] / "suluh/policy/data/pilkada-2024/1"


# --- facts


def test_the_quality_of_the_facts_is_told_openly(suluh: Run) -> None:
    told = suluh("facts", "check")
    assert told.code == 0
    for words in (
        "Dari ingatan",
        "Pertentangan yang masih terbuka",
        "wilayah dikenal",
        "38 provinsi, 514 kabupaten/kota",
    ):
        assert words in told.said
    counted = suluh("facts", "check", "--json").json
    assert counted["count"] > 150
    assert "ID-SCH-001" not in counted["from_memory"]


def test_one_fact_is_shown_with_its_source(suluh: Run) -> None:
    told = suluh("facts", "show", "ID-SCH-001")
    assert told.code == 0
    assert "Rabu, 27 November 2024" in told.said and "PKPU 2/2024" in told.said
    assert suluh("facts", "show", "ID-SCH-001", "--json").json["slot"] == "voting_date"


def test_facts_are_listed_by_region_and_by_election(suluh: Run) -> None:
    metro = suluh("facts", "list", "--region", "18.72")
    assert metro.code == 0
    assert "LP-DPT-1872" in metro.out and "ID-SCH-001" not in metro.out
    village = suluh("facts", "list", "--election", "contoh-desa-2031")
    assert "CD-001" in village.out
    known = suluh("facts", "elections")
    assert "pilkada-2024" in known.out and "(karangan)" in known.out


@pytest.mark.parametrize(
    ("words", "told"),
    [
        (("facts", "show", "ID-SCH-999"), "ID-SCH-999"),  # no such fact
        (
            ("facts", "check", "--election", "pilkda-2024"),
            'did you mean "pilkada-2024"?',
        ),  # a typing mistake
        (("facts", "periksa"), "periksa"),  # no such command
        (("policy", "show", "CIV-PRO"), "CIV-PRO"),  # half a rule's name
        (("policy", "show", "CIV-PROC", "--policy", "77"), "77"),  # never published
        (("ledger", "verify", "tiada.sqlite"), "there is no ledger at"),
        (("export", "dsa", "--in", "tiada", "--out", "o.jsonl"), "tiada"),
        (("claims", "import", "tiada.csv"), "tiada.csv"),
        (("bench", "posts"), "memerlukan PATH"),
        (("bench", "posts", "tiada.jsonl"), "tiada.jsonl"),
        (("bench", "posts", "/dev/null"), "holds no post"),
        (("bench", "rasa"), "rasa"),
        (("bench", "neutrality", "tiada.jsonl"), "tiada.jsonl"),
    ],
)
def test_a_mistake_exits_2_and_repeats_what_was_not_understood(
    suluh: Run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, words: tuple[str, ...], told: str
) -> None:
    monkeypatch.chdir(tmp_path)
    ran = suluh(*words)
    assert ran.code == 2, ran.said
    assert told in ran.said


# --- claims

CSV = (
    "id,klaim,putusan,penjelasan,penerbit,tanggal,url\n"
    "W-1,TPS di Sukarame pindah ke lapangan golf,Salah,TPS tidak pindah.,Redaksi Contoh,2024-11-20,https://example.org/1\n"
    "W-2,,Salah,Baris tanpa klaim.,Redaksi Contoh,2024-11-20,https://example.org/2\n"
)


@pytest.fixture
def own_home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A user's folder for this test alone, so that other tests keep their knowledge."""
    monkeypatch.setenv("SULUH_HOME", str(tmp_path / "rumah"))
    return tmp_path / "rumah"


def test_reviews_are_imported_counted_and_replaced_by_id(
    suluh: Run, own_home: Path, tmp_path: Path
) -> None:
    source = tmp_path / "cek.csv"
    source.write_text(CSV, encoding="utf-8")
    first = suluh("claims", "import", source, "--json")
    assert (first.code, first.json) == (0, {"added": 1, "replaced": 0, "rejected": 1})
    assert "cek.csv:3" in first.err
    again = suluh("claims", "import", source, "--json")
    assert again.json == {"added": 0, "replaced": 1, "rejected": 1}
    assert "lapangan golf" in suluh("claims", "list").out
    assert "bawaan" in suluh("claims", "check").out


@pytest.mark.parametrize(
    ("name", "text", "told"),
    [
        ("kosong.json", "[]", "no ClaimReview in it"),
        ("lain.json", '{"a": 1}', "no ClaimReview in it"),
        ("halaman.html", "<html><p>halo</p></html>", "application/ld+json"),
        ("kosong.csv", "klaim,putusan\n,Salah\n", "kosong.csv:2"),
        ("umpan.xml", "<rss version='2.0'><channel><item><title>[SALAH] x</tit", "cut off"),
    ],
)
def test_a_file_without_one_readable_review_is_refused(
    suluh: Run, own_home: Path, tmp_path: Path, name: str, text: str, told: str
) -> None:
    (tmp_path / name).write_text(text, encoding="utf-8")
    ran = suluh("claims", "import", tmp_path / name)
    assert ran.code == 2, ran.said
    assert told in ran.said and name in ran.said
    assert not own_home.exists() or not list(own_home.rglob("*.jsonl"))


def test_a_table_without_a_claim_column_is_refused(
    suluh: Run, own_home: Path, tmp_path: Path
) -> None:
    source = tmp_path / "harga.csv"
    source.write_text("barang,harga\nberas,15000\n", encoding="utf-8")
    ran = suluh("claims", "import", source)
    assert ran.code == 2, ran.said
    assert not own_home.exists()


# --- policy


def test_the_shipped_policy_has_no_mistake(suluh: Run) -> None:
    assert suluh("policy", "check", "--json").json["ok"] is True


def test_a_mistake_in_a_rule_is_named_with_file_line_and_intention(
    suluh: Run, tmp_path: Path
) -> None:
    folder = tmp_path / "naskah"
    shutil.copytree(SHIPPED_POLICY, folder)
    rule = folder / "rules" / "CIV-PROC.yaml"
    rule.write_text(
        rule.read_text("utf-8").replace("signal: suspicion", "signal: suspison"), encoding="utf-8"
    )
    ran = suluh("policy", "check", folder)
    assert ran.code == 2
    assert "CIV-PROC.yaml:" in ran.said and "suspicion" in ran.said and "suspison" in ran.said


def test_a_rule_is_told_in_indonesian_and_in_english(suluh: Run) -> None:
    assert (
        "Informasi salah tentang cara, waktu, dan tempat memilih"
        in suluh("policy", "show", "CIV-PROC").said
    )
    assert (
        "Misinformation on how, when and where to vote"
        in suluh("policy", "show", "CIV-PROC", "--en").said
    )


def test_a_policy_compared_with_itself_changes_nothing(
    suluh: Run, demo: Path, tmp_path: Path
) -> None:
    posts = tmp_path / "p.jsonl"
    posts.write_text(
        json.dumps({"id": "a", "text": "Coblosan diundur jadi 30 November"}) + "\n", "utf-8"
    )
    ran = suluh("policy", "diff", "1", "1", "--posts", posts, "--json")
    assert ran.code == 0
    assert ran.json["changed"] in (0, [])


def test_a_rule_put_to_rest_shows_in_the_comparison(suluh: Run, tmp_path: Path) -> None:
    folder = tmp_path / "baru"
    shutil.copytree(SHIPPED_POLICY, folder)
    rule = folder / "rules" / "CIV-PROC.yaml"
    rule.write_text(
        rule.read_text("utf-8").replace("state: live", "state: shadow", 1), encoding="utf-8"
    )
    posts = tmp_path / "p.jsonl"
    posts.write_text(
        json.dumps({"id": "a", "text": "Coblosan diundur jadi 30 November"}) + "\n", "utf-8"
    )
    ran = suluh("policy", "diff", "1", folder, "--posts", posts)
    assert ran.code == 0
    assert "CIV-PROC" in ran.said


def test_policies_are_compared_and_told_with_the_dates_of_another_election(
    suluh: Run, tmp_path: Path
) -> None:
    posts = tmp_path / "p.jsonl"
    posts.write_text(
        json.dumps({"id": "a", "text": "Coblosan Sukamaju diundur jadi 16 Maret 2031"})
        + "\nrusak\n",
        "utf-8",
    )
    ran = suluh("policy", "diff", "1", "1", "--posts", posts, "--election", "contoh-desa-2031")
    assert ran.code == 0
    assert "1 baris ditolak" in ran.said
    shown = suluh("policy", "show", "QUIET-CAMP", "--election", "contoh-desa-2031")
    assert shown.code == 0 and "2024 00" not in shown.said


def test_a_policy_is_published_once(suluh: Run, tmp_path: Path) -> None:
    folder = tmp_path / "naskah"
    shutil.copytree(SHIPPED_POLICY, folder)
    (folder / "published.sha256").unlink(missing_ok=True)
    assert "terbit" in suluh("policy", "publish", folder).said
    rule = folder / "rules" / "CIV-PROC.yaml"
    rule.write_text(rule.read_text("utf-8").replace("state: live", "state: shadow", 1), "utf-8")
    assert suluh("policy", "publish", folder).code == 2
    source = tmp_path / "p.jsonl"
    source.write_text(json.dumps({"id": "a", "text": "halo"}) + "\n", "utf-8")
    ran = suluh("scan", source, "--out", tmp_path / "o", "--policy", folder)
    assert (ran.code, "sudah terbit" in ran.said) == (2, True)


# --- ledger


def test_the_record_of_the_demo_is_whole(suluh: Run, demo: Path) -> None:
    ran = suluh("ledger", "verify", demo / "ledger.sqlite", "--json")
    assert (ran.code, ran.json["ok"]) == (0, True)
    anchor = f"{ran.json['head_seq']}:{ran.json['head_hash']}"
    assert suluh("ledger", "verify", demo / "ledger.sqlite", "--anchor", anchor).code == 0


@pytest.mark.parametrize(
    "tampering",
    [
        "update {t} set body = replace(body, 'demo', 'dema') where seq = 5",  # altered
        "delete from {t} where seq = 5",  # removed
        "update {t} set seq = case seq when 5 then -1 else seq end where seq = 5",  # moved elsewhere
    ],
)
def test_a_changed_record_exits_1_and_the_event_is_named(
    suluh: Run, demo: Path, tmp_path: Path, tampering: str
) -> None:
    copy = tmp_path / "catatan.sqlite"
    with sqlite3.connect(demo / "ledger.sqlite") as source, sqlite3.connect(copy) as target:
        source.backup(target)
    _tamper(copy, tampering)
    ran = suluh("ledger", "verify", copy)
    assert ran.code == 1, ran.said
    assert "TIDAK UTUH" in ran.said and "5" in ran.said
    assert suluh("ledger", "verify", copy, "--json").json["ok"] is False


def test_a_run_s_folder_can_be_verified_and_an_unproven_end_is_said(suluh: Run, demo: Path) -> None:
    ran = suluh("ledger", "verify", demo)
    assert ran.code == 0
    assert "Utuh" in ran.said and "ujung rantai tidak terbukti" in ran.said


def test_a_cut_tail_with_a_moved_head_leaves_a_run_without_an_end(
    suluh: Run, demo: Path, tmp_path: Path
) -> None:
    copy = tmp_path / "catatan.sqlite"
    with sqlite3.connect(demo / "ledger.sqlite") as source, sqlite3.connect(copy) as target:
        source.backup(target)
        last = target.execute("select max(seq) from suluh_event").fetchone()[0] - 5
        target.execute("delete from suluh_event where seq > ?", (last,))
        target.execute(
            "update suluh_head set seq = ?, hash = (select hash from suluh_event where seq = ?)",
            (last, last),
        )
    target.close()
    ran = suluh("ledger", "verify", copy)
    assert ran.code == 0
    assert "tidak berakhir di catatan ini" in ran.said


def test_a_ledger_without_its_table_is_not_whole(suluh: Run, demo: Path, tmp_path: Path) -> None:
    copy = tmp_path / "catatan.sqlite"
    with sqlite3.connect(demo / "ledger.sqlite") as source, sqlite3.connect(copy) as target:
        source.backup(target)
        target.execute("drop table suluh_event")
    target.close()
    ran = suluh("ledger", "verify", copy)
    assert ran.code == 1, ran.said
    assert "a table of the ledger is gone" in ran.said


def _tamper(path: Path, statement: str) -> None:
    """What somebody with the file and a database tool could do, guards removed first."""
    with sqlite3.connect(path) as base:
        names = [
            row[0] for row in base.execute("select name from sqlite_master where type = 'trigger'")
        ]
        for name in names:
            base.execute(f'drop trigger "{name}"')
        (table,) = [
            row[0]
            for row in base.execute(
                "select name from sqlite_master where type = 'table' and name like '%event%'"
            )
        ]
        changed = base.execute(statement.format(t=table)).rowcount
        assert changed == 1
    base.close()


def test_an_anchor_that_is_none_exits_2(suluh: Run, demo: Path) -> None:
    ran = suluh("ledger", "verify", demo / "ledger.sqlite", "--anchor", "kemarin")
    assert ran.code == 2
    assert "SEQ:HASH" in ran.said


# --- export


def test_statements_of_reasons_fit_the_schema_one_for_each_limited_post(
    suluh: Run, demo: Path, tmp_path: Path
) -> None:
    out = tmp_path / "alasan.jsonl"
    ran = suluh("export", "dsa", "--in", demo, "--out", out)
    assert ran.code == 0, ran.said
    records = [json.loads(line) for line in out.read_text("utf-8").splitlines()]
    decisions = [
        json.loads(line) for line in (demo / "decisions.jsonl").read_text("utf-8").splitlines()
    ]
    limited = [d for d in decisions if d["outcome"] not in ("none", "info_label")]
    assert len(records) == len(limited) > 20
    assert [problem for record in records for problem in dsa_problems(record)] == []


def test_an_export_that_cannot_be_written_exits_3(suluh: Run, demo: Path, tmp_path: Path) -> None:
    ran = suluh("export", "dsa", "--in", demo, "--out", tmp_path / "tiada" / "a.jsonl")
    assert ran.code == 3, ran.said


# --- bench and demo


def test_figures_are_printed_and_written(suluh: Run, tmp_path: Path) -> None:
    posts, figures = tmp_path / "p.jsonl", tmp_path / "angka.json"
    posts.write_text(
        json.dumps(
            {
                "text": "Coblosan diundur jadi 30 November 2024",
                "expect": "act",
                "fact": "ID-SCH-001",
            }
        )
        + "\n",
        "utf-8",
    )
    ran = suluh("bench", "posts", posts, "--json", figures)
    assert ran.code == 0
    written = json.loads(figures.read_text("utf-8"))
    assert (written["act"]["n"], written["act"]["found"], written["act"]["right_fact"]) == (
        1,
        1,
        1.0,
    )
    assert "Posts as expected" in ran.out


def test_the_demo_leaves_decisions_and_a_report_and_says_where(suluh: Run, demo: Path) -> None:
    decided = (demo / "decisions.jsonl").read_text("utf-8").splitlines()
    assert len(decided) > 300
    assert (demo / "report.html").stat().st_size > 5000
    assert (demo / "rejected.jsonl").read_bytes() == b""


def test_the_demo_makes_its_results_anew_but_touches_nothing_else(
    suluh: Run, demo: Path, tmp_path: Path
) -> None:
    mine = tmp_path / "punyaku"
    shutil.copytree(demo, mine)
    (mine / "surat.txt").write_text("jangan dihapus")
    ran = suluh("demo", "--out", mine)
    assert ran.code == 0
    assert (mine / "surat.txt").read_text() == "jangan dihapus"
    assert len((mine / "decisions.jsonl").read_bytes().splitlines()) == len(
        (demo / "decisions.jsonl").read_bytes().splitlines()
    )
