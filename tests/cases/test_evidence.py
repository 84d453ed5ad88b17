"""A package holds, or `verify_package` says what is wrong; whatever somebody has done to it."""

from __future__ import annotations

import io
import json
import struct
import zipfile
from collections.abc import Callable
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from telling import MONDAY, Story, removed, screenshot

from suluh.cases import Case
from suluh.cases import events as e
from suluh.cases.evidence import About, EvidenceStore, Handling, verify_package, write_package
from suluh.cases.evidence.package import Package
from suluh.errors import InputError, RequestError

PICTURE, VIDEO = b"\x89PNG tangkapan layar", b"video" * 300
KEEP = settings(deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])


def with_evidence(store: EvidenceStore, *contents: bytes) -> Story:
    story = removed()
    for content in contents:
        sha256, size = store.put(content)
        story.say(e.EvidenceAdded, "bawaslu", 40, item=screenshot(sha256, size))
    return story


@pytest.fixture
def store(tmp_path: Path) -> EvidenceStore:
    return EvidenceStore(tmp_path / "simpanan")


@pytest.fixture
def case(store: EvidenceStore) -> Case:
    return with_evidence(store, PICTURE, VIDEO).now


@pytest.fixture
def package(case: Case, store: EvidenceStore, tmp_path: Path) -> Package:
    return write_package(case, tmp_path / "paket", store, MONDAY)


def kinds(path: Path, anchor: str | None = None) -> set[str]:
    return {fault.kind for fault in verify_package(path, anchor)}


def rewritten(package: Package, change: Callable[[dict[str, bytes]], None]) -> Path:
    """The same package, unpacked, changed and packed again by somebody with an ordinary zip program."""
    with zipfile.ZipFile(package.path) as archive:
        files = {name: archive.read(name) for name in archive.namelist()}
    change(files)
    path = package.path.with_name("diubah.zip")
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, data in files.items():
            archive.writestr(name, data)
    return path


# The store --------------------------------------------------------------------------------


def test_the_same_bytes_are_kept_once_and_come_back_whole(store: EvidenceStore) -> None:
    one, two = store.put(PICTURE), store.put(io.BytesIO(PICTURE))
    assert one == two
    assert one[0] in store
    assert b"".join(store.read(one[0])) == PICTURE
    assert len([p for p in store.folder.rglob("*") if p.is_file()]) == 1


def test_bytes_that_changed_on_disk_are_not_handed_out(store: EvidenceStore) -> None:
    sha256, _ = store.put(PICTURE)
    path = store.path(sha256)
    path.chmod(0o600)
    path.write_bytes(PICTURE + b"!")
    with pytest.raises(InputError, match="no longer what was put in"):
        b"".join(store.read(sha256))


@pytest.mark.parametrize(
    "name", ["", "../../etc/passwd", "A" * 64, "a" * 63, "a" * 64 + "\n", "/" + "a" * 63]
)
def test_only_a_hash_is_a_name(store: EvidenceStore, name: str) -> None:
    assert name not in store
    with pytest.raises(RequestError):
        store.path(name)


def test_too_many_bytes_are_refused_and_leave_nothing(tmp_path: Path) -> None:
    store = EvidenceStore(tmp_path / "kecil", largest=10)
    with pytest.raises(InputError):
        store.put(b"x" * 11)
    assert [p for p in store.folder.rglob("*") if p.is_file()] == []


# A true package ---------------------------------------------------------------------------


def test_a_package_holds_by_itself_and_by_its_anchor(package: Package) -> None:
    assert verify_package(package.path) == []
    assert verify_package(package.path, package.manifest) == []
    assert kinds(package.path, "0" * 64) == {"anchor"}


def test_it_says_what_section_8_asks_for(case: Case, store: EvidenceStore, tmp_path: Path) -> None:
    about = About(
        reach=12000,
        facts=("ID-SCH-001",),
        rule="CIV-PROC",
        harm="pemilih datang di hari yang salah",
        words=("NIK 1871012345670001",),
    )
    made = write_package(case, tmp_path, store, MONDAY, about=about)
    with zipfile.ZipFile(made.path) as archive:
        manifest = json.loads(archive.read("manifest.json"))
    assert manifest["url"] == case.thing.url
    assert manifest["jurisdiction"] == "18.71"
    assert manifest["about"]["facts"] == ["ID-SCH-001"]
    assert manifest["account"]["handle"] == "@infokelurahan"
    assert manifest["items"][0]["captured_wib"].endswith("+07:00")
    assert manifest["about"]["words"] == ["NIK [NIK]"]
    assert manifest["personal_data"] == "masked"


