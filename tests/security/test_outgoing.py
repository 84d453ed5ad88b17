"""Everything that leaves this machine over HTTP leaves by one page; whoever opens a line elsewhere is named here with a reason."""

from __future__ import annotations

import ast
import logging
import threading
from http.server import BaseHTTPRequestHandler, HTTPServer
from pathlib import Path

import pytest

from suluh.outgoing import to_chosen, to_found

ROOT = Path(__file__).parents[2] / "suluh"
LINES = {
    "socket",
    "http",
    "urllib",
    "requests",
    "httpx",
    "httpcore",
    "aiohttp",
    "ftplib",
    "smtplib",
    "telnetlib",
}
PURE = {"urllib.parse", "http.cookies"}
OPENS = {"Client", "AsyncClient", "get", "post", "put", "head", "request", "stream", "urlopen", "create_connection", "HTTPConnection", "HTTPSConnection", "SMTP", "SMTP_SSL", "Session"}  # fmt: skip
ELSEWHERE = {
    "outgoing.py": "the page itself",
    "web/jobs/post.py": "letters, to the server in SULUH_SMTP",
    "web/load/workshop.py": "measures our own server on this machine",
    "web/load/visits.py": "measures our own server on this machine",
    "web/load/server.py": "starts and asks our own server on this machine",
    "bench/guide.py": "measures our own server on this machine",
}


def opened_in(path: Path) -> set[str]:
    """Calls that open a line, such as httpx.Client, by module and name."""
    tree = ast.parse(path.read_text("utf-8"))
    names = {
        (alias.asname or alias.name.partition(".")[0])
        for node in ast.walk(tree)
        if isinstance(node, ast.Import)
        for alias in node.names
        if alias.name.partition(".")[0] in LINES and alias.name not in PURE
    }
    found = set()
    for node in ast.walk(tree):
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute):
            top = node.func.value
            while isinstance(top, ast.Attribute):
                top = top.value
            if (
                isinstance(top, ast.Name)
                and top.id in names
                and node.func.attr in OPENS | {"socket"}
            ):
                found.add(f"{top.id}.{node.func.attr}")
        elif isinstance(node, ast.ImportFrom) and _is_line(node.module or ""):
            found |= {f"{node.module}.{a.name}" for a in node.names if a.name in OPENS}
    return found


def _is_line(module: str) -> bool:
    return module not in PURE and module.partition(".")[0] in LINES


def test_no_other_module_opens_a_line() -> None:
    opening = {
        path.relative_to(ROOT).as_posix(): calls
        for path in ROOT.rglob("*.py")
        if (calls := opened_in(path))
    }
    assert {name: calls for name, calls in opening.items() if name not in ELSEWHERE} == {}
    assert set(ELSEWHERE) <= {*opening, "outgoing.py"}  # nothing here that is not true any more


def test_an_answer_that_leads_elsewhere_is_not_followed_and_no_secret_is_logged(
    caplog: pytest.LogCaptureFixture,
) -> None:
    class Away(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            self.send_response(302)
            self.send_header("Location", "http://127.0.0.1:1/dalam")
            self.end_headers()

        def log_message(self, *_: object) -> None:
            pass

    server = HTTPServer(("127.0.0.1", 0), Away)
    threading.Thread(target=server.handle_request, daemon=True).start()
    with (
        caplog.at_level(logging.DEBUG),
        to_chosen(headers={"Authorization": "Bearer rahasia-1"}) as line,
    ):
        answer = line.get(f"http://127.0.0.1:{server.server_port}/botrahasia-2/getUpdates")
    server.server_close()
    assert answer.status_code == 302
    assert "rahasia" not in caplog.text


def test_a_client_for_posts_reaches_nothing_on_this_machine() -> None:
    import httpx

    class Inside(BaseHTTPRequestHandler):
        pass

    server = HTTPServer(("127.0.0.1", 0), Inside)
    with to_found() as line, pytest.raises(httpx.ConnectError):
        line.get(f"http://localhost:{server.server_port}/")
    server.server_close()
