"""Sentences made from frames and slots, so that the judge learns to compare values and not to remember ours.

The fact's value is drawn at random as well: in one pair the official date is the 9th of March, in the next the 14th of
July. What the model can learn from these pairs is only whether the two sides agree.
"""

from __future__ import annotations

import random
from collections.abc import Callable
from datetime import date, timedelta

from pairs import Pair

MONTHS = (
    "Januari Februari Maret April Mei Juni Juli Agustus September Oktober November Desember".split()
)
MONTHS_EN = (
    "January February March April May June July August September October November December".split()
)
DAYS = "Senin Selasa Rabu Kamis Jumat Sabtu Minggu".split()
DAYS_JV = "Senen Selasa Rebo Kemis Jemuwah Setu Minggu".split()
DAYS_SU = "Senén Salasa Rebo Kemis Jumaah Saptu Minggu".split()

# How a value is wrapped: label → sentences with {v}, the value as said; {w} is a second, different value.
DATE_SAYS = {
    "asserted": [
        "coblosan {v} ya",
        "pencoblosan tanggal {v}",
        "nyoblos {v} gaes jangan lupa",
        "pemungutan suara digelar {v}",
        "catat, kita ke TPS {v}",
        "hari pencoblosan jatuh pada {v}",
        "info valid: coblosan {v}",
        "jadwal nyoblos {v}",
        "KPU: pemungutan suara {v}",
        "bapak ibu, pencoblosan {v}, mohon hadir",
        "milih kepala daerah {v}",
        "coblosane {v} lho",
        "nyoblose dina {v}",
        "nyoblosna {v} nya",
        "poéan nyoblos téh {v}",
        "dinten coblosan {v}",
        "election day is {v}",
        "we vote on {v}",
        "voting takes place {v}",
        "gue nyoblos {v} bareng warga rt",
        "jangan salah, bukan {w} tapi {v}",
        "diundur jadi {v}",
        "dimajukan ke {v}",
        "coblosan pindah ke {v}",
        "jadwal baru: nyoblos {v}",
        "ternyata coblosannya {v}, baru tau",
        "resmi {v} kita nyoblos",
        "wes fix {v} nyoblos",
    ],
    "denies": [
        "coblosan {v} itu hoaks",
        "ga bener kalau nyoblos {v}",
        "jangan percaya kabar coblosan {v}",
        "bukan {v} ya",
        "KPU membantah pemungutan suara {v}",
        "hoaks! pencoblosan bukan {v}",
        "kabar nyoblos {v} ora bener",
        "béja coblosan {v} téh bohong",
        "the claim that voting is {v} is false",
        "salah, ga ada coblosan {v}",
    ],
    "asks": [
        "coblosan {v} ya?",
        "bener gak sih nyoblos {v}?",
        "apa benar pemungutan suara {v}?",
        "nyoblos {v} kan min?",
        "nyoblose {v} opo ora?",
        "leres teu coblosan {v}?",
        "is election day {v}?",
        "serius nanya, coblosannya {v}?",
    ],
    "reports": [
        "beredar kabar coblosan {v}",
        "menurut postingan itu nyoblos {v}",
        "dia bilang pemungutan suara {v}",
        "ada pesan berantai yang menyebut coblosan {v}",
        "bawaslu menelusuri pesan soal pencoblosan {v}",
    ],
    "doubts": [
        "katanya coblosan {v}",
        "kabarnya nyoblos {v} tapi gatau bener apa engga",
        "jarene nyoblos {v}",
        "cenah nyoblos {v}",
    ],
    "supposes": [
        "kalau coblosan {v} aku ga bisa pulang",
        "misal nyoblosnya {v} enak ya",
        "seandainya pencoblosan {v}",
    ],
    "wishes": [
        "semoga coblosan {v} aja",
        "harusnya nyoblos {v} biar libur panjang",
        "mending coblosan {v} deh",
    ],
    "unrelated": [
        "debat kandidat {v}",
        "konser di alun-alun {v}",
        "ujian sekolah {v}",
        "aku ulang tahun {v}",
        "gajian {v}",
        "pengajian akbar {v}",
        "kampanye terakhir {v}",
        "pemilihan ketua OSIS {v}",
        "pilkades di desa sebelah {v}",
        "final liga {v}",
        "liburan ke pantai {v}",
        "rapat rt {v}",
        "the concert is on {v}",
        "rewang {v}",
        "hajatan {v}",
    ],
}
DATE_FACTS = [
    "Pemungutan suara berlangsung {v}.", "Hari pemungutan suara adalah {v}.", "Pencoblosan digelar {v}.",
    "Pemungutan suara pemilihan kepala daerah serentak berlangsung {v}.",
]  # fmt: skip

