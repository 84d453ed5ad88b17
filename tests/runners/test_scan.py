"""A scan from a file to decisions and a ledger: order, rejects, resuming, refusing."""

from __future__ import annotations

import io
import json
import signal
import subprocess
import sys
from datetime import UTC, datetime
from pathlib import Path

import msgspec
import pytest

sys.path.insert(0, str(Path(__file__).parent))  # worker processes import the toys by name

from toy_deciders import accident, decide_one, toy

from suluh.content import Post
from suluh.errors import InputError, RequestError, ServiceError
from suluh.ledger import Kind, open_ledger
from suluh.runners import ScanSummary, changed_files, remembered, scan
from suluh.runners.outbox import writing

NOW = datetime(2024, 11, 25, 3, 0, tzinfo=UTC)
VERSIONS = {"knowledge": "k1", "policy": "p1"}


def write_posts(path: Path, count: int, *, odd: dict[int, str] | None = None) -> Path:
    """Posts with a false date every tenth, and other texts or whole broken lines where `odd` says so."""
    lines = []
    for number in range(count):
        false = number % 10 == 0
        text = "Nyoblosnya 28 November ya" if false else f"jalan-jalan ke pasar {number}"
        special = (odd or {}).get(number)
        if special and special.startswith("{"):
            lines.append(special)
        else:
            lines.append(json.dumps({"id": f"p{number}", "text": special or text}))
    path.write_text("\n".join(lines) + "\n", encoding="utf-8")
    return path


def run(source: Path | str, out: Path, **more: object) -> ScanSummary:
    options: dict[str, object] = {
        "decide_posts": toy,
        "now": NOW,
        "workers": 0,
        "versions": VERSIONS,
    }
    return scan(source, out, **(options | more))  # type: ignore[arg-type]


def records(path: Path) -> list[dict[str, object]]:
    return [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines()]


def ids(out: Path) -> list[object]:
    return [record["post_id"] for record in records(out / "decisions.jsonl")]


def test_decisions_stand_in_the_order_of_the_posts_and_the_ledger_holds(tmp_path: Path) -> None:
    source = write_posts(tmp_path / "posts.jsonl", 500)
    summary = run(source, tmp_path / "out", workers=2, batch=40)
    assert ids(tmp_path / "out") == [f"p{n}" for n in range(500)]
    assert summary.tally.outcomes == {"none": 450, "context_label": 50}
    assert summary.tally.rules == {"CIV-PROC": 50}
    assert len(summary.urgent) == 10
    with open_ledger(str(tmp_path / "out" / "ledger.sqlite"), create=False) as ledger:
        report = ledger.verify(summary.anchor)
        kinds = [event.kind for event in ledger.events()]
    assert report.ok and report.anchored
    assert kinds.count(Kind.DECISION) == 50
    assert (kinds[0], kinds[-1]) == (Kind.SCAN_STARTED, Kind.RUN_FINISHED)


def test_workers_and_one_process_write_the_same_bytes(tmp_path: Path) -> None:
    source = write_posts(tmp_path / "posts.jsonl", 300, odd={7: '{"id": "p7', 8: '{"text": "x"}'})
    run(source, tmp_path / "one")
    run(source, tmp_path / "two", workers=2, batch=32)
    for name in ("decisions.jsonl", "rejected.jsonl"):
        assert (tmp_path / "one" / name).read_bytes() == (tmp_path / "two" / name).read_bytes()


def test_a_bad_line_is_rejected_with_its_number_and_the_rest_goes_on(tmp_path: Path) -> None:
    source = write_posts(tmp_path / "posts.jsonl", 20, odd={4: '{"id": "p4", "text": "putus'})
    summary = run(source, tmp_path / "out")
    rejected = records(tmp_path / "out" / "rejected.jsonl")
    assert summary.tally.posts == 19
    assert [(r["line"], str(r["reason"])[:8]) for r in rejected] == [(5, "not JSON")]


def test_a_rejected_line_shows_no_identity_number(tmp_path: Path) -> None:
    source = write_posts(
        tmp_path / "posts.jsonl", 3, odd={1: '{"id": "p1", "text": "NIK 1871011508900003 cut'}
    )
    run(source, tmp_path / "out")
    assert "1871011508900003" not in (tmp_path / "out" / "rejected.jsonl").read_text()


