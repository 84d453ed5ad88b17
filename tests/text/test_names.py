"""Names are found, hidden and swapped, and ordinary words are not names."""

import pytest

from suluh.text.names import PLACEHOLDER, NameBook, name_parts
from suluh.text.political_names import political_names

BOOK = NameBook(
    {
        "pair:18:1": name_parts("Ir. ARINAL DJUNAIDI - Ir. H. SUTONO, M.M."),
        "pair:18:2": name_parts("RAHMAT MIRZANI DJAUSAL, S.T., M.M. - dr. JIHAN NURLELA, M.M."),
    }
)


@pytest.mark.parametrize(
    ("pair", "parts"),
    [
        (
            "Dr. FAUZI - LARAS TRI HANDAYANI, S.I.Kom",
            ("laras tri handayani", "handayani"),
        ),  # common words stay out
        (
            "H. ARDIAN SAPUTRA, S.H. - H. SOFYAN, S.P., M.M.",
            ("ardian saputra", "ardian", "saputra", "sofyan"),
        ),
    ],
)
def test_titles_and_common_words_are_no_names(pair, parts):
    assert name_parts(pair) == parts


def test_a_pair_is_hidden_as_one():
    text = "Nanti Arinal-Sutono debat lawan Mirzani, kata KPU"
    assert BOOK.hide(text) == f"Nanti {PLACEHOLDER} debat lawan {PLACEHOLDER}, kata KPU"


def test_words_that_contain_a_name_are_left():
    assert BOOK.hide("sutonomo dan arinalisasi") == "sutonomo dan arinalisasi"


def test_swapping_twice_gives_the_text_back():
    text = "ARINAL DJUNAIDI dan Sutono melawan Rahmat Mirzani Djausal"
    once = BOOK.swap(text, "pair:18:1", "pair:18:2")
    assert once.startswith("RAHMAT MIRZANI DJAUSAL") and once.endswith("Arinal Djunaidi")
    assert BOOK.mentioned(once) == ("pair:18:2", "pair:18:1")


def test_national_politicians_and_parties_are_known():
    names = political_names()
    assert set(names) == {"parties", "people", "pairs"}
    assert NameBook(names["parties"]).mentioned("Kader Gerindra dan PDI Perjuangan") == (
        "gerindra",
        "pdip",
    )
