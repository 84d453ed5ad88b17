"""What the tests of background work do in one line."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from suluh.web.jobs.worker import Done, work


def free_port() -> int:
    import socket

    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        return int(free.getsockname()[1])


def one_round(now: datetime) -> Done:
    return work("uji", lambda: now)


def with_email(someone: Any) -> Any:
    someone.email = f"{someone.username}@example.org"
    someone.save()
    return someone
