"""The register: what the facts call official, what partners register, and mistakes in their file."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from suluh.accounts import Register
from suluh.accounts.registrations import read_registrations
from suluh.errors import DataError, RequestError
from suluh.facts import load


def test_the_facts_name_accounts_and_sites_with_their_source() -> None:
    register = Register.of(load())
    found = {(e.platform, e.handle or e.name or e.domain): e.source for e in register.entries}
    assert found["instagram", "@bawasluri"] == "ID-CON-001"
    assert found["facebook", "KPU Republik Indonesia"] == "ID-CON-003"
    assert found["web", "sigaplapor.bawaslu.go.id"] == "ID-CON-002"
    assert all(entry.source and entry.owner for entry in register.entries)


def written(tmp_path: Path, text: str) -> Path:
    path = tmp_path / "akun.yaml"
    path.write_text(text, "utf-8")
    return path


def test_a_registration_is_read_with_its_days(tmp_path: Path) -> None:
    path = written(
        tmp_path,
        "- owner: KPU Contoh\n  platform: ig\n  handle: '@kpucontoh'\n  source: surat 1\n"
        "  valid_from: 2024-09-01\n  valid_to: 2024-12-31\n",
    )
    (entry,) = read_registrations(path)
    assert (entry.platform, entry.valid_to) == ("instagram", date(2024, 12, 31))
    assert entry.holds_on(date(2024, 9, 1)) and entry.holds_on(None)
    assert not entry.holds_on(date(2024, 8, 31)) and not entry.holds_on(date(2025, 1, 1))


MISTAKES = [
    ("- owner: A\n  source: b\n  handel: '@a'\n", ':3: unknown field "handel", did you mean "handle"?'),
    ("- owner: A\n  handle: '@a'\n", ":1: source is missing"),
    ("- owner: A\n  source: b\n", ":1: neither handle, name nor domain"),
    ("- owner: A\n  source: b\n  handle: '@a'\n  platform: instagrm\n", ':4: unknown platform "instagrm", did you mean'),
    ("- owner: A\n  source: b\n  handle: '@a'\n  platform: x\n  region: '99.99'\n", ":5: 99.99 is not a Kemendagri"),
    ("- owner: A\n  source: b\n  domain: 'http://a'\n", ':3: "http://a" is not a domain'),
    ("- owner: A\n  source: b\n  handle: '@a'\n  platform: x\n  avatar: zz\n", ":5: avatar is a PDQ"),
    ("- owner: A\n  source: b\n  handle: '@a'\n  platform: x\n  valid_to: besok\n", ':5: valid_to: "besok" is not a day'),
    ("- owner: A\n  source: b\n  handle: '@a'\n  platform: x\n  valid_from: 2024-02-02\n  valid_to: 2024-01-01\n", "before"),
    ("- [1, 2\n", "not YAML"),
    ("owner: A\n", ":1: expected a list"),
    ("- halo\n", ":1: expected fields"),
    ("- owner: A\n  source: b\n  kind: medja\n  handle: '@a'\n  platform: x\n", 'did you mean "media"?'),
]  # fmt: skip


@pytest.mark.parametrize(("text", "said"), MISTAKES, ids=[row[1][:30] for row in MISTAKES])
def test_a_mistake_names_its_line_and_the_likeliest_intention(
    tmp_path: Path, text: str, said: str
) -> None:
    with pytest.raises(DataError) as caught:
        read_registrations(written(tmp_path, text))
    assert said in str(caught.value)


def test_a_file_that_is_not_there_or_not_text_is_said(tmp_path: Path) -> None:
    with pytest.raises(RequestError, match="cannot be read"):
        read_registrations(tmp_path / "tidak-ada.yaml")
    broken = tmp_path / "rusak.yaml"
    broken.write_bytes(b"\xff\xfe\x00owner")
    with pytest.raises(RequestError, match="not UTF-8"):
        read_registrations(broken)


def test_an_empty_file_registers_nothing(tmp_path: Path) -> None:
    assert read_registrations(written(tmp_path, "# belum ada\n")) == ()