def test_a_finished_run_says_so_and_writes_nothing(tmp_path: Path) -> None:
    source = write_posts(tmp_path / "posts.jsonl", 50)
    first = run(source, tmp_path / "out")
    before = (tmp_path / "out" / "decisions.jsonl").read_bytes()
    again = run(source, tmp_path / "out", now=datetime(2025, 1, 1, tzinfo=UTC))
    assert again.already_finished and again.posts_now == 0
    assert again.tally == first.tally and again.urgent == first.urgent
    assert again.anchor == first.anchor
    assert (tmp_path / "out" / "decisions.jsonl").read_bytes() == before


class Stopped(Exception):
    """The scan is interrupted from outside."""


def stop_after(batches: int):  # type: ignore[no-untyped-def]
    seen = []

    def progress(state: object) -> None:
        seen.append(state)
        if len(seen) == batches:
            raise Stopped

    return progress


@pytest.mark.parametrize("name", ["posts.jsonl", "posts.csv", "posts.json", "folder"])
def test_an_interrupted_run_goes_on_where_it_stopped(tmp_path: Path, name: str) -> None:
    plain = write_posts(tmp_path / "plain.jsonl", 400)
    source = as_format(plain, tmp_path / "in" / name)
    run(source, tmp_path / "whole", batch=50)
    with pytest.raises(Stopped):
        run(source, tmp_path / "parts", batch=50, progress=stop_after(3))
    # Written but not sealed, as by a kill between the file and the ledger.
    with (tmp_path / "parts" / "decisions.jsonl").open("a") as file:
        file.write('{"post_id": "terlanjur"}\n{"post_id": "ter')
    rest = run(source, tmp_path / "parts", batch=50, now=datetime(2025, 1, 1, tzinfo=UTC))
    assert rest.resumed and 0 < rest.posts_now < 400
    assert rest.tally.posts == 400 and rest.decided_at == NOW
    parts, whole = (tmp_path / d / "decisions.jsonl" for d in ("parts", "whole"))
    assert parts.read_bytes() == whole.read_bytes()


def as_format(plain: Path, target: Path) -> Path:
    """The same posts as a table, an array, or a folder of two files."""
    target.parent.mkdir()
    lines = plain.read_text().splitlines()
    posts = [json.loads(line) for line in lines]
    if target.suffix == ".csv":
        rows = [f'{p["id"]},"{p["text"]}\n(baris kedua)"' for p in posts]
        target.write_text("\n".join(["id,text", *rows]))
    elif target.suffix == ".json":
        target.write_text(json.dumps(posts, indent=1))
    elif target.suffix == ".jsonl":
        target.write_text(plain.read_text())
    else:
        target.mkdir()
        (target / "a.jsonl").write_text("\n".join(lines[:130]))
        (target / "b.jsonl").write_text("\n".join(lines[130:]))
    return target


def test_a_changed_input_is_refused_with_the_way_out(tmp_path: Path) -> None:
    source = write_posts(tmp_path / "posts.jsonl", 300)
    with pytest.raises(Stopped):
        run(source, tmp_path / "out", batch=50, progress=stop_after(2))
    write_posts(source, 301)
    with pytest.raises(RequestError, match=r"input .* is not the one it began with.*--fresh"):
        run(source, tmp_path / "out")
    assert run(source, tmp_path / "out", fresh=True).tally.posts == 301


def test_a_changed_policy_is_refused_and_named(tmp_path: Path) -> None:
    source = write_posts(tmp_path / "posts.jsonl", 30)
    run(source, tmp_path / "out")
    with pytest.raises(RequestError, match="policy was p1 and is p2"):
        run(source, tmp_path / "out", versions={"knowledge": "k1", "policy": "p2"})


def test_fresh_keeps_the_earlier_run_in_the_ledger(tmp_path: Path) -> None:
    source = write_posts(tmp_path / "posts.jsonl", 30)
    run(source, tmp_path / "out")
    run(source, tmp_path / "out", fresh=True)
    assert len(ids(tmp_path / "out")) == 30
    with open_ledger(str(tmp_path / "out" / "ledger.sqlite")) as ledger:
        assert ledger.verify().ok
        assert len(list(ledger.events(kind=Kind.RUN_FINISHED))) == 2


