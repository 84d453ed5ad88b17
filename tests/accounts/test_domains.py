"""Look-alike sites of KPU and Bawaslu are seen; their own sites and other people's are not."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from suluh.accounts.domains import lookalikes

FALSE_SITES = [
    ("http://kpu-go.id/cek", "kpu.go.id", "hyphen for dot"),
    ("https://kpu.go.id.cek-dpt.xyz/login", "kpu.go.id", "official name before another domain"),
    ("kpu.g0.id", "kpu.go.id", "zero for o"),
    ("cek.kpuu.go.id", "kpu.go.id", "doubled letter"),
    ("bawas1u.go.id", "bawaslu.go.id", "one for l"),
    ("bawaslv.go.id", "bawaslu.go.id", "v for u"),
    ("kрu.go.id", "kpu.go.id", "Cyrillic p"),
    ("www.kpu-indonesia.online", "kpu.go.id", "the body's name in a private domain"),
    ("bawaslu.com", "bawaslu.go.id", "private domain"),
    ("infokpu.kpuresmi.site", "kpu.go.id", "name with an added word"),
]
TRUE_SITES = [
    ("https://cekdptonline.kpu.go.id/", "official subdomain"),
    ("lampung.bawaslu.go.id", "official subdomain"),
    ("KPU.GO.ID", "capitals"),
    ("kpu.kotacontoh.go.id", "a regional government's own host"),
    ("https://kompas.com/kpu-umumkan", "a newspaper's path"),
    ("kuliner.id", "nothing to do with it"),
    ("www.kpk.go.id", "another body, one letter off"),
    ("kawalpemilu.org", "civil society"),
    ("kpu pusat.", "no address at all"),
]


@pytest.mark.parametrize(("text", "official", "why"), FALSE_SITES)
def test_a_false_site_names_the_one_it_imitates(text: str, official: str, why: str) -> None:
    assert [seen.official for seen in lookalikes(text)] == [official], why


@pytest.mark.parametrize(("text", "why"), TRUE_SITES)
def test_true_and_unrelated_sites_are_left_alone(text: str, why: str) -> None:
    assert not lookalikes(text), why


def test_the_host_is_quoted_where_it_stands() -> None:
    text = "cek di http://kpu-go.id/x sekarang"
    (seen,) = lookalikes(text)
    assert text[seen.start : seen.end] == "kpu-go.id"


@settings(deadline=None)
@given(st.text(max_size=120))
def test_no_text_breaks_the_reader_of_addresses(text: str) -> None:
    for seen in lookalikes(text):
        assert text[seen.start : seen.end].lower() == seen.host
