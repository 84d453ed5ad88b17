"""Threats, intimidation and calls to disrupt, aimed at voters, poll workers, supervisors, witnesses or the count.

`threat` (kind, severity 1-4): violence announced or called for against people. `intimidation`: harm or loss held over
people for how they vote, or a mob sent to them. `disruption`: a call to break up voting, counting or a lawful result.
A report of violence ("KPPS dipukuli massa") is not one: somebody must call for it, announce it or put a condition.
Rules CIV-SUPPRESS, CIV-DISRUPT.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING, NamedTuple

from suluh.signals.scene import Match, Scene, scenes
from suluh.signals.signal import Against, Signal, Stance
from suluh.signals.standing import is_meant

if TYPE_CHECKING:
    from suluh.knowledge import Knowledge
    from suluh.signals.reading import Reading

STAFF = ("people.worker",)
PLACES = ("people.worker_place",)
VOTING = ("voting.act", "voting.place", "voting.arrival", "voting.abstain", "people.candidate")
_GUARDS = ("refuse", "warn", "report", "law", "news", "study")

EXAMPLES: list[tuple[str, str | None]] = [
    ("Yang datang ke TPS desa ini tanpa pilih Paslon A, awas rumahmu.", "intimidation"),
    ("Datangi rumah ketua KPPS ramai-ramai biar takut.", "intimidation"),
    ("Bakar kantor KPU kalau Paslon A tidak menang.", "disruption"),
    ("Ayo kita bakar kotak suara di kecamatan ini", "disruption"),
    ("Kalau jagoan kita kalah, habisi saja petugas KPPS-nya", "threat"),
    ("Siapa yang berani pilih nomor 2 di kampung ini, kami tahu rumahnya", "intimidation"),
    ("Sing ora milih nomer siji, omahe tak obong", "intimidation"),
    ("Mun aya nu milih nomer dua, imahna urang duruk", "threat"),
    ("Anyone who votes for number 3 will regret it, we know where you live", "intimidation"),
    ("Gebukin aja saksi TPS yang berani protes", "threat"),
    ("Bansosmu dicabut kalau tidak coblos nomor 1", "intimidation"),
    ("Ayo duduki gudang KPU dan rampas kotak suara malam ini", "disruption"),
    ("Kita serbu TPS sebelah biar pemilunya bubar", "disruption"),
    ("Cegat pendukung sebelah di jalan, jangan biarkan masuk TPS", "intimidation"),
    ("Laporkan kalau ada yang mengintimidasi di TPS.", None),
    ("Video petugas KPPS diancam, Bawaslu menangani.", None),
    ("Aksi damai di depan KPU besok jam 9.", None),
    ("Kami tolak hasil dan ajukan ke MK.", None),
    ("Kotak suara di Jambi dibakar orang tak dikenal, polisi menyelidiki", None),
    ("Pemungutan suara dibuka pukul 07.00 di TPS", None),
    ("Awas jangan salah coblos ya, cek dulu surat suaranya", None),
    ("Kalau tidak nyoblos rugi lho, suaramu penting", None),
    ("Kita kawal suara di TPS sampai selesai", None),
    ("Debatnya panas, paslon nomor 1 dihajar habis-habisan soal anggaran", None),
    ("Semangat KPPS membakar semangat warga untuk datang ke TPS", None),
    ("Intimidasi terhadap pemilih adalah pidana, laporkan ke Bawaslu", None),
    ("Ojo wedi nyoblos, yen ana sing ngancam laporno", None),
    ("Kalau paslon saya kalah ya sudah, kita terima hasilnya", None),
    ("Don't be scared, go vote, and report threats to the supervisor", None),
]


class _Threat(NamedTuple):
    name: str
    kind: str
    severity: int
    score: float
    match: Match


def threats(reading: Reading, knowledge: Knowledge) -> list[Signal]:
    """The surest `threat`, `intimidation` and `disruption` of each segment."""
    signals = []
    for scene in scenes(reading):
        best: dict[str, _Threat] = {}
        for each in _seen(scene):
            if each.name not in best or each.score > best[each.name].score:
                best[each.name] = each
        signals += [_signal(scene, each) for each in best.values()]
    return signals


def _signal(scene: Scene, threat: _Threat) -> Signal:
    return scene.segment.signal(
        threat.name,
        threat.score,
        threat.match.start,
        threat.match.end,
        against=Against("pattern", f"threats.{threat.kind}"),
        stance=Stance.ASSERTS,
        kind=threat.kind,
        severity=threat.severity,
    )


def _seen(scene: Scene) -> Iterator[_Threat]:
    for each in (*_violence(scene), *_pressure(scene), *_mob(scene), *_disruption(scene)):
        allow = ("denies",) if each.name == "intimidation" else ()
        if _is_peaceful(scene, each.match) or not is_meant(
            scene, each.match, *_GUARDS, allow=allow
        ):
            continue
        yield each


def _is_peaceful(scene: Scene, match: Match) -> bool:
    inside = any(
        figure.start <= hit.start and hit.end <= figure.end
        for figure in scene.hits("threats.sport")
        for hit in match.hits
        if hit.concept.startswith("threats.") and hit.concept != "threats.condition"
    )
    return inside or scene.near(match.start, match.end, "threats.peaceful", 60) is not None


def _intent(scene: Scene, match: Match) -> float:
    """How plainly somebody calls for it, announces it or makes it depend on something: 0 when only told."""
    signs = sum(
        scene.near(match.start, match.end, each, 60) is not None or _inside(scene, match, each)
        for each in ("threats.call", "threats.condition", "threats.threat_word")
    )
    verb = match.hits[0]
    starts = (
        not scene.text[: verb.start].strip() or scene.text[: verb.start].rstrip()[-1:] in ".!?\n:"
    )
    told = scene.text[verb.start : verb.start + 2] == "di"
    return 0.0 if told and not signs else min(1.0, 0.35 * signs + 0.4 * (starts and not told))


def _inside(scene: Scene, match: Match, concept: str) -> bool:
    return any(match.start <= hit.start and hit.end <= match.end for hit in scene.hits(concept))


def _violence(scene: Scene) -> Iterator[_Threat]:
    for match in scene.together("threats.violence", (*STAFF, "people.side"), within=45):
        intent = _intent(scene, match)
        if intent:
            yield _Threat("threat", "violence", 4, 0.6 + 0.35 * intent, match)


def _pressure(scene: Scene) -> Iterator[_Threat]:
    harm = ("threats.threat_word", "threats.violence")
    for match in scene.together("threats.condition", harm, within=100):
        if scene.about(match.start, match.end, VOTING, 60):
            severity = 4 if match.hits[1].concept == "threats.violence" else 3
            weak = match.hits[1].end - match.hits[1].start < 6
            yield _Threat("intimidation", "vote", severity, 0.65 if weak else 0.85, match)
    for match in scene.together(
        "threats.condition", "threats.benefit", "threats.revoke", within=100
    ):
        if scene.about(match.start, match.end, VOTING, 60):
            yield _Threat("intimidation", "benefit", 3, 0.85, match)


def _mob(scene: Scene) -> Iterator[_Threat]:
    for match in scene.together("threats.mob", (*STAFF, "people.side", "voting.place"), within=50):
        intent = _intent(scene, match)
        if intent:
            yield _Threat("intimidation", "mob", 3, 0.6 + 0.35 * intent, match)


def _disruption(scene: Scene) -> Iterator[_Threat]:
    verbs = ("threats.disrupt", "threats.violence", "threats.mob")
    for match in scene.together(verbs, (*PLACES, "threats.result"), within=45):
        intent = _intent(scene, match)
        if intent:
            yield _Threat("disruption", "call", 4, 0.55 + 0.4 * intent, match)
