"""The two kinds of servers that background work speaks to, on ports of their own."""

from __future__ import annotations

import threading
import time
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any, ClassVar

import pytest
from telling_jobs import free_port

from suluh.web.jobs import post


class Receiver:
    """A server that keeps the webhooks it gets and answers as it is told."""

    def __init__(self) -> None:
        self.got: list[tuple[dict[str, str], bytes]] = []
        self.answers: list[int] = []  # the next ones; then 204
        self.hang = threading.Event()  # set: it takes the call and does not answer
        receiver = self

        class Handler(BaseHTTPRequestHandler):
            def do_POST(self) -> None:
                body = self.rfile.read(int(self.headers["content-length"]))
                receiver.got.append(({k.lower(): v for k, v in self.headers.items()}, body))
                if receiver.hang.is_set():
                    time.sleep(20)
                    return
                self.send_response(receiver.answers.pop(0) if receiver.answers else 204)
                self.send_header("location", "http://127.0.0.1:1/")
                self.end_headers()

            def log_message(self, *_: object) -> None:
                return

        self.server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
        self.server.daemon_threads = True
        self.server.block_on_close = False
        threading.Thread(target=self.server.serve_forever, daemon=True).start()
        self.url = f"http://127.0.0.1:{self.server.server_address[1]}/suluh"


@pytest.fixture
def receiver() -> Iterator[Receiver]:
    made = Receiver()
    yield made
    made.hang.clear()
    made.server.shutdown()
    made.server.server_close()


class Box:
    """What an SMTP server took, and with which answer it refuses."""

    letters: ClassVar[list[bytes]] = []
    refuse: ClassVar[str] = ""

    async def handle_RCPT(  # noqa: N802
        self, server: Any, session: Any, envelope: Any, address: str, options: Any
    ) -> str:
        if Box.refuse:
            return Box.refuse
        envelope.rcpt_tos.append(address)
        return "250 OK"

    async def handle_DATA(self, server: Any, session: Any, envelope: Any) -> str:  # noqa: N802
        Box.letters.append(envelope.content)
        return "250 OK"


@pytest.fixture
def smtp(monkeypatch: pytest.MonkeyPatch) -> Iterator[type[Box]]:
    controller = pytest.importorskip("aiosmtpd.controller")
    Box.letters, Box.refuse = [], ""
    running = controller.Controller(Box(), hostname="127.0.0.1", port=free_port())
    running.start()
    monkeypatch.setenv(post.SERVER, f"smtp://127.0.0.1:{running.port}")
    yield Box
    running.stop()
