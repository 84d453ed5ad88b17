"""A post that offers or asks money or goods for a vote, for staying away, or for spoiling a ballot.

Nothing here is a forbidden word. It takes something of value, something about voting, and at least one sign of an
exchange (giving, a price per head, a condition, a proof of the vote, a place to come and fetch it); the more signs,
the surer. Refusals, warnings, news, the law and a candidate's programme take it back.
Signal `vote_buying` with details kind = offer | request | abstain. Rule MONEY-POL.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from suluh.signals.scene import Match, Scene, Wanted, scenes
from suluh.signals.signal import Against, Signal, Stance
from suluh.signals.standing import is_meant

if TYPE_CHECKING:
    from suluh.knowledge import Knowledge
    from suluh.signals.reading import Reading

VALUE = ("money.cash", "money.goods", "amount")
EXCHANGE = (
    "money.give",
    "money.per_head",
    "money.condition",
    "money.proof",
    "money.contact",
    "money.buy",
)
REACH = 110  # characters of normalised text between value and the rest

EXAMPLES: list[tuple[str, str | None]] = [
    ("Butuh 50 suara di TPS ini, 100 ribu per kepala, DM.", "vote_buying"),
    ("Golput bareng kami, dapat sembako.", "vote_buying"),
    ("Yang mau coblos nomor 2 dapat 150rb, ambil di rumah korlap habis magrib", "vote_buying"),
    ("Coblos paslon kami, foto di bilik, tukar sama beras 5 kilo", "vote_buying"),
    ("Suara saya dijual, siapa berani bayar?", "vote_buying"),
    ("Setor fotokopi KTP, besok cair 200 ribu asal pilih calon kita", "vote_buying"),
    ("sapa sing gelem nyoblos nomer 1 entuk seket ewu, japri", "vote_buying"),
    ("Nu milih paslon urang meunang beas jeung duit saratus rebu", "vote_buying"),
    ("Vote for our candidate and get 100k cash, DM me", "vote_buying"),
    ("Gak usah ke TPS hari Rabu, kami ganti uang 75 ribu per orang", "vote_buying"),
    ("Wani piro? Suara keluargaku lima, pilih yang bayar", "vote_buying"),
    ("Amplop sudah disiapkan untuk warga yang pilih nomor 3, ambil malam ini ya", "vote_buying"),
    ("Stay home on polling day and receive a sack of rice", "vote_buying"),
    ("Tolak uangnya, laporkan.", None),
    ("Bawaslu OTT politik uang di kecamatan X.", None),
    ("Program bansos pemerintah cair bulan ini.", None),
    ("Ada yang bagi amplop 50 ribu suruh coblos nomor 1? Jangan mau, laporkan ke Bawaslu", None),
    ("Dugaan bagi-bagi sembako agar warga memilih paslon tertentu sedang diperiksa Bawaslu", None),
    ("Kalau terpilih, paslon janji insentif guru ngaji 500 ribu per bulan", None),
    ("Menjual suara itu pidana, pemberi dan penerima bisa dipenjara", None),
    ("Honor KPPS Pilkada berapa ya? Katanya 900 ribu", None),
    ("Suara rakyat jangan dibeli dengan sembako", None),
    ("Aja gelem ditukokake swarane, sawetara dhuwit ora cukup kanggo limang taun", None),
    ("Ulah daek nampi amplop, pilih nurut hate", None),
    ("Pilih pemimpin yang tidak bagi-bagi uang", None),
    ("Nyoblos dapat diskon kopi 20 persen di kafe kami, tunjukkan jari bertinta", None),
    ("Is it true that people get 100k for their vote? Report it to Bawaslu", None),
    ("Jangan lupa nyoblos, bawa KTP dan undangan, datang sebelum jam satu", None),
    ("Kita bakar TPS itu, bawa bensin, kumpul di rumah saya, DM", None),
    ("Buat yang mau nyoblos nomor 1, dapat bensin 2 liter, ambil di posko", "vote_buying"),
    ("Lihat dulu programnya sebelum pilih nomor 2, serbu saja acaranya, chat admin", None),
]


def vote_buying(reading: Reading, knowledge: Knowledge) -> list[Signal]:
    """At most one signal a segment: the surest."""
    signals = []
    for scene in scenes(reading):
        best = max(_seen(scene), key=lambda each: each[1], default=None)
        if best:
            kind, score, match = best
            against = Against("pattern", f"vote_buying.{kind}")
            signals.append(
                scene.segment.signal(
                    "vote_buying",
                    score,
                    match.start,
                    match.end,
                    against=against,
                    stance=Stance.ASSERTS,
                    kind=kind,
                )
            )
    return signals


def _seen(scene: Scene) -> list[tuple[str, float, Match]]:
    found = [*_requests(scene), *_offers(scene)]
    return [each for each in found if is_meant(scene, each[2], *_GUARDS, allow=_ALLOW[each[0]])]


_ALLOW: dict[str, tuple[str, ...]] = {
    "request": ("asks", "wishes"),
    "abstain": ("denies",),
    "offer": (),
}
_GUARDS = ("refuse", "warn", "report", "law", "news", "study", "regret")


def _requests(scene: Scene) -> list[tuple[str, float, Match]]:
    """A voter who puts a vote up for sale."""
    sales = [
        ("request", 0.9, Match(hit.start, hit.end, (hit,))) for hit in scene.hits("money.sell")
    ]
    asks = scene.together("money.ask_pay", ("voting.act_strong", "voting.act"), within=REACH)
    return sales + [("request", 0.85, match) for match in asks]


def _offers(scene: Scene) -> list[tuple[str, float, Match]]:
    """Somebody who gives. A mere mention of a candidate needs one sign more than the act of voting."""
    found = []
    for kind, about, least in _TARGETS:
        for match in scene.together(VALUE, about, within=REACH):
            signs = [sign for sign in EXCHANGE if _sign(scene, match, sign)]
            if _is_for_a_fire(scene, match):
                continue
            if len(signs) >= least and not _is_programme(scene, match, signs):
                sure = 0.65 + 0.15 * (len(signs) - least) + 0.05 * scene.has("amount")
                found.append((kind, min(0.95, sure), match))
    return found


_TARGETS: tuple[tuple[str, Wanted, int], ...] = (
    ("abstain", "voting.abstain", 1),
    ("offer", ("voting.act_strong", "voting.arrival"), 1),
    ("offer", ("people.candidate", "voting.act", "voting.place"), 2),
)


def _sign(scene: Scene, match: Match, concept: str) -> bool:
    value = match.hits[0]
    near = scene.near(value.start, value.end, concept, 45 if concept == "money.give" else REACH)
    return near is not None


def _is_for_a_fire(scene: Scene, match: Match) -> bool:
    """Petrol beside "burn" is no gift."""
    value = match.hits[0]
    fuel = scene.text[value.start : value.end].startswith(("bensin", "solar"))
    return fuel and scene.near(value.start, value.end, "threats.violence", REACH) is not None


def _is_programme(scene: Scene, match: Match, signs: list[str]) -> bool:
    """A promise of office, a wage or a shop's promotion, unless a proof of the vote is asked for."""
    if "money.proof" in signs and "money.condition" in signs:
        return bool(scene.near(match.start, match.end, "money.program", 40))
    return scene.near(match.start, match.end, "money.program", REACH) is not None
