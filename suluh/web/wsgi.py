"""The application as a server loads it; in each of its processes a thread settles what is due."""

from __future__ import annotations

import logging
import os
import sys
import threading
import time
from importlib import import_module

from django.core.wsgi import get_wsgi_application

from suluh.house.serving import before

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "suluh.web.settings")
_django = get_wsgi_application()
EVERY = 0.5  # seconds; little at a time, so that people who write at the same time hardly notice
# While a background thread computes, a page loses Python's lock with each query and waits this long to have it again:
# a decision beside one busy thread took 254 ms with Python's 5 ms and 208 with 1.
sys.setswitchinterval(0.001)
# Before the first visitors come, who would all read them at once.
import_module("suluh.web.structs").read_all()
import_module("suluh.web.order").rules()


def settle_for_ever() -> None:
    """Decisions whose grace is over happen, letters go out. What fails is logged and tried again."""
    from django.db import close_old_connections
    from django.utils import timezone

    from suluh.web import decisions, letters

    while True:
        try:
            decisions.settle(timezone.now(), most=100)
            letters.deliver(timezone.now())
        except Exception:
            logging.getLogger(__name__).exception("settling failed; trying again")
        close_old_connections()
        time.sleep(EVERY)


_visitors = import_module("suluh.web.visitors")
application = before(_visitors.HOUSE, _django, _visitors.read)  # type: ignore[arg-type]
threading.Thread(target=settle_for_ever, name="settling", daemon=True).start()


def work_for_ever() -> None:
    """Alarms, e-mail and webhooks, as `suluh jobs run` does them."""
    from suluh.web.jobs.worker import run

    run()


threading.Thread(target=work_for_ever, name="jobs", daemon=True).start()
