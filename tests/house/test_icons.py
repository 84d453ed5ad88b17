"""The pictures of the sign are of the size that the manifest says, and look like it."""

from __future__ import annotations

import json
from datetime import date
from io import BytesIO

import pytest
from PIL import Image

from suluh.facts import load
from suluh.guide.book import Book
from suluh.house.icons import FOR_APPLE, ICONS, Icon, drawn
from suluh.house.site import Site

GROUND, FLAME = (163, 74, 6, 255), (255, 210, 122, 255)


@pytest.mark.parametrize("icon", ICONS, ids=lambda icon: icon.name)
def test_an_icon_is_the_sign(icon: Icon) -> None:
    picture = Image.open(BytesIO(drawn(icon))).convert("RGBA")
    side = icon.pixels
    assert picture.size == (side, side)
    assert picture.getpixel((side // 2, round(side * (0.5 - icon.inner * 0.05)))) == FLAME
    assert picture.getpixel((side // 2, 2)) == GROUND
    assert picture.getpixel((0, 0)) == (GROUND if icon.whole else (0, 0, 0, 0))


def test_what_a_phone_may_cut_away_holds_nothing_of_the_flame() -> None:
    """The safe zone of a maskable icon is the circle of .8 of its side (W3C, Web Application Manifest)."""
    icon = next(one for one in ICONS if one.whole and one.inner < 1)
    picture = Image.open(BytesIO(drawn(icon))).convert("RGB")
    middle, safe = icon.pixels / 2, 0.4 * icon.pixels
    away = {
        picture.getpixel((x, y))
        for x in range(0, icon.pixels, 4)
        for y in range(0, icon.pixels, 4)
        if (x - middle) ** 2 + (y - middle) ** 2 > safe**2
    }
    assert away == {GROUND[:3]}


def test_the_site_holds_every_icon_that_it_names() -> None:
    site = Site(Book(load("contoh-desa-2031"), date(2031, 3, 1)))
    named = json.loads(site.content("panduan.webmanifest"))["icons"]
    assert {i["sizes"] for i in named} >= {"192x192", "512x512"}
    assert "maskable" in {i["purpose"] for i in named}
    assert {i["src"] for i in named} | {FOR_APPLE.address} <= set(site.addresses())
    assert FOR_APPLE.address in site.content("").decode()