def test_decisions_cut_after_the_fact_are_noticed(tmp_path: Path) -> None:
    source = write_posts(tmp_path / "posts.jsonl", 30)
    run(source, tmp_path / "out")
    decisions = tmp_path / "out" / "decisions.jsonl"
    decisions.write_bytes(decisions.read_bytes()[:-10])
    with pytest.raises(RequestError, match="changed since"):
        run(source, tmp_path / "out")


def test_a_folder_with_foreign_decisions_is_not_written_over(tmp_path: Path) -> None:
    source = write_posts(tmp_path / "posts.jsonl", 3)
    (tmp_path / "out").mkdir()
    (tmp_path / "out" / "decisions.jsonl").write_text('{"post_id": "lama"}\n')
    with pytest.raises(RequestError, match="the ledger does not know"):
        run(source, tmp_path / "out")


def test_two_scans_do_not_share_a_folder(tmp_path: Path) -> None:
    source = write_posts(tmp_path / "posts.jsonl", 300)

    def second(_: object) -> None:
        with pytest.raises(RequestError, match="another scan"):
            run(source, tmp_path / "out")
        raise Stopped

    with pytest.raises(Stopped):
        run(source, tmp_path / "out", progress=second)


def test_a_cut_array_is_decided_up_to_the_cut_and_then_reported(tmp_path: Path) -> None:
    source = tmp_path / "posts.json"
    source.write_text('[{"id": "a", "text": "x"},\n {"id": "b", "text": "y"},\n {"id": "c"')
    with pytest.raises(InputError, match=r"posts\.json: line 3: the file is cut off"):
        run(source, tmp_path / "out")
    assert ids(tmp_path / "out") == ["a", "b"]


def test_a_post_that_breaks_a_detector_becomes_a_rejected_record(tmp_path: Path) -> None:
    source = write_posts(tmp_path / "posts.jsonl", 200, odd={77: "meledak"})
    summary = run(source, tmp_path / "out", decide_posts=accident)
    rejected = records(tmp_path / "out" / "rejected.jsonl")
    assert summary.tally.posts == 199
    assert rejected[0]["line"] == 78
    assert rejected[0]["reason"] == "could not be decided: ValueError: tidak terduga"


def test_a_post_that_kills_its_worker_is_found_and_everything_else_decided(tmp_path: Path) -> None:
    source = write_posts(tmp_path / "posts.jsonl", 200, odd={90: "mati"})
    summary = run(source, tmp_path / "out", decide_posts=accident, workers=2)
    rejected = records(tmp_path / "out" / "rejected.jsonl")
    assert summary.tally.posts == 199 and len(ids(tmp_path / "out")) == 199
    assert [r["line"] for r in rejected] == [91]
    assert "SIGKILL" in str(rejected[0]["reason"])


def test_a_post_that_never_ends_is_given_up(tmp_path: Path) -> None:
    source = write_posts(tmp_path / "posts.jsonl", 2, odd={1: "macet"})
    summary = run(source, tmp_path / "out", decide_posts=accident, workers=1, patience=0.5)
    rejected = records(tmp_path / "out" / "rejected.jsonl")
    assert summary.tally.posts == 1 and rejected[0]["line"] == 2
    assert "no answer within 0.5 s" in str(rejected[0]["reason"])


def test_a_short_file_that_killed_its_scan_is_gone_on_with_by_workers(tmp_path: Path) -> None:
    """The first try dies with its process; only a worker's death tells which post it was."""
    source = write_posts(tmp_path / "posts.jsonl", 100, odd={70: "mati"})
    script = tmp_path / "scan_me.py"
    script.write_text(
        "import sys\nfrom pathlib import Path\nfrom datetime import UTC, datetime\n"
        f"sys.path.insert(0, {str(Path(__file__).parent)!r})\nfrom suluh.runners import scan\n"
        "if __name__ == '__main__':\n"
        "    scan(sys.argv[1], Path(sys.argv[2]), decide_posts='toy_deciders:accident',\n"
        "         now=datetime(2024, 11, 25, 3, tzinfo=UTC), versions={'knowledge': 'k1', 'policy': 'p1'})\n"
    )
    command = [sys.executable, str(script), str(source), str(tmp_path / "out")]
    assert subprocess.run(command, check=False).returncode == -signal.SIGKILL
    assert subprocess.run(command, check=False).returncode == 0
    assert len(ids(tmp_path / "out")) == 99
    assert records(tmp_path / "out" / "rejected.jsonl")[0]["line"] == 71


