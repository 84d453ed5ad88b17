"""Cards, digests, kits and videos: nothing overflows, what is true comes first, everything has a source."""

from __future__ import annotations

import sys
import zipfile
from concurrent.futures import ThreadPoolExecutor
from datetime import date
from functools import cache
from io import BytesIO
from itertools import pairwise
from pathlib import Path
from xml.etree import ElementTree

import msgspec
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from PIL import Image

from suluh.claims import ClaimReview, shipped
from suluh.errors import RequestError, ServiceError
from suluh.facts import Facts, load
from suluh.literacy import digest, pictures, typesetting
from suluh.literacy.cards import Card, fact_cards, is_firm, review_card, review_cards
from suluh.literacy.digest import Week, atom, digests, undated, whatsapp
from suluh.literacy.kit import kit, plan
from suluh.literacy.layout import EDGE, QR, SIZES, Drawing, drawing
from suluh.literacy.pictures import picture, png, svg
from suluh.literacy.reviewed import published, shareable
from suluh.literacy.typesetting import fitted, width_of
from suluh.literacy.video import SECONDS, captions, scenes, write

ON = date(2024, 11, 20)
URL = "https://panduan.example/"
ATOM = "{http://www.w3.org/2005/Atom}"
words = st.text(max_size=60) | st.text(alphabet="abcdefghijklmnop KPU.,–é😀", max_size=900)


@cache
def facts() -> Facts:
    return load()


def stays_inside(drawn: Drawing) -> bool:
    """Every line between the edges, and no line over the one below it."""
    return all(
        line.x + width_of(line.text, line.face, line.size) <= drawn.width - EDGE + 1
        and 0 < line.y <= drawn.height - 40
        for line in drawn.lines
    )


def overlaps(drawn: Drawing) -> list[tuple[str, str]]:
    """Lines one below the other whose letters would touch. The foot stands beside nothing."""
    rows = sorted(drawn.lines, key=lambda line: line.y)
    return [
        (above.text, below.text)
        for above, below in pairwise(rows)
        if below.y - below.size * 0.75 < above.y
    ]


@settings(max_examples=30, deadline=None)
@given(words, words, words, words, st.sampled_from(sorted(SIZES)))
def test_no_text_is_too_long_for_a_card(
    answer: str, claim: str, source: str, below: str, shape: str
) -> None:
    card = Card("X", "id", "CEK FAKTA", answer, source, "1 Mei 2024", claim, "salah", below, URL)
    drawn = drawing(card, shape)
    assert stays_inside(drawn) and overlaps(drawn) == []
    assert ElementTree.fromstring(svg(drawn)).tag.endswith("svg")


@settings(max_examples=40, deadline=None)
@given(words, st.integers(60, 900), st.integers(30, 900))
def test_fitted_words_have_room(text: str, width: int, height: int) -> None:
    block = fitted(text, "heavy", (80, 24), (width, height))
    assert all(width_of(line, block.face, block.size) <= width for line in block.lines)
    assert len(block.lines) <= 1 or block.height <= height
    if block.cut:
        assert block.lines[-1].endswith("…")


@pytest.mark.parametrize("shape", sorted(SIZES))
def test_the_pixels_stay_off_the_edge(shape: str) -> None:
    card = Card(
        "X", "id", "FAKTA", "Wkwkwk panjangnya " * 60, "S" * 300, "kini", "m" * 700, "salah"
    )
    made = picture(drawing(card, shape))
    right = made.crop((made.width - EDGE + 2, 0, made.width, made.height))
    assert made.size == SIZES[shape] and right.getcolors() == [
        (right.width * right.height, (251, 248, 243))
    ]


def test_every_fact_and_review_fits_whole() -> None:
    for lang in ("id", "en"):
        for card in (*fact_cards(facts(), ON, lang, URL), *review_cards(shipped(), lang, URL)):
            for shape in SIZES:
                drawn = drawing(card, shape)
                assert not drawn.cut and stays_inside(drawn) and overlaps(drawn) == [], card.id


def test_what_is_true_stands_above_the_rumour() -> None:
    card = review_cards(shipped(), "id")[5]
    lines = [line.text for line in sorted(drawing(card).lines, key=lambda line: line.y)]
    whole = " ".join(lines)
    assert whole.index(card.answer[:12]) < whole.index(card.claim[:12])
    assert card.source[:12] in whole and card.dated in whole


def test_a_fact_that_is_not_firm_has_no_card() -> None:
    named = {card.id for card in fact_cards(facts(), ON, "id")}
    for fact in facts().facts:
        assert (fact.id in named) == is_firm(fact, ON)
        if fact.confidence == "memory":
            assert fact.id not in named


def test_the_qr_leads_to_the_page() -> None:
    zxing = pytest.importorskip("zxingcpp")
    card = fact_cards(facts(), ON, "en", URL)[0]
    for shape in SIZES:
        read = zxing.read_barcodes(Image.open(BytesIO(png(drawing(card, shape)))).convert("RGB"))
        assert [one.text for one in read] == [f"{URL}en/fakta/{card.id}/"]
    bare = drawing(msgspec.structs.replace(card, url=""))
    assert len(bare.boxes) == 2 and QR > 100


def test_a_review_without_a_refutation_is_not_shared() -> None:
    kept = {r.id for r in shareable(shipped())}
    for review in shipped():
        if review.control or review.verdict in ("true", "partly_true", "unproven", "unknown"):
            assert review.id not in kept


def test_each_review_stands_in_the_week_of_its_publishing() -> None:
    found = digests(shipped())
    for one in found:
        for review in one.reviews:
            day = published(review)
            assert day and one.week.start <= day <= one.week.end
    assert sum(len(d.reviews) for d in found) + len(undated(shipped())) == len(shareable(shipped()))
    assert [d.week for d in found] == sorted((d.week for d in found), reverse=True)


