"""One command starts it: key, tables, accounts, pages; and it stops when asked."""

from __future__ import annotations

import os
import signal
import socket
import subprocess
import sys
import time
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from django.conf import settings


@contextmanager
def serving(folder: Path, *more: str) -> Iterator[tuple[subprocess.Popen[str], str]]:
    """`suluh serve` on a free port, and its address."""
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    keep = {k: v for k, v in os.environ.items() if not k.startswith(("SULUH_", "DJANGO_"))}
    command = ["serve", "--data", str(folder / "data"), "--port", str(port), *more]
    with subprocess.Popen(
        [sys.executable, "-m", "suluh", *command],
        cwd=folder,
        env=keep | {"PYTHONPATH": str(Path.cwd())},
        stdout=subprocess.PIPE,
        text=True,
    ) as server:
        try:
            yield server, f"http://127.0.0.1:{port}"
        finally:
            server.send_signal(signal.SIGINT)


def test_one_command_serves_on_a_fresh_machine(tmp_path: Path) -> None:
    with serving(tmp_path, "--demo", "--bring", str(tmp_path)) as (server, address):
        page = fetched(f"{address}/akun/masuk/")
        style = page.partition('href="/static/')[2].partition('"')[0]
        assert ".torch" in fetched(f"{address}/static/{style}")
        server.send_signal(signal.SIGINT)
        said = server.communicate(timeout=30)[0]
    assert "Masuk" in page and style.count(".") == 2  # named by its content
    assert address in said and "peninjau" in said
    data = tmp_path / "data"
    assert (data / "secret.key").stat().st_mode & 0o777 == 0o600
    assert data.stat().st_mode & 0o777 == 0o700


def test_a_process_that_falls_is_replaced(tmp_path: Path) -> None:
    with serving(tmp_path) as (server, address):
        fetched(f"{address}/akun/masuk/")
        children = Path(f"/proc/{server.pid}/task/{server.pid}/children").read_text().split()
        (worker,) = [pid for pid in children if "serve" in Path(f"/proc/{pid}/cmdline").read_text()]
        os.kill(int(worker), signal.SIGSEGV)
        assert "Masuk" in fetched(f"{address}/akun/masuk/")
        assert server.poll() is None


def test_the_tables_are_those_of_the_migrations() -> None:
    from django.core.management import call_command

    call_command(
        "makemigrations", "suluh_web", "suluh_ledger", check=True, dry_run=True, verbosity=0
    )
    assert settings.DATABASES["default"]["OPTIONS"]["transaction_mode"] == "IMMEDIATE"


def fetched(address: str, seconds: float = 180) -> str:
    until = time.monotonic() + seconds
    while True:
        try:
            with urllib.request.urlopen(address, timeout=5) as answer:
                return str(answer.read().decode())
        except OSError:
            if time.monotonic() > until:
                raise
            time.sleep(0.3)


def test_prepared_it_ends_with_the_accounts_the_address_and_one_command(tmp_path: Path) -> None:
    keep = {k: v for k, v in os.environ.items() if not k.startswith(("SULUH_", "DJANGO_"))}
    (tmp_path / "d").mkdir()
    command = "serve --demo --data d/meja --bring d --port 8123 --prepare".split()

    def ran() -> str:
        return subprocess.run(
            [sys.executable, "-m", "suluh", *command],
            cwd=tmp_path, env=keep | {"PYTHONPATH": str(Path.cwd())}, capture_output=True, text=True, check=True,
        ).stdout  # fmt: skip

    first = ran()
    lines = [line for line in first.splitlines() if line.strip()]
    assert [line.split()[0] for line in lines if line.startswith("  ")][:13] == [
        "pelapor", "warga", "pemilah", "peninjau", "panel1", "panel2", "pemeriksa", "penjagafakta",
        "hukum", "banding", "auditor", "penyelidik", "pengawas",
    ]  # fmt: skip
    assert lines[-2].strip() == ".venv/bin/suluh serve --data d/meja --port 8123"
    assert "http://127.0.0.1:8123" in lines[-1]
    password = first.split("pemilah")[1].split()[0]
    again = ran()
    assert password not in again and "sudah ada" in again  # printed once
