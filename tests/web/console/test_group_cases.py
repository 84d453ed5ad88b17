"""A group that a search found becomes a case: once, with its evidence, for the security desk. Open campaigning never."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest
from django.test import Client
from msgspec.structs import replace

from suluh.cases import Case, Role
from suluh.cases.evidence.store import EvidenceStore
from suluh.ledger.models import EventRow
from suluh.networks import Found, Group
from suluh.web import home
from suluh.web.console import group_cases
from suluh.web.console.groups import FOLDER
from suluh.web.models import CaseRow
from suluh.web.sights import SEEN
from suluh.web.store import rebuild, stands

if TYPE_CHECKING:
    from conftest import Run

Opened = Callable[..., Client]
WHY = "Menyalin kalimat yang sama dalam hitungan detik, berhari-hari; hubungi 0812-3456-7890"


def opening(client: Client, group: Group, why: str = WHY) -> str:
    """What the page says after somebody asked for a case."""
    asked = {"why": why} if why else {}
    answer = client.post(f"/akun-bersama/{group.id}/perkara/", asked, follow=True)
    return str(answer.content.decode())


def only_case() -> Case:
    return stands(CaseRow.objects.get().case)


def test_a_finding_becomes_a_case_for_the_security_desk(desk: Opened, found: Found) -> None:
    group = found.findings[0]
    page = opening(desk("sari", Role.INVESTIGATOR), group)
    case, row = only_case(), CaseRow.objects.get()
    assert f"Perkara {case.id} dibuka" in page and f"/perkara/{case.id}/" in page
    assert (case.track.value, row.desk, row.priority) == ("A", "security", "P2")
    assert case.rule.endswith("/CIB-NETWORK") and case.needs_two and case.decision is None
    assert group.things[0].says[:20] in row.words
    assert [(kept.item.what, kept.item.media_type) for kept in case.evidence] == [
        ("document", "application/vnd.suluh.group+json"),
        ("page", "text/html"),
        ("picture", "image/svg+xml"),
    ]
    assert case.messages[0].internal and "3456-7890" not in case.messages[0].words
    assert case.id in desk("sari", Role.INVESTIGATOR).get("/antrean/security/").content.decode()


def test_the_case_shows_the_group_also_when_the_search_is_gone(desk: Opened, found: Found) -> None:
    group, sari = found.findings[0], desk("sari", Role.INVESTIGATOR)
    opening(sari, group)
    (home.folder() / FOLDER / "groups.json").unlink()
    address = f"/perkara/{only_case().id}/akun-bersama/"
    assert address in sari.get(f"/perkara/{only_case().id}/").content.decode()
    page = sari.get(address).content.decode()
    assert page.count("<svg") >= 3 and "web/groups" in page
    assert all(f'id="akun-{row}"' in page for row in range(len(group.members)))
    assert all(technique.id in page for technique in group.techniques)
    assert EventRow.objects.filter(kind=SEEN, subject=only_case().id).count() == 1


def test_a_group_has_one_case(desk: Opened, found: Found) -> None:
    group, (rani, sari) = found.findings[0], (desk(n, Role.REVIEWER) for n in ("rani", "sari"))
    opening(rani, group)
    case, events = only_case().id, EventRow.objects.count()
    assert f"sudah menjadi perkara {case}" in opening(sari, group)
    assert EventRow.objects.count() == events
    assert case in sari.get("/akun-bersama/").content.decode()
    assert "Buka perkara" not in sari.get(f"/akun-bersama/{group.id}/").content.decode()
    rebuild()
    assert f"sudah menjadi perkara {case}" in opening(sari, group)


def test_the_number_follows_from_accounts_and_window(found: Found) -> None:
    group, asked = found.findings[0], found.asked
    case = group_cases.case_for(group, asked)
    later = replace(group, members=group.members[::-1], id="K-0", things=group.things[1:])
    assert group_cases.case_for(later, replace(asked, reshuffles=99)) == case
    assert group_cases.case_for(group, replace(asked, window=600.0)) != case
    assert group_cases.case_for(replace(group, members=group.members[1:]), asked) != case
    assert len({group_cases.case_for(each, asked) for each in found.findings}) == len(
        found.findings
    )


def test_disclosed_campaigning_never_becomes_a_case(desk: Opened, found: Found, now: Any) -> None:
    client = desk("sari", Role.INVESTIGATOR)
    assert {group.why for group in found.apart} >= {"disclosed_campaign", "official"}
    for group in found.apart:
        page = opening(client, group)
        assert "tidak menjadi perkara" in page and "Buka perkara" not in page
        with pytest.raises(Exception, match="set apart"):
            group_cases.open_case(group, found.asked, now)
    assert not CaseRow.objects.exists()


@pytest.mark.parametrize(("role", "may"), [(Role.TRIAGE, True), (Role.SUPERVISOR, False)])
def test_the_form_is_for_who_works_on_the_platforms_rules(
    role: Role, may: bool, desk: Opened, found: Found
) -> None:
    page = desk("dia", role).get(f"/akun-bersama/{found.findings[0].id}/").content.decode()
    assert ("Buka perkara" in page) is may


def test_a_case_without_a_reason_is_not_opened(desk: Opened, found: Found) -> None:
    opening(desk("sari", Role.INVESTIGATOR), found.findings[0], why="")
    opening(desk("sari", Role.INVESTIGATOR), replace(found.findings[0], id="K-tidakada"))
    assert not CaseRow.objects.exists()


def test_who_works_for_a_region_gets_the_case_there(desk: Opened, found: Found) -> None:
    opening(desk("rani", Role.REVIEWER, "18"), found.findings[0])
    case = only_case().id
    assert only_case().region == "18"
    assert desk("rani", Role.REVIEWER, "18").get(f"/perkara/{case}/").status_code == 200
    other = desk("budi", Role.REVIEWER, "31")
    page = other.get(f"/akun-bersama/{found.findings[0].id}/").content.decode()
    assert case in page and f"/perkara/{case}/" not in page


def test_evidence_that_was_changed_is_told(desk: Opened, found: Found) -> None:
    sari = desk("sari", Role.INVESTIGATOR)
    opening(sari, found.findings[0])
    path = EvidenceStore(home.folder() / "evidence").path(only_case().evidence[0].item.sha256)
    path.chmod(0o600)
    path.write_bytes(path.read_bytes().replace(b"K-", b"L-", 1))
    answer = sari.get(f"/perkara/{only_case().id}/akun-bersama/", follow=True)
    assert "tidak dapat dibaca lagi" in answer.content.decode()
    path.unlink()


def test_evidence_that_cannot_be_kept_opens_no_case(desk: Opened, found: Found) -> None:
    place = home.folder() / "evidence"
    place.rename(place.with_name("lain")) if place.exists() else None
    place.write_text("a file is in the way")
    try:
        page = opening(desk("sari", Role.INVESTIGATOR), found.findings[0])
    finally:
        place.unlink()
        place.with_name("lain").rename(place) if place.with_name("lain").exists() else None
    assert "tidak dapat disimpan" in page and not CaseRow.objects.exists()


# --- by command


@pytest.fixture
def command(suluh: Run, search: tuple[Path, Found], installation: Path) -> Callable[..., Any]:
    """`suluh cases from-networks` on the search, for this installation."""

    def run(*more: str, folder: Path = search[0]) -> Any:
        return suluh("cases", "from-networks", folder, "--data", installation, *more)

    return run


def test_every_finding_becomes_a_case_by_command_once(
    command: Callable[..., Any], found: Found
) -> None:
    first = command("--most", "3")
    assert first.code == 0, first.err
    assert "3 perkara dibuka" in first.said
    assert f"{len(found.findings) - 3} kelompok lain belum dibuka" in first.said
    rest = command()
    assert f"{len(found.findings) - 3} perkara dibuka; 3 kelompok sudah punya perkara" in rest.said
    assert "0 perkara dibuka" in command().said
    assert CaseRow.objects.count() == len(found.findings)


def test_desk_and_command_open_the_same_case(
    command: Callable[..., Any], desk: Opened, found: Found
) -> None:
    group = found.findings[1]
    opening(desk("sari", Role.INVESTIGATOR), group)
    assert "0 perkara dibuka; 1 kelompok" in command("--group", group.id).said


def test_what_a_person_has_explained_is_left_out(
    command: Callable[..., Any], desk: Opened, found: Found
) -> None:
    said = {"verdict": "explained", "words": "Paguyuban alumni."}
    desk("rani", Role.REVIEWER).post(f"/akun-bersama/{found.findings[0].id}/nilai/", said)
    assert f"{len(found.findings) - 1} perkara dibuka" in command().said


def test_the_command_says_what_it_cannot_do(
    command: Callable[..., Any], found: Found, tmp_path: Path
) -> None:
    apart = command("--group", found.apart[0].id)
    assert apart.code == 2 and "tidak menjadi perkara" in apart.said
    unknown = command("--group", "K-tidakada")
    assert unknown.code == 2 and "tidak ada kelompok K-tidakada" in unknown.said
    empty = command(folder=tmp_path)
    assert empty.code == 2 and "tidak memuat pencarian" in empty.said
    assert not CaseRow.objects.exists()