def test_a_factory_that_is_not_there_is_a_wrong_request(tmp_path: Path) -> None:
    source = write_posts(tmp_path / "posts.jsonl", 3)
    for workers in (0, 1):
        with pytest.raises(RequestError, match="no deciding function"):
            run(source, tmp_path / str(workers), decide_posts="toy_deciders:nihil", workers=workers)


def test_a_missing_input_and_an_impossible_folder_are_wrong_requests(tmp_path: Path) -> None:
    with pytest.raises(InputError, match="no such file"):
        run(tmp_path / "tiada.jsonl", tmp_path / "out")
    source = write_posts(tmp_path / "posts.jsonl", 3)
    with pytest.raises(RequestError, match="a file, not a folder"):
        run(source, source)


def test_a_full_disk_is_an_outside_failure_in_words(tmp_path: Path) -> None:
    full = Path("/dev/full")
    if not full.exists():
        pytest.skip("no /dev/full on this system")
    with (
        pytest.raises(ServiceError, match="disk is full; nothing sealed is lost"),
        writing(tmp_path),
        full.open("wb", buffering=0) as file,
    ):
        file.write(b"x")


def test_a_changed_decision_is_named_by_its_batch_and_rows(tmp_path: Path) -> None:
    source = write_posts(tmp_path / "posts.jsonl", 300, odd={4: "{rusak"})
    run(source, tmp_path / "out", batch=100)
    decisions = tmp_path / "out" / "decisions.jsonl"
    with open_ledger(str(tmp_path / "out" / "ledger.sqlite")) as ledger:
        assert changed_files(tmp_path / "out", ledger) == ()
        data = decisions.read_bytes()
        decisions.write_bytes(data.replace(b'"post_id":"p200"', b'"post_id":"p999"'))
        (changed,) = changed_files(tmp_path / "out", ledger)
    assert changed.file == "decisions.jsonl"
    assert changed.first <= 200 <= changed.last  # p200 stands in row 200: line 5 was rejected


def test_the_standard_input_is_read_on_after_an_interruption(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    data = write_posts(tmp_path / "posts.jsonl", 300).read_bytes()

    def pipe() -> None:
        monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(data)))

    pipe()
    with pytest.raises(Stopped):
        run("-", tmp_path / "out", batch=50, progress=stop_after(2))
    pipe()
    rest = run("-", tmp_path / "out", batch=50)
    assert rest.resumed and rest.posts_now < 300
    assert ids(tmp_path / "out") == [f"p{n}" for n in range(300)]


def test_decisions_inside_the_scanned_folder_are_not_read_as_posts(tmp_path: Path) -> None:
    write_posts(tmp_path / "posts.jsonl", 30)
    assert run(tmp_path, tmp_path / "hasil").tally.posts == 30
    assert run(tmp_path, tmp_path / "hasil").already_finished


def test_the_app_s_own_lines_are_skipped_and_counted(tmp_path: Path) -> None:
    chat = Path(__file__).parent.parent / "intake" / "samples" / "whatsapp_android_id.txt"
    summary = run(chat, tmp_path / "out")
    assert (summary.tally.posts, summary.tally.skipped) == (3, 4)
    assert summary.notes[0].endswith("dates read as day/month/year: 21 can only be a day")


def test_the_toy_answers_in_the_contract_s_form() -> None:
    line, digest = decide_one(Post("x", text="28 November"), NOW)
    assert msgspec.json.decode(line)["outcome"] == digest.outcome == "context_label"


