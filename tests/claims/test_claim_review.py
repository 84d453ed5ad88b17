"""The claim reviews that come with Suluh."""

import pytest

from suluh.claims import shipped
from suluh.claims.verdict import VERDICTS, split_title, verdict_of


def test_all_45_reviews_load_with_their_controls() -> None:
    reviews = shipped()
    assert len(reviews) == 45
    assert {r.id for r in reviews if r.control} == {f"HX-C0{n}" for n in range(1, 6)}
    assert {r.id for r in reviews if not r.control} == {f"HX-{n:03}" for n in range(1, 41)}


def test_every_review_has_a_source_two_languages_and_another_wording() -> None:
    for review in shipped():
        assert review.sources and all(s.title and s.publisher for s in review.sources), review.id
        assert review.explanation_id and review.explanation_en, review.id
        assert review.patterns, review.id
        assert review.verdict in VERDICTS, review.id


def test_a_control_is_never_called_refuted() -> None:
    assert not any(r.is_refuted for r in shipped() if r.control)


def test_every_fact_that_a_review_names_is_a_fact_of_ours() -> None:
    from suluh.facts import load

    known = {fact.id for fact in load().facts}
    named = {fact for review in shipped() for fact in review.facts}
    assert named <= known


@pytest.mark.parametrize(
    ("headline", "claim", "verdict"),
    [
        ("[SALAH] Pemilu Ditunda", "Pemilu Ditunda", "false"),  # TurnBackHoax
        ("[HOAKS] Exit poll Kebumen", "Exit poll Kebumen", "false"),  # Kompas
        ("(BENAR) Surat suara sah", "Surat suara sah", "true"),  # round brackets
        (
            "Cek Fakta: KPU hapus undangan",
            "KPU hapus undangan",
            "unknown",
        ),  # says only that it was checked
        ("[PENIPUAN] Nazar menang", "Nazar menang", "scam"),  # scam
        ("[foto] Antrean di TPS", "[foto] Antrean di TPS", None),  # not a verdict, stays
        ("Hoaksnya banyak", "Hoaksnya banyak", None),  # a word, not a tag
    ],
)
def test_a_headline_is_cut_into_verdict_and_claim(
    headline: str, claim: str, verdict: str | None
) -> None:
    assert split_title(headline) == (claim, verdict)


@pytest.mark.parametrize(
    ("rating", "verdict"),
    [
        ("Sebagian Benar", "partly_true"),
        ("Mostly False", "false"),
        ("MENYESATKAN.", "misleading"),
        ("Imposter Content", "scam"),
        ("belum terbukti", "unproven"),
        ("partly_true", "partly_true"),
        ("entahlah", None),
    ],
)
def test_ratings_are_understood_in_both_languages(rating: str, verdict: str | None) -> None:
    assert verdict_of(rating) == verdict
