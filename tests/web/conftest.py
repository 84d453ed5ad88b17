"""The desks on an installation of their own: a folder, an SQLite file, migrated once and copied for every test.

Django is set up while tests are collected, before any test opens a ledger: settings are made once a process.
"""

from __future__ import annotations

import atexit
import importlib.util
import os
import shutil
import sys
import tempfile
from collections.abc import Callable, Iterator
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest

INSTALLED = importlib.util.find_spec("allauth") is not None
collect_ignore_glob = [] if INSTALLED else ["test_*.py"]
if TYPE_CHECKING:
    from django.test import Client

    from suluh.web.models import Person

if INSTALLED:
    import django
    from django.conf import settings
    from django.test.utils import setup_test_environment

    sys.path.insert(0, str(Path(__file__).parent))  # telling_web.py, beside these tests
    sys.path.insert(0, str(Path(__file__).parent / "jobs"))  # telling_jobs.py
    FOLDER = Path(tempfile.mkdtemp(prefix="suluh-web-"))
    # Not before: threads of the application, once a test has loaded it, look into it until the process ends.
    atexit.register(shutil.rmtree, FOLDER, ignore_errors=True)
    if not settings.configured:
        os.environ["SULUH_DATA"] = str(FOLDER)
        os.environ["DJANGO_SETTINGS_MODULE"] = "suluh.web.settings"
        django.setup()
        setup_test_environment(debug=False)
        del os.environ["DJANGO_SETTINGS_MODULE"]  # commands that tests start have their own


@pytest.fixture(scope="session")
def template() -> Iterator[Path]:
    """A migrated database without content."""
    from django.core.management import call_command
    from django.db import connections

    call_command("migrate", verbosity=0, interactive=False)
    call_command("createcachetable", verbosity=0)
    connections.close_all()
    path = FOLDER / "template.sqlite"
    shutil.copy(FOLDER / "suluh.sqlite", path)
    yield path
    connections.close_all()


@pytest.fixture(autouse=True)
def installation(template: Path) -> Iterator[Path]:
    """A fresh installation."""
    from django.db import connections

    connections.close_all()
    for end in ("", "-wal", "-shm"):
        (FOLDER / f"suluh.sqlite{end}").unlink(missing_ok=True)
    shutil.copy(template, FOLDER / "suluh.sqlite")
    shutil.rmtree(FOLDER / "letters", ignore_errors=True)
    yield FOLDER
    connections.close_all()
    os.environ["SULUH_DATA"] = str(FOLDER)  # a command that the test called may have set it
    os.environ.pop("DJANGO_SETTINGS_MODULE", None)


@pytest.fixture(autouse=True)
def no_published_facts(installation: Path) -> Iterator[None]:
    """Each test begins with the facts that come with Suluh."""
    from suluh.web import order, visitors
    from suluh.web.partner import answering, published

    yield
    if (installation / "facts").is_dir():
        shutil.rmtree(installation / "facts")
        for kept in (order._rules, answering._knowledge, published._loaded):
            kept.cache_clear()  # the next test's version 1 is another
        visitors.HOUSE.site()  # sees that they are gone


@pytest.fixture
def now() -> datetime:
    return datetime.now(UTC)


@pytest.fixture
def person() -> Callable[..., Person]:
    """An account with a role: `person("rani", Role.REVIEWER)`."""

    def made(name: str, role: Any, region: str = "", organisation: str = "") -> Person:
        from suluh.web.models import Grant, Person

        someone, _ = Person.objects.get_or_create(
            username=name, defaults={"organisation": organisation}
        )
        Grant.objects.get_or_create(person=someone, role=role, region=region)
        return someone

    return made


@pytest.fixture
def desk(person: Callable[..., Person]) -> Callable[..., Client]:
    """A browser in which somebody with that role is signed in."""

    def opened(name: str, role: Any, region: str = "", organisation: str = "") -> Client:
        from django.test import Client

        client = Client()
        client.force_login(
            person(name, role, region, organisation),
            backend="django.contrib.auth.backends.ModelBackend",
        )
        return client

    return opened
