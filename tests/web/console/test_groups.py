"""A group that a search found is put before people: pictures, words, a verdict with its reason. Nothing acts by itself."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from django.test import Client

from suluh.cases import Role
from suluh.networks import Found
from suluh.web import home
from suluh.web.console.groups import FOLDER
from suluh.web.console.models import GroupWord

Opened = Callable[..., Client]


def test_every_group_is_listed_and_opens(desk: Opened, found: Found) -> None:
    client = desk("rani", Role.REVIEWER)
    page = client.get("/akun-bersama/").content.decode()
    assert all(f"/akun-bersama/{group.id}/" in page for group in found.findings)
    group = found.findings[0]
    page = client.get(f"/akun-bersama/{group.id}/").content.decode()
    assert page.count("<svg") >= 3
    assert all(
        f'href="#akun-{row}"' in page and f'id="akun-{row}"' in page
        for row in range(len(group.members))
    )
    assert "bukan tuduhan" in page
    apart = client.get(f"/akun-bersama/{found.apart[0].id}/").content.decode()
    assert "Dipisahkan:" in apart


def test_what_a_person_says_is_kept_for_the_next(desk: Opened, found: Found) -> None:
    address = f"/akun-bersama/{found.findings[0].id}/"
    rani = desk("rani", Role.REVIEWER)
    rani.post(f"{address}nilai/", {"verdict": "explained", "words": "Paguyuban <b>alumni</b>."})
    page = desk("dewi", Role.SUPERVISOR).get(address).content.decode()
    assert "Paguyuban &lt;b&gt;alumni" in page and "Ada penjelasan yang wajar" in page
    assert "Ada penjelasan yang wajar" in rani.get("/akun-bersama/").content.decode()
    assert GroupWord.objects.get().person


@pytest.mark.parametrize("given", [{"verdict": "guilty", "words": "x"}, {"verdict": "unsure"}, {}])
def test_a_verdict_needs_its_reason(desk: Opened, found: Found, given: dict[str, str]) -> None:
    address = f"/akun-bersama/{found.findings[0].id}/nilai/"
    assert desk("rani", Role.REVIEWER).post(address, given).status_code == 302
    assert not GroupWord.objects.exists()


def test_without_a_search_the_desk_says_how_to_make_one(desk: Opened) -> None:
    client = desk("rani", Role.REVIEWER)
    assert "suluh networks" in client.get("/akun-bersama/").content.decode()
    assert client.get("/akun-bersama/K-1/", follow=True).status_code == 200


def test_a_broken_file_is_no_search(desk: Opened, found: Found) -> None:
    (home.folder() / FOLDER / "groups.json").write_bytes(b'{"asked":')
    assert "suluh networks" in desk("rani", Role.REVIEWER).get("/akun-bersama/").content.decode()


def test_who_reports_does_not_see_the_groups(desk: Opened, found: Found) -> None:
    assert desk("warga", Role.REPORTER_PUBLIC).get("/akun-bersama/").status_code == 403