@pytest.mark.parametrize("name", ["posts.jsonl", "posts.csv", "posts.json", "folder"])
def test_an_edit_of_the_same_length_in_what_is_decided_is_noticed_and_named(
    tmp_path: Path, name: str
) -> None:
    source = as_format(write_posts(tmp_path / "plain.jsonl", 4000), tmp_path / "in" / name)
    with pytest.raises(Stopped):
        run(source, tmp_path / "out", batch=400, progress=stop_after(7))
    file = source / "b.jsonl" if source.is_dir() else source
    file.write_bytes(file.read_bytes().replace(b"ke pasar 1801", b"ke pasar 9801", 1))
    with pytest.raises(
        RequestError, match=r"changed since within .* between decision 1649 and 2048"
    ):
        run(source, tmp_path / "out", batch=400)


def test_an_edit_beyond_what_is_decided_is_no_reason_to_stop(tmp_path: Path) -> None:
    source = write_posts(tmp_path / "posts.jsonl", 4000)
    with pytest.raises(Stopped):
        run(source, tmp_path / "out", batch=400, progress=stop_after(2))
    data = source.read_bytes()
    source.write_bytes(data.replace(b"ke pasar 2001", b"ke pasar 9001", 1))
    assert run(source, tmp_path / "out", batch=400).tally.posts == 4000


def test_another_stream_with_the_same_beginning_is_noticed(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    data = write_posts(tmp_path / "posts.jsonl", 4000).read_bytes()

    def pipe(given: bytes) -> None:
        monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(given)))

    pipe(data)
    with pytest.raises(Stopped):
        run("-", tmp_path / "out", batch=400, progress=stop_after(8))
    pipe(data.replace(b"ke pasar 1801", b"ke pasar 9801", 1))
    with pytest.raises(RequestError, match="changed since within"):
        run("-", tmp_path / "out", batch=400)


def test_a_finished_run_whose_input_was_edited_says_so(tmp_path: Path) -> None:
    source = write_posts(tmp_path / "posts.jsonl", 4000)
    run(source, tmp_path / "out")
    source.write_bytes(source.read_bytes().replace(b"ke pasar 1801", b"ke pasar 9801", 1))
    with pytest.raises(RequestError, match="changed since"):
        run(source, tmp_path / "out")


def test_a_run_goes_on_only_with_the_same_election_and_replay(tmp_path: Path) -> None:
    source = write_posts(tmp_path / "posts.jsonl", 300)
    first = VERSIONS | {"election": "pilkada-2024", "replay": "yes"}
    with pytest.raises(Stopped):
        run(source, tmp_path / "out", batch=50, versions=first, progress=stop_after(2))
    with pytest.raises(RequestError, match="replay was yes and is no"):
        run(source, tmp_path / "out", versions=first | {"replay": "no"})


def test_the_folder_remembers_the_source_by_its_absolute_path(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    write_posts(tmp_path / "posts.jsonl", 3)
    monkeypatch.chdir(tmp_path)
    run("posts.jsonl", Path("out"), how={"election": "contoh"}, ledger_url="catatan.sqlite")
    said = remembered(tmp_path / "out")
    assert said["source"] == str(tmp_path / "posts.jsonl")
    assert said["ledger"] == str(tmp_path / "catatan.sqlite")
    assert said["election"] == "contoh"


def test_a_longer_decision_is_named_by_its_row_and_no_later_batch_is_blamed(tmp_path: Path) -> None:
    source = write_posts(tmp_path / "posts.jsonl", 600)
    run(source, tmp_path / "out", batch=100)
    decisions = tmp_path / "out" / "decisions.jsonl"
    lines = decisions.read_bytes().splitlines(keepends=True)
    lines[200] = lines[200].replace(b"context_label", b"reco_ineligible")  # p200: a false date
    decisions.write_bytes(b"".join(lines))
    with open_ledger(str(tmp_path / "out" / "ledger.sqlite")) as ledger:
        (changed,) = changed_files(tmp_path / "out", ledger)
    assert changed.rows == (201,)
    assert str(changed).endswith("were changed, row 201")


def test_a_line_put_behind_the_decisions_is_named(tmp_path: Path) -> None:
    source = write_posts(tmp_path / "posts.jsonl", 30)
    run(source, tmp_path / "out")
    with (tmp_path / "out" / "decisions.jsonl").open("a") as file:
        file.write('{"post_id":"sisipan"}\n')
    with open_ledger(str(tmp_path / "out" / "ledger.sqlite")) as ledger:
        (changed,) = changed_files(tmp_path / "out", ledger)
    assert changed.rows == (31,)