def test_personal_data_are_masked_unless_the_receiver_may_see_them(
    store: EvidenceStore, tmp_path: Path
) -> None:
    story = with_evidence(store, PICTURE)
    story.say(e.Message, "bawaslu", 50, words="hubungi saya di 0812-3456-7890")
    for shown in (False, True):
        made = write_package(story.now, tmp_path, store, MONDAY, show_personal=shown)
        with zipfile.ZipFile(made.path) as archive:
            told = archive.read("case.json").decode()
        assert ("0812-3456-7890" in told) is shown
        assert "appeal_key" not in told
        assert verify_package(made.path, made.manifest) == []


def test_the_same_case_makes_the_same_bytes(
    case: Case, store: EvidenceStore, tmp_path: Path
) -> None:
    one = write_package(case, tmp_path / "a", store, MONDAY)
    two = write_package(case, tmp_path / "b", store, MONDAY)
    assert one.path.read_bytes() == two.path.read_bytes()


def test_a_case_without_evidence_has_a_package_too(store: EvidenceStore, tmp_path: Path) -> None:
    assert verify_package(write_package(removed().now, tmp_path, store, MONDAY).path) == []


def test_missing_evidence_writes_nothing(store: EvidenceStore, tmp_path: Path) -> None:
    story = removed()
    story.say(e.EvidenceAdded, "bawaslu", 40, item=screenshot("b" * 64))
    with pytest.raises(RequestError, match="no evidence"):
        write_package(story.now, tmp_path / "paket", store, MONDAY)
    assert list((tmp_path / "paket").iterdir()) == []


def test_a_case_id_cannot_lead_out_of_the_folder(store: EvidenceStore, tmp_path: Path) -> None:
    story = Story("../../../tmp/x")
    story.say(e.Reported, "bawaslu", 0, track="A", thing=removed().now.thing)
    assert (
        write_package(story.now, tmp_path / "paket", store, MONDAY).path.parent
        == tmp_path / "paket"
    )


def test_the_chain_of_custody_tells_who_had_it(
    case: Case, store: EvidenceStore, tmp_path: Path
) -> None:
    seen = Handling(case.evidence[0].item.sha256, "seen", "rani", MONDAY.replace(hour=23))
    made = write_package(case, tmp_path, store, MONDAY, custody=[seen])
    with zipfile.ZipFile(made.path) as archive:
        lines = json.loads(archive.read("custody.json"))
    assert [(line["line"]["did"], line["line"]["by"]) for line in lines] == [
        ("received", "bawaslu"),
        ("received", "bawaslu"),
        ("seen", "rani"),
    ]


# What somebody may do to it ---------------------------------------------------------------


def test_an_altered_file_is_found(package: Package) -> None:
    def alter(files: dict[str, bytes]) -> None:
        name = next(n for n in files if n.startswith("bytes/"))
        files[name] = files[name][:-1] + b"X"

    assert kinds(rewritten(package, alter)) == {"altered"}


def test_a_missing_and_an_extra_file_are_found(package: Package) -> None:
    def swap(files: dict[str, bytes]) -> None:
        files.pop(next(n for n in files if n.startswith("bytes/")))
        files["bytes/" + "f" * 64] = b"tambahan"

    assert kinds(rewritten(package, swap)) == {"missing", "extra"}


def test_an_altered_case_and_custody_are_found(package: Package) -> None:
    assert kinds(
        rewritten(
            package, lambda f: f.update({"case.json": f["case.json"].replace(b"rani", b"sari")})
        )
    ) == {"altered"}
    broken = kinds(
        rewritten(
            package,
            lambda f: f.update({"custody.json": f["custody.json"].replace(b"bawaslu", b"siapa12")}),
        )
    )
    assert broken == {"altered", "custody"}


