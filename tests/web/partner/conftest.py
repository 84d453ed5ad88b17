"""Two small servers on this machine that speak as Telegram and as WhatsApp's Cloud API do."""

from __future__ import annotations

import importlib.util
import json
import threading
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any

import pytest

if importlib.util.find_spec("allauth") is None:
    collect_ignore_glob = ["test_*.py"]


class Server:
    """What was asked of it, and what it says next; `bad` answers come first, each once."""

    def __init__(self) -> None:
        self.asked: list[tuple[str, dict[str, Any], dict[str, str]]] = []
        self.bad: list[tuple[int, dict[str, Any]]] = []
        self.updates: list[dict[str, Any]] = []
        outer = self

        class Handler(BaseHTTPRequestHandler):
            def do_POST(self) -> None:
                length = int(self.headers.get("Content-Length", 0))
                body = json.loads(self.rfile.read(length) or b"{}")
                outer.asked.append((self.path, body, dict(self.headers)))
                status, answer = outer.answer(self.path, body)
                raw = json.dumps(answer).encode()
                self.send_response(status)
                self.send_header("Content-Length", str(len(raw)))
                self.end_headers()
                self.wfile.write(raw)

            def log_message(self, *_: object) -> None:
                pass

        self._server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
        self.address = f"http://127.0.0.1:{self._server.server_port}"
        threading.Thread(target=self._server.serve_forever, daemon=True).start()

    def answer(self, path: str, body: dict[str, Any]) -> tuple[int, dict[str, Any]]:
        if self.bad and ("sendMessage" in path or path.endswith("/messages")):
            return self.bad.pop(0)
        if path.endswith("/getUpdates"):
            new = [u for u in self.updates if u["update_id"] >= body.get("offset", 0)]
            return 200, {"ok": True, "result": new}
        if path.endswith("/messages"):
            return 200, {"messages": [{"id": "wamid.out"}]}
        return 200, {"ok": True, "result": True}

    def sent(self) -> list[str]:
        """The texts that went out."""
        said = [
            body
            for path, body, _ in self.asked
            if "sendMessage" in path or path.endswith("/messages")
        ]
        return [b["text"]["body"] if isinstance(b["text"], dict) else b["text"] for b in said]

    def close(self) -> None:
        self._server.shutdown()
        self._server.server_close()


@pytest.fixture
def server() -> Iterator[Server]:
    made = Server()
    yield made
    made.close()


@pytest.fixture(autouse=True)
def a_week_before(monkeypatch: pytest.MonkeyPatch) -> None:
    """Answers are given as in the days before the election of the facts."""
    monkeypatch.setenv("SULUH_AS_OF", "2024-11-20")