HOUR_SAYS = {
    "asserted": [
        "TPS buka {v}",
        "nyoblos {v} ya gaes",
        "jam nyoblos {v}",
        "tps dibuka {v}",
        "pemungutan suara {v}",
        "bisa nyoblos {v}",
        "dateng aja {v} tps buka",
        "TPS-e buka {v}",
        "TPS muka {v}",
        "polls are open {v}",
        "sekarang jam TPS berubah jadi {v}",
        "bapak ibu, TPS melayani {v}",
        "catat jamnya: {v}",
        "voting hours {v}",
    ],
    "denies": [
        "kabar TPS buka {v} itu hoaks",
        "jangan percaya TPS buka {v}",
        "ga bener jam nyoblos {v}",
        "bukan {v} ya jam TPS",
    ],
    "asks": [
        "TPS buka {v} ya?",
        "bener jam nyoblos {v}?",
        "nyoblose {v} opo dudu?",
        "polls open {v}?",
    ],
    "reports": ["beredar pesan TPS buka {v}", "ada yang bilang jam TPS {v}"],
    "doubts": ["katanya TPS buka {v}", "jarene tps buka {v}"],
    "wishes": ["harusnya TPS buka {v}", "semoga tps buka {v}"],
    "testifies": ["TPS saya tadi buka {v} karena hujan", "di tps kami kemarin baru buka {v}"],
    "unrelated": [
        "warung buka {v}",
        "posyandu buka {v}",
        "puskesmas buka {v}",
        "toko buka {v}",
        "layanan SIM {v}",
    ],
}
HOUR_FACTS = [
    "TPS buka {v} waktu setempat.",
    "Pemungutan suara dilayani {v}.",
    "TPS melayani pemilih {v}.",
]

COUNT_FACTS = {
    "surat suara": "Ada {v} surat suara untuk setiap pemilih.",
    "tahun": "Pemilih berusia {v} tahun atau lebih pada hari pemungutan suara.",
    "hari": "Laporan pelanggaran disampaikan paling lama {v} hari sejak diketahui.",
    "akun": "Tiap pasangan calon boleh mendaftarkan paling banyak {v} akun.",
    "daerah": "Pemilihan digelar di {v} daerah.",
    "TPS": "Ada {v} TPS di kota ini.",
}
COUNT_SAYS = {
    "surat suara": ["nanti dapat {v} surat suara", "surat suaranya {v} lembar", "tiap orang dikasih {v} kertas suara", "surat suarane {v}"],
    "tahun": ["umur {v} udah boleh nyoblos", "minimal {v} tahun baru boleh milih", "you can vote from age {v}", "umur {v} taun wis oleh nyoblos"],
    "hari": ["lapor pelanggaran maksimal {v} hari", "batas lapornya {v} hari", "masih bisa lapor sampai {v} hari"],
    "akun": ["paslon boleh punya {v} akun resmi", "maksimal {v} akun medsos per paslon"],
    "daerah": ["pilkada tahun ini di {v} daerah", "ada {v} daerah yang pilkada", "{v} regions vote this year"],
    "TPS": ["kota kita ada {v} TPS", "jumlah tps {v}", "tps-nya {v} titik"],
}  # fmt: skip