def test_a_package_altered_as_a_whole_is_found_by_its_anchor(package: Package) -> None:
    def forge(files: dict[str, bytes]) -> None:
        files["manifest.json"] = files["manifest.json"].replace(b"18.71", b"18.72")

    path = rewritten(package, forge)
    assert verify_package(path) == []  # nothing inside can tell
    assert kinds(path, package.manifest) == {"anchor"}


@pytest.mark.parametrize(
    "name",
    [
        "../luar",
        "/etc/passwd",
        "bytes/../manifest.json",
        "C:\\x",
        "bytes/" + "A" * 64,
        "folder/",
        "bytes/\x00",
    ],
)
def test_names_that_lead_elsewhere_are_refused(package: Package, name: str) -> None:
    assert "name" in kinds(rewritten(package, lambda f: f.update({name: b"x"})))


def test_a_link_and_two_files_of_one_name_are_refused(package: Package) -> None:
    path = rewritten(package, lambda f: None)
    link = zipfile.ZipInfo("bytes/" + "e" * 64)
    link.external_attr = 0o120777 << 16
    with zipfile.ZipFile(path, "a") as archive, pytest.warns(UserWarning, match="Duplicate"):
        archive.writestr(link, "/etc/passwd")
        archive.writestr("case.json", b"{}")
    assert kinds(path) == {"name", "double"}


def test_a_zip_bomb_is_refused_unread(package: Package) -> None:
    assert kinds(rewritten(package, lambda f: f.update({"case.json": bytes(50_000_000)}))) == {
        "bomb"
    }


def test_a_size_that_lies_is_found(package: Package) -> None:
    """The directory says a few bytes, the stream holds millions: no more is read than was promised."""
    path = rewritten(package, lambda f: f.update({"case.json": bytes(5_000_000)}))
    raw = bytearray(path.read_bytes())
    for mark, offset in ((b"PK\x01\x02", 24), (b"PK\x03\x04", 22)):
        start = 0
        while (start := raw.find(mark, start)) >= 0:
            if raw[start + offset : start + offset + 4] == struct.pack("<I", 5_000_000):
                raw[start + offset : start + offset + 4] = struct.pack("<I", 100)
            start += 4
    path.write_bytes(raw)
    assert kinds(path)


@pytest.mark.parametrize("raw", [b"", b"PK", b"PK\x05\x06" + bytes(18), b"bukan zip" * 50])
def test_what_is_no_package_is_a_fault_and_no_exception(tmp_path: Path, raw: bytes) -> None:
    path = tmp_path / "x.zip"
    path.write_bytes(raw)
    assert kinds(path) <= {"unreadable", "missing"} and kinds(path)
    assert kinds(tmp_path / "tidak-ada.zip") == {"unreadable"}


@pytest.mark.parametrize(
    "manifest", [b"", b"[]", b"{}", b"[" * 100_000, b'{"form": 1}', b"\xff\xfe"]
)
def test_a_broken_manifest_is_a_fault(package: Package, manifest: bytes) -> None:
    assert kinds(rewritten(package, lambda f: f.update({"manifest.json": manifest}))) <= {
        "manifest",
        "bomb",
    }


@given(data=st.data())
@KEEP
def test_any_changed_byte_is_found_or_changes_nothing(
    package: Package, data: st.DataObject
) -> None:
    raw = bytearray(package.path.read_bytes())
    where = data.draw(st.integers(0, len(raw) - 1))
    raw[where] ^= data.draw(st.integers(1, 255))
    path = package.path.with_name("bit.zip")
    path.write_bytes(raw)
    if verify_package(path, package.manifest):
        return
    with zipfile.ZipFile(path) as changed, zipfile.ZipFile(package.path) as true:
        assert sorted(changed.namelist()) == sorted(true.namelist())
        assert all(changed.read(name) == true.read(name) for name in true.namelist())


@given(raw=st.binary(max_size=400))
@KEEP
def test_any_bytes_get_an_answer(tmp_path: Path, raw: bytes) -> None:
    path = tmp_path / "acak.zip"
    path.write_bytes(raw)
    assert verify_package(path)
