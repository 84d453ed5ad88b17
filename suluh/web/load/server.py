"""A running `suluh serve` of its own, which can be killed and started again."""

from __future__ import annotations

import http.client
import os
import signal
import socket
import subprocess
import sys
import time
from contextlib import suppress
from pathlib import Path
from types import TracebackType

from suluh.errors import ServiceError
from suluh.web.load.busy import Look, look

STARTS_WITHIN = 60.0  # seconds
SAID_LINES = 20


class Server:
    """On a free port of this machine; `with Server(...)` starts it and stops it."""

    def __init__(self, data: Path, database: str | None) -> None:
        self.port = _free_port()
        command = ["serve", "--data", str(data), "--port", str(self.port)]
        self.command = [sys.executable, "-m", "suluh", *command]
        self.command += ["--database", database] if database else []
        self.log = (data / "server.log").open("ab")
        self.process: subprocess.Popen[bytes] | None = None

    def start(self) -> None:
        """Until the first page comes. Raises ServiceError when none does, with the last that the server said."""
        kept = {k: v for k, v in os.environ.items() if not k.startswith(("SULUH_", "DJANGO_"))}
        self.process = subprocess.Popen(
            self.command, stdout=self.log, stderr=self.log, env=kept, start_new_session=True
        )
        until = time.monotonic() + STARTS_WITHIN
        while not self._answers():
            if time.monotonic() > until or self.process.poll() is not None:
                self.kill()
                raise ServiceError(f"the server did not start; it said last:\n{self._said()}")
            time.sleep(0.1)

    def look(self) -> Look | None:
        """What it has cost so far, beside the whole machine."""
        return look(self.process.pid) if self.process else None

    def kill(self) -> None:
        """As a power cut would: its processes end at once, wherever they are."""
        if self.process:
            _signal(self.process.pid, signal.SIGKILL)
            self.process.wait()
            self.process = None

    def stop(self) -> None:
        """As one asks it to."""
        if self.process:
            self.process.send_signal(signal.SIGINT)
            with suppress(subprocess.TimeoutExpired):
                self.process.wait(15)
            self.kill()

    def __enter__(self) -> Server:
        self.start()
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        at: TracebackType | None,
    ) -> None:
        self.stop()
        self.log.close()

    def _said(self) -> str:
        """The end of its log, which goes with the folder."""
        lines = Path(self.log.name).read_text("utf-8", "replace").splitlines()
        return "\n".join(lines[-SAID_LINES:])

    def _answers(self) -> bool:
        connection = http.client.HTTPConnection("127.0.0.1", self.port, timeout=5)
        try:
            connection.request("GET", "/akun/masuk/")
            return connection.getresponse().status == 200
        except OSError:
            return False
        finally:
            connection.close()


def _free_port() -> int:
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        return int(free.getsockname()[1])


def _signal(group: int, number: signal.Signals) -> None:
    with suppress(ProcessLookupError):
        os.killpg(group, number)
