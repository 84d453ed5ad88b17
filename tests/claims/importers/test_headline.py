"""Headlines and ratings as Indonesian fact-check sites write them (invented claims)."""

import pytest

from suluh.claims.importers.headline import headline, rating_of

HEADLINES = [
    ("[SALAH] KPU menghapus undangan", "KPU menghapus undangan", "false"),
    ("[HOAKS] Pilkada diundur", "Pilkada diundur", "false"),
    ("(MENYESATKAN) Video antrean di TPS", "Video antrean di TPS", "misleading"),
    ("CEK FAKTA: [SALAH] Pilkada diundur", "Pilkada diundur", "false"),
    ("[Cek Fakta] Tidak Benar KPU Menghapus Undangan", "KPU Menghapus Undangan", "false"),
    ("Cek Fakta: Hoaks Kabar Pilkada Diundur", "Pilkada Diundur", "false"),
    ("Keliru, KPU menghapus undangan memilih", "KPU menghapus undangan memilih", "false"),
    ("HOAKS! Surat suara sudah tercoblos", "Surat suara sudah tercoblos", "false"),
    ("Menyesatkan: video lama antrean TPS", "video lama antrean TPS", "misleading"),
    ("Sebagian Benar, TPS dibuka lebih pagi", "TPS dibuka lebih pagi", "partly_true"),
    ("Pilkada diundur ke 2025? [HOAKS]", "Pilkada diundur ke 2025", "false"),
    ("Surat suara tercoblos (Salah)", "Surat suara tercoblos", "false"),
    ("CEK FAKTA: Benarkah KPU menghapus undangan? Ini Faktanya", "KPU menghapus undangan", "unknown"),
    ("[BENAR] TPS buka pukul 07.00", "TPS buka pukul 07.00", "true"),
    ("[KLARIFIKASI] Undangan hilang di Metro", "Undangan hilang di Metro", "clarified"),
    # left as they are
    ("Tidak benar-benar netral, kata warga", "Tidak benar-benar netral, kata warga", None),
    ("Hoaks menyebar di grup warga", "Hoaks menyebar di grup warga", None),
    ("Salah coblos membuat suara tidak sah", "Salah coblos membuat suara tidak sah", None),
    ("KPU (Komisi Pemilihan Umum)", "KPU (Komisi Pemilihan Umum)", None),
    ("Fakta di TPS", "Fakta di TPS", None),
    ("Benarkah?", "Benarkah?", None),
    ("", "", None),
]  # fmt: skip


@pytest.mark.parametrize(("title", "claim", "verdict"), HEADLINES)
def test_a_headline_gives_the_claim_without_its_verdict(
    title: str, claim: str, verdict: str | None
) -> None:
    assert headline(title) == (claim, verdict)


RATINGS = [
    ("SALAH", "false"),
    ("HOAKS", "false"),
    ("BENAR", "true"),
    ("MENYESATKAN", "misleading"),
    ("Hoaks / Salah", "false"),
    ("SALAH (Menyesatkan)", "false"),
    ("Hasil Periksa Fakta: SALAH", "false"),
    ("Salah. KPU tidak pernah menghapus undangan.", "false"),
    ("Salah, sebagian benar", None),  # which of the two?
    ("Tidak ada hubungannya dengan salah", None),
    ("merah jambu", None),
]


@pytest.mark.parametrize(("rating", "verdict"), RATINGS)
def test_a_rating_counts_only_when_its_words_agree(rating: str, verdict: str | None) -> None:
    assert rating_of(rating) == verdict