def test_nothing_is_told_before_its_day() -> None:
    assert all(d.week.start <= ON for d in digests(shipped(), ON))
    assert len(digests(shipped(), ON)) < len(digests(shipped()))


def test_the_message_says_what_is_true_first() -> None:
    week = digests(shipped())[0]
    text = whatsapp(week, "id", URL)
    for review in week.reviews:
        assert text.index(review.explanation_id) < text.index(review.claim)
        assert review.publisher in text
    assert f"{URL}{week.path}" in text


@settings(max_examples=50, deadline=None)
@given(st.text(min_size=1), st.text(), st.text(min_size=1))
def test_the_feed_is_xml_whatever_a_review_says(true: str, claim: str, publisher: str) -> None:
    review = ClaimReview(
        id="X",
        claim=claim,
        verdict="false",
        explanation_id=true,
        publisher=publisher,
        date="2024-11-27",
    )
    tree = ElementTree.fromstring(atom(digests([review]), "id", URL))
    assert len(tree.findall(f"{ATOM}entry")) == (1 if true.strip() else 0)


def test_the_feed_has_what_a_feed_needs() -> None:
    tree = ElementTree.fromstring(atom(digests(shipped()), "en", URL))
    for part in (tree, *tree.findall(f"{ATOM}entry")):
        assert part.findtext(f"{ATOM}id") and part.findtext(f"{ATOM}updated", "").endswith("+07:00")
    assert len(tree.findall(f"{ATOM}entry")) == digest.FEED_LENGTH


@pytest.mark.parametrize("text", ["2024-48", "2024-W60", "0000-W01", "2024-W48\n", "besok"])
def test_what_is_no_week_is_refused(text: str) -> None:
    with pytest.raises(RequestError, match="2024-W48"):
        Week.read(text)


def test_the_kit_holds_everything_and_is_the_same_twice() -> None:
    pypdf = pytest.importorskip("pypdf")
    cards = fact_cards(facts(), ON, "id", URL)
    made = kit("id", ON, cards, digests(shipped()), URL)
    assert made == kit("id", ON, cards, digests(shipped()), URL)
    with zipfile.ZipFile(BytesIO(made)) as box:
        names = {n.removeprefix("salingjaga/") for n in box.namelist()}
        assert {
            "poster.pdf",
            "rencana-pelajaran-45-menit.pdf",
            "daftar-periksa.pdf",
            "pesan-whatsapp.txt",
        } <= names
        papers = pypdf.PdfReader(BytesIO(box.read("salingjaga/poster.pdf")))
        assert "(karangan)" in box.read("salingjaga/pesan-whatsapp.txt").decode()
    assert len(papers.pages) == 10  # the steps, and one page each technique
    assert round(float(papers.pages[0].mediabox.width)) == 595  # A4 in points
    for page in papers.pages[1:]:
        assert "Contoh (karangan)" in page.extract_text()


@pytest.mark.parametrize("lang", ["id", "en"])
def test_the_lesson_takes_45_minutes(lang: str) -> None:
    assert sum(step.minutes for step in plan(lang).steps) == 45


@settings(max_examples=40, deadline=None)
@given(words, words, words)
def test_the_scenes_of_a_video_fill_its_fifteen_seconds(
    answer: str, claim: str, below: str
) -> None:
    found = scenes(
        Card("X", "id", "CEK FAKTA", answer, "Sumber: X", "1 Mei 2024", claim, "salah", below)
    )
    assert found[0].at == 0 and found[-1].until == SECONDS
    assert all(a.until == b.at for a, b in pairwise(found))
    assert all(scene.until - scene.at >= 3 for scene in found)
    assert captions(found).count(" --> ") == len(found)


def test_a_video_is_upright_silent_and_fifteen_seconds_long(tmp_path: Path) -> None:
    av = pytest.importorskip("av")
    review = next(r for r in shareable(shipped()) if r.facts)
    video, track = write(review_card(review, "id", URL), tmp_path)
    with av.open(str(video)) as box:
        assert [s.type for s in box.streams] == ["video"]
        assert (box.streams.video[0].width, box.streams.video[0].height) == (1080, 1920)
        assert abs(float(box.duration) / av.time_base - SECONDS) < 0.2
    assert track.read_text("utf-8").startswith("WEBVTT\n") and review.claim in track.read_text(
        "utf-8"
    )
    assert sorted(p.name for p in tmp_path.iterdir()) == sorted((video.name, track.name))


def test_a_video_that_cannot_be_written_is_said(tmp_path: Path) -> None:
    (tmp_path / "berkas").write_text("x")
    with pytest.raises(ServiceError, match="cannot write"):
        write(review_cards(shipped(), "id")[0], tmp_path / "berkas" / "video")


def test_cards_asked_for_at_once_are_drawn_as_one_by_one() -> None:
    """A page with fifteen cards asks a server for all of them; typefaces are then read by several threads."""
    cards = fact_cards(load("pilkada-2024"), ON, "id")[:4]
    alone = [svg(drawing(card, "persegi")) for card in cards]
    often = sys.getswitchinterval()
    sys.setswitchinterval(1e-6)
    try:
        for _ in range(3):
            for kept in (typesetting.typeface, typesetting._metrics, pictures._outline, width_of):
                kept.cache_clear()
            with ThreadPoolExecutor(len(cards)) as threads:
                together = threads.map(lambda card: svg(drawing(card, "persegi")), cards)
                assert list(together) == alone
    finally:
        sys.setswitchinterval(often)
