from __future__ import annotations

import os
import signal
import subprocess
import sys
import time
from pathlib import Path

import made
import pytest

from suluh.content import Segment
from suluh.media.limits import Limits
from suluh.media.settings import Settings
from suluh.media.worker import MediaWorker

TIGHT = Settings(limits=Limits(cpu_seconds=1, wall_seconds=30, memory=400 << 20))


@pytest.fixture
def worker():
    with MediaWorker("ways:understand", TIGHT) as worker:
        yield worker


def _do(worker: MediaWorker, folder: Path, *ways: str):
    paths = []
    for number, way in enumerate(ways):
        (folder / str(number)).write_text(way)
        paths.append((number, str(folder / str(number))))
    return worker.understand(paths)


def test_one_worker_serves_a_batch(worker, tmp_path):
    found = _do(worker, tmp_path, "fine", "fine", "printing")
    assert [f.medium for f in found] == [0, 1, 2]
    assert {f.notes for f in found} == {("fine",)}
    assert len({f.kind for f in found}) == 1
    assert found[0].kind != str(os.getpid())


@pytest.mark.parametrize(
    ("way", "note"),
    [
        ("killed", "the decoder died: signal 9"),
        ("broken", "the decoder died: signal 11"),
        ("ended", "the decoder ended: 7"),
        ("greedy", "needed more memory than allowed"),
        ("greedy_bit_by_bit", "needed more memory than allowed"),
        ("raising", "not understood: RuntimeError: rusak"),
    ],
)
def test_a_medium_that_kills_its_decoder_costs_only_a_note(worker, tmp_path, way, note):
    before, hurt, after = _do(worker, tmp_path, "fine", way, "fine")
    assert before.notes == after.notes == ("fine",)
    assert hurt.notes == (note,)


def test_what_was_found_before_the_death_is_kept(worker, tmp_path):
    (found,) = _do(worker, tmp_path, "killed")
    assert found.segments == (Segment("sudah terbaca"),)


def test_processor_time_is_bounded(tmp_path):
    with MediaWorker("ways:understand", TIGHT) as worker:
        _, hurt, after = _do(worker, tmp_path, "fine", "spinning", "fine")
    assert hurt.notes == ("took more than 1 s of processor time",)
    assert after.notes == ("fine",)


def test_waiting_is_bounded(tmp_path):
    settings = Settings(limits=Limits(cpu_seconds=1, wall_seconds=4))
    with MediaWorker("ways:understand", settings) as worker:
        _do(worker, tmp_path, "fine")
        hurt, after = _do(worker, tmp_path, "sleeping", "fine")
    assert hurt.notes == ("took longer than 4 s",)
    assert after.notes == ("fine",)


def test_there_is_no_network_neither_for_python_nor_for_native_code(worker, tmp_path):
    python, native, environment = _do(
        worker, tmp_path, "python_socket", "native_socket", "environment"
    )
    assert python.notes == ("no network where media are read",)
    if sys.platform == "linux":
        assert native.notes == ("-1 Operation not permitted",)
    assert environment.notes == ("1",)


def test_a_worker_killed_between_two_media_is_replaced(worker, tmp_path):
    (first,) = _do(worker, tmp_path, "fine")
    os.kill(int(first.kind), signal.SIGKILL)
    time.sleep(0.2)
    (second,) = _do(worker, tmp_path, "fine")
    assert second.notes == ("fine",)
    assert second.kind != first.kind


def test_closing_ends_the_process(tmp_path):
    worker = MediaWorker("ways:understand", TIGHT)
    (found,) = _do(worker, tmp_path, "fine")
    worker.close()
    assert not _lives(int(found.kind))


def test_a_worker_busy_with_a_film_ends_with_its_parent(tmp_path):
    (tmp_path / "0").write_text("fine")
    (tmp_path / "1").write_text("sleeping")
    script = (
        "from suluh.media.worker import MediaWorker\n"
        "worker = MediaWorker('ways:understand')\n"
        f"print(worker.understand([(0, {str(tmp_path / '0')!r})])[0].kind, flush=True)\n"
        f"worker.understand([(1, {str(tmp_path / '1')!r})])\n"
    )
    env = {**os.environ, "PYTHONPATH": os.pathsep.join(sys.path)}
    parent = subprocess.Popen([sys.executable, "-c", script], stdout=subprocess.PIPE, env=env)
    child = int(parent.stdout.readline())
    assert _lives(child)
    parent.kill()
    parent.wait()
    parent.stdout.close()
    until = time.monotonic() + 20
    while _lives(child) and time.monotonic() < until:
        time.sleep(0.05)
    assert not _lives(child)


def _lives(process: int) -> bool:
    try:
        state = Path(f"/proc/{process}/stat").read_text().rsplit(")", 1)[1].split()[0]
    except (FileNotFoundError, ProcessLookupError):
        return False
    return state != "Z"


def test_real_media_go_through_the_real_worker(tmp_path):
    picture, text = tmp_path / "p.jpg", tmp_path / "t.mp4"
    picture.write_bytes(made.jpeg())
    text.write_text("bukan video")
    settings = Settings(words=False, speech=False, prints=False)
    with MediaWorker(settings=settings) as worker:
        seen, unknown, missing = worker.understand(
            [(0, str(picture)), (1, str(text)), (2, str(tmp_path / "tak ada"))]
        )
    assert (seen.kind, seen.width, seen.height, seen.notes) == ("picture", 64, 48, ())
    assert seen.origin.credentials == "absent"
    assert len(seen.sha256) == 64
    assert unknown.notes == ("no known format of picture, video or sound",)
    assert missing.notes == ("cannot be opened: No such file or directory",)