def dates(rng: random.Random, count: int) -> list[Pair]:
    """Pairs on a voting date drawn at random."""
    return [_date_pair(rng) for _ in range(count)]


def _date_pair(rng: random.Random) -> Pair:
    day = date(2024, 1, 1) + timedelta(days=rng.randrange(2500))
    right = rng.random() < 0.5
    said = (
        day
        if right
        else day
        + timedelta(days=rng.choice([-30, -14, -7, -3, -2, -1, 1, 1, 2, 3, 7, 14, 28, 31, 60]))
    )
    other = day if not right else day + timedelta(days=rng.choice([-1, 1, 3, 7]))
    kind = rng.choices(list(DATE_SAYS), [52, 10, 10, 6, 5, 4, 4, 9])[0]
    frame = rng.choice(DATE_SAYS[kind])
    if right and frame.startswith(("diundur", "dimajukan", "coblosan pindah", "jadwal baru")):
        frame = "coblosan {v} ya"
    text = frame.format(v=_spoken_date(said, rng), w=_spoken_date(other, rng))
    fact = rng.choice(DATE_FACTS).format(
        v=f"{DAYS[day.weekday()]}, {day.day} {MONTHS[day.month - 1]} {day.year}"
    )
    return Pair(fact, noisy(text, rng), _label(kind, right), "frames:date", "frames")


def _label(kind: str, right: bool) -> str:
    """An honest stance stays what it is; a denied truth contradicts, a denied falsehood denies."""
    if kind == "asserted":
        return "agrees" if right else "contradicts"
    if kind == "denies":
        return "contradicts" if right else "denies"
    return kind


def _spoken_date(day: date, rng: random.Random) -> str:
    name, en = MONTHS[day.month - 1], MONTHS_EN[day.month - 1]
    short = name[:3]
    return rng.choice(
        [
            f"{day.day} {name}", f"{day.day} {name} {day.year}", f"{DAYS[day.weekday()]} {day.day} {name}", f"tgl {day.day} {short}",
            f"{day.day}/{day.month}/{day.year}", f"{day.day}-{day.month}-{day.year}", f"{DAYS[day.weekday()]}, {day.day} {name} {day.year}",
            f"{day.day} {short.lower()}", f"{DAYS_JV[day.weekday()]} tanggal {day.day}", f"{DAYS_SU[day.weekday()]} kaping {day.day} {name}",
            f"{en} {day.day}", f"{day.day}.{day.month:02d}.{day.year % 100}", f"tanggal {day.day} bulan {day.month}",
            f"dino {DAYS_JV[day.weekday()]} {day.day} {name}", f"{name} tanggal {day.day}",
        ]
    )  # fmt: skip


def hours(rng: random.Random, count: int) -> list[Pair]:
    """Pairs on opening and closing hours drawn at random."""
    return [_hour_pair(rng) for _ in range(count)]


def _hour_pair(rng: random.Random) -> Pair:
    opens, closes = rng.randint(5, 11), rng.randint(12, 20)
    right = rng.random() < 0.5
    said = (opens, closes) if right else _other_hours(opens, closes, rng)
    kind = rng.choices(list(HOUR_SAYS), [56, 9, 10, 5, 5, 4, 4, 7])[0]
    text = rng.choice(HOUR_SAYS[kind]).format(v=_spoken_hours(*said, rng))
    fact = rng.choice(HOUR_FACTS).format(v=f"pukul {opens:02d}.00 sampai {closes:02d}.00")
    return Pair(fact, noisy(text, rng), _label(kind, right), "frames:hours", "frames")


