"""The folder that a search leaves: pages in two languages, nothing of a post runs in them, all or nothing on a full disk."""

from __future__ import annotations

import hashlib
from pathlib import Path
from xml.etree import ElementTree

import msgspec
import pytest
from invented_posts import Week

from suluh.errors import ServiceError
from suluh.networks import Found
from suluh.report.groups import write
from suluh.report.groups.page import Said


@pytest.fixture(scope="module")
def folder(week: Week, tmp_path_factory: pytest.TempPathFactory) -> Path:
    out = tmp_path_factory.mktemp("hasil")
    write(week.found, out)
    return out


def test_every_finding_has_its_page_and_every_link_leads_somewhere(
    week: Week, folder: Path
) -> None:
    index = (folder / "index.html").read_text("utf-8")
    for group in week.found.findings:
        assert f'href="groups/{group.id}.html"' in index
        assert (folder / "groups" / f"{group.id}.html").exists()
        ElementTree.parse(folder / "groups" / f"{group.id}.svg")
    for group in week.found.apart:
        assert group.id in index
    assert "bukan tuduhan" in index


def test_the_groups_can_be_read_back(week: Week, folder: Path) -> None:
    again = msgspec.json.decode((folder / "groups.json").read_bytes(), type=Found)
    assert again == msgspec.json.decode(msgspec.json.encode(week.found), type=Found)


def test_the_same_groups_give_the_same_bytes(week: Week, folder: Path, tmp_path: Path) -> None:
    def prints(of: Path) -> dict[str, str]:
        files = sorted(path for path in of.rglob("*") if path.is_file())
        return {
            path.relative_to(of).as_posix(): hashlib.sha256(path.read_bytes()).hexdigest()
            for path in files
        }

    write(week.found, tmp_path)
    assert prints(tmp_path) == prints(folder)


def test_nothing_of_a_post_runs_in_a_page(week: Week, tmp_path: Path) -> None:
    bad = '"><script>alert(1)</script>'
    group = week.found.findings[0]
    one = msgspec.structs.replace(group.members[0], account=f"x:{bad}", name=bad)
    thing = msgspec.structs.replace(group.things[0], says=bad)
    sample = msgspec.structs.replace(group.sample[0], text=bad, id=bad)
    group = msgspec.structs.replace(
        group, members=(one, *group.members[1:]), things=(thing,), sample=(sample,), ties=()
    )
    found = msgspec.structs.replace(week.found, findings=(group,))
    write(found, tmp_path)
    for path in tmp_path.rglob("*.*ml"):
        assert "<script" not in path.read_text("utf-8")
    ElementTree.parse(tmp_path / "groups" / f"{group.id}.svg")


def test_what_an_earlier_search_left_is_replaced(week: Week, tmp_path: Path) -> None:
    write(week.found, tmp_path)
    write(msgspec.structs.replace(week.found, findings=()), tmp_path, "en")
    assert not list((tmp_path / "groups").iterdir())
    said = (tmp_path / "index.html").read_text("utf-8")
    assert '<html lang="en">' in said
    assert "No group acted together" in said


def test_a_folder_that_cannot_be_written_is_named(week: Week, tmp_path: Path) -> None:
    (tmp_path / "hasil").write_text("bukan folder")
    with pytest.raises(ServiceError, match="hasil"):
        write(week.found, tmp_path / "hasil")


def test_a_file_that_cannot_be_put_in_place_leaves_the_old_ones_whole(
    week: Week, tmp_path: Path
) -> None:
    write(week.found, tmp_path)
    before = (tmp_path / "groups.json").read_bytes()
    (tmp_path / "accounts.csv").unlink()
    (tmp_path / "accounts.csv").mkdir()  # something lies in the way of the second file
    with pytest.raises(ServiceError, match="cannot write"):
        write(week.found, tmp_path)
    assert (tmp_path / "groups.json").read_bytes() == before
    assert not list(tmp_path.glob(".*.part"))


def test_both_languages_have_the_same_phrases() -> None:
    assert set(Said("id").words) == set(Said("en").words)


@pytest.mark.parametrize(
    ("seconds", "says"),
    [
        (0.5, "0,5 detik"),
        (45, "45 detik"),
        (60, "1 menit"),
        (90, "90 detik"),
        (7200, "2 jam"),
        (86_400, "1 hari"),
    ],
)
def test_lengths_of_time_are_told_in_a_fitting_unit(seconds: float, says: str) -> None:
    assert Said("id").lasting(seconds) == says
