"""The ledger inside a Django project that brings its own settings, and its migrations."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

PROJECT = """
import sys
from django.conf import settings
settings.configure(
    INSTALLED_APPS={apps!r},
    DATABASES={{"default": {{"ENGINE": "django.db.backends.sqlite3", "NAME": ":memory:"}}}},
    USE_TZ=True,
)
import django
django.setup()
from datetime import UTC, datetime
from suluh.errors import RequestError
from suluh.ledger import NewEvent, open_ledger
try:
    with open_ledger(sys.argv[1]) as ledger:
        ledger.append([NewEvent("uji", "unggahan-1", {{"a": 1}}, datetime(2024, 11, 27, tzinfo=UTC))])
        print(ledger.verify().ok)
except RequestError as error:
    print(error)
{more}
"""


def in_project(tmp_path: Path, apps: list[str], more: str = "") -> str:
    script = tmp_path / "project.py"
    script.write_text(PROJECT.format(apps=apps, more=more))
    done = subprocess.run(
        [sys.executable, str(script), str(tmp_path / "l.sqlite")],
        capture_output=True,
        text=True,
        check=False,
        env={k: v for k, v in os.environ.items() if k != "DJANGO_SETTINGS_MODULE"},
    )
    assert done.returncode == 0, done.stderr
    return done.stdout


def test_a_project_that_lists_the_app_uses_its_own_settings(tmp_path: Path) -> None:
    assert in_project(tmp_path, ["django.contrib.contenttypes", "suluh.ledger"]) == "True\n"


def test_a_project_that_does_not_list_it_is_told(tmp_path: Path) -> None:
    said = in_project(tmp_path, ["django.contrib.contenttypes"])
    assert said == "this Django project must list 'suluh.ledger' in INSTALLED_APPS\n"


def test_the_migrations_are_those_of_the_models(tmp_path: Path) -> None:
    more = "from django.core.management import call_command\ncall_command('makemigrations', check=True, dry_run=True)"
    assert "No changes detected" in in_project(tmp_path, ["suluh.ledger"], more)