def _other_hours(opens: int, closes: int, rng: random.Random) -> tuple[int, int]:
    moved = rng.choice([1, 1, 2, 3, -1, -2])
    return rng.choice(
        [(opens + moved, closes), (opens, closes + moved), (opens + 1, closes + moved)]
    )


def _spoken_hours(opens: int, closes: int, rng: random.Random) -> str:
    o, c = _clock(opens, rng), _clock(closes, rng)
    return rng.choice(
        [
            f"jam {o} sampai jam {c}", f"jam {o} smp {c}", f"pukul {opens:02d}.00-{closes:02d}.00", f"{opens:02d}:00 s/d {closes:02d}:00",
            f"dari jam {o} ampe jam {c}", f"mulai {o} tutup {c}", f"jam {o} tekan jam {c}", f"jam {o} nepi ka jam {c}",
            f"from {_english(opens)} to {_english(closes)}", f"mulai jam {o}, tutup jam {c}",
        ]
    )  # fmt: skip


def _clock(hour: int, rng: random.Random) -> str:
    part = "pagi" if hour < 11 else "siang" if hour < 15 else "sore" if hour < 18 else "malam"
    twelve = hour if hour <= 12 else hour - 12
    return rng.choice([f"{twelve} {part}", f"{hour}", f"{hour}.00", f"{twelve} {part}"])


def _english(hour: int) -> str:
    return f"{hour if hour <= 12 else hour - 12}{'am' if hour < 12 else 'pm'}"


def counts(rng: random.Random, count: int) -> list[Pair]:
    """Pairs on numbers of things drawn at random."""
    return [_count_pair(rng) for _ in range(count)]


def _count_pair(rng: random.Random) -> Pair:
    unit = rng.choice(list(COUNT_FACTS))
    value = (
        rng.randint(1, 9)
        if unit in ("surat suara", "hari")
        else rng.randint(15, 21)
        if unit == "tahun"
        else rng.randint(5, 900)
    )
    right = rng.random() < 0.45
    said = value if right else max(1, value + rng.choice([-3, -2, -1, 1, 2, 4, 10]))
    if said == value:
        right = True
    frame = rng.choice(COUNT_SAYS[unit])
    wrap, kind = rng.choice(
        [("{t}", "asserted")] * 6 + [("{t}?", "asks"), ("katanya {t}", "doubts"), ("hoaks itu {t}", "denies"), ("bener gak {t}", "asks")]
    )  # fmt: skip
    text = wrap.format(t=frame.format(v=said))
    return Pair(
        COUNT_FACTS[unit].format(v=value),
        noisy(text, rng),
        _label(kind, right),
        "frames:count",
        "frames",
    )


_BEFORE = [
    "",
    "",
    "",
    "gaes ",
    "info ",
    "assalamualaikum, ",
    "bun, ",
    "woy ",
    "pengumuman: ",
    "tolong sebarkan! ",
    "min ",
    "eh ",
    "FYI ",
]
_AFTER = [
    "",
    "",
    "",
    " 🙏",
    " jangan lupa ya",
    " sebarkan",
    " wkwk",
    " #pilkada",
    " makasih",
    " nggih",
    " nya",
    "!!",
    " bestie",
    " share ke grup lain",
]
_SLANG = {
    "tidak": "gak",
    "jangan": "jgn",
    "yang": "yg",
    "tanggal": "tgl",
    "sampai": "smp",
    "sudah": "udh",
    "karena": "krn",
    "dengan": "dgn",
}


def noisy(text: str, rng: random.Random) -> str:
    """The sentence with what people put around and into it."""
    words = [_SLANG.get(w, w) if rng.random() < 0.4 else w for w in text.split(" ")]
    text = rng.choice(_BEFORE) + " ".join(words) + rng.choice(_AFTER)
    if rng.random() < 0.08:
        text = text.upper()
    return text


MAKERS: dict[str, Callable[[random.Random, int], list[Pair]]] = {
    "date": dates,
    "hours": hours,
    "count": counts,
}
