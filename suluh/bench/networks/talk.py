"""Sentences of nobody: word after word from a small stock, as common as words are, for posts made by script."""

from __future__ import annotations

import numpy as np

_STOCK = """
aku kamu dia kita mereka orang anak ibu bapak kakak adik teman tetangga warga desa kota jalan pasar rumah sekolah kantor
sawah kebun sungai jembatan lapangan masjid gereja warung toko bengkel pagi siang sore malam besok kemarin lusa hari
minggu
bulan tahun jam makan minum masak tidur bangun kerja pulang pergi datang lihat dengar bicara tanya jawab tulis baca beli
jual bayar antre tunggu cari dapat kasih ambil bawa simpan buka tutup naik turun jatuh lari duduk diam senang sedih marah
takut lapar capek sehat sakit kuat murah mahal baru lama besar kecil panjang pendek tinggi rendah jauh dekat cepat lambat
panas dingin hujan banjir macet terang gelap bersih kotor ramai sepi nasi sayur ikan ayam telur tempe tahu sambal kopi teh
gula garam minyak beras cabai bawang pisang mangga motor mobil sepeda bus kereta kapal pupuk listrik air sinyal pulsa
harga gaji utang tabungan pajak bantuan rapat acara lomba panggung musik lagu film bola gol pemain pelatih penonton tiket
pilkada calon debat program janji suara bilik saksi petugas surat daftar undangan antrean hasil rekap berita kabar foto
video cerita pesan grup layar kamera ponsel aplikasi akun komentar tautan dan yang di ke dari untuk dengan tapi kalau
karena jadi sudah belum akan bisa harus mau lagi juga cuma saja masih sangat agak paling semua banyak sedikit ini itu
""".split()
WORDS = [
    *_STOCK,
    *(f"{word}nya" for word in _STOCK),
    *(f"ber{word}" for word in _STOCK),
    *(f"{word}-{word}" for word in _STOCK),
    *(f"per{word}an" for word in _STOCK),
]
_SHARES = 1 / (np.arange(len(WORDS)) + 12.0)
_SHARES /= _SHARES.sum()


def stock(random: np.random.Generator) -> list[str]:
    """The words in an order of their own, the common ones first."""
    return [WORDS[at] for at in random.permutation(len(WORDS))]


def sentences(
    random: np.random.Generator, words: list[str], count: int, least: int = 8, most: int = 22
) -> list[str]:
    """So many sentences of `least` to `most` words."""
    lengths = random.integers(least, most + 1, count)
    drawn = random.choice(len(words), int(lengths.sum()), p=_SHARES).tolist()
    said, at = [], 0
    for length in lengths.tolist():
        said.append(" ".join([words[each] for each in drawn[at : at + length]]))
        at += length
    return said


_SIGNS = ("🔥", "‼️", "🙏", "👇", "✅", "😡")
_OTHER = {"a": "4", "i": "1", "o": "0", "e": "3"}


def spun(random: np.random.Generator, text: str) -> str:
    """The same sentence as somebody would disguise it: a word changed, letters as digits, signs, capitals, a mention."""
    words = text.split()
    if len(words) > 10:
        words[int(random.integers(len(words)))] = str(random.choice(_STOCK))
    if random.random() < 0.4:
        at = int(random.integers(len(words)))
        words[at] = "".join(_OTHER.get(letter, letter) for letter in words[at])
    if random.random() < 0.5:
        words.insert(int(random.integers(len(words))), str(random.choice(_SIGNS)))
    if random.random() < 0.3:
        words.insert(0, f"@warga{int(random.integers(10_000))}")
    joined = " ".join(words)
    return joined.upper() if random.random() < 0.2 else joined
