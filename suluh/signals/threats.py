"""Threats, intimidation and calls to disrupt, aimed at voters, poll workers, supervisors, witnesses or the count.

`threat` (kind, severity 1-4): violence announced or called for against people. `intimidation`: harm or loss held over
people for how they vote, or a mob sent to them. `disruption`: a call to break up voting, counting or a lawful result.
A report of violence ("KPPS dipukuli massa") is not one: somebody must call for it, announce it or put a condition.
Rules CIV-SUPPRESS, CIV-DISRUPT.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import TYPE_CHECKING, NamedTuple

from suluh.signals.scene import Match, Scene, scenes
from suluh.signals.signal import Against, Signal, Stance
from suluh.signals.standing import is_meant
from suluh.text.phrases import Found

if TYPE_CHECKING:
    from suluh.knowledge import Knowledge
    from suluh.signals.reading import Reading

STAFF = ("people.worker",)
PLACES = ("people.worker_place",)
VOTING = ("voting.act", "voting.place", "voting.arrival", "voting.abstain", "people.candidate")
_GUARDS = ("refuse", "warn", "report", "law", "news", "study")

# A plan: when, where to gather, what to bring. Whoever names one beside violence is past hot words.
_PLAN = re.compile(
    r"\b(?:malam ini|nanti malam|besok|lusa|sekarang juga|mengko bengi|bengi iki|sesuk|isuk|peuting ieu|isukan|"
    r"tonight|tomorrow|kumpul|ngumpul|meet at|bawa|nggawa|gowo|mawa|siapkan|siapin|bring|iki ora gojekan|ini serius|"
    r"bukan candaan|tidak main main|not a joke)\b"
)
_MYSELF = re.compile(
    r"\b(?:tak|gas|gaskan|gaskeun|saya|aku|gue|gua|gw|kita|kami|kula|urang|aing|"
    r"inyong|we|we'll|i'll|ayo|hayu|let's)\b[\w ]{0,14}$"
)
# Taking the boxes or the place by force is violence at the polling place as well.
_FORCE = re.compile(
    r"\b(?:rampas|merampas|rebut|ambil paksa|jarah|serbu|menyerbu|seize|storm|obrak abrik)\w*\b"
)
_ARMED = re.compile(
    r"\b(?:bawa|nggawa|gowo|mawa|siapkan|siapin|bring|pakai)\w* (?:\w+ ){0,2}(?:kayu|batu|parang|golok|celurit|"
    r"clurit|senjata|sajam|bensin|molotov|pentungan|bambu|pacul|arit|sticks?|stones?|machetes?|gas|weapons?)\b"
)

EXAMPLES: list[tuple[str, str | None]] = [
    ("Nek gak seneng yang satu pilih yang lain. Wong pilihane apik kok neng Jatim wkwk", None),
    (
        "Kasihan, bakal kalah di pilgub karena pendukungnya berpindah ke calon lain, lihat saja",
        None,
    ),
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
    ("Sing wani nyoblos nomer liya, mengko bengi omahe tak obong", "intimidation"),
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
    severity: (
        int  # 4 is violence against people, or at a place of the election; 3 is pressure without it
    )
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
        yield each._replace(score=PLANNED) if _is_planned(scene, each) else each


PLANNED = 0.92  # least that a limit stands on is .9


def _is_planned(scene: Scene, threat: _Threat) -> bool:
    """Violence that somebody announces or calls for, with a time, a place or the means."""
    if threat.severity < 4 or threat.score >= PLANNED or scene.hits("rumour.riot"):
        return False
    verbs = [hit for hit in threat.match.hits if hit.concept in ("threats.violence", *FORCEFUL)]
    called = any(
        _MYSELF.search(scene.text[: hit.start]) or _begins_sentence(scene, hit.start)
        for hit in verbs
    )
    return called and _PLAN.search(scene.text) is not None


FORCEFUL = ("threats.disrupt", "threats.mob")


def _begins_sentence(scene: Scene, start: int) -> bool:
    """An order: the verb comes first, and is not the passive of a report."""
    before = scene.text[:start].rstrip()
    return (not before or before[-1] in ".!?\n:,") and scene.text[start : start + 2] != "di"


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
            yield from _held_over(scene, match)
    for match in scene.together(
        "threats.condition", "threats.benefit", "threats.revoke", within=100
    ):
        if scene.about(match.start, match.end, VOTING, 60):
            yield _Threat("intimidation", "benefit", 3, 0.85, match)


def _held_over(scene: Scene, match: Match) -> Iterator[_Threat]:
    """A condition and a harm; violence that the author says he will do is plainer than a word such as "awas"."""
    done = next((h for h in scene.hits("threats.violence") if _is_near(match, h, 60)), None)
    if done is not None and _MYSELF.search(scene.text[: done.start]):
        whole = Match(min(match.start, done.start), max(match.end, done.end), (*match.hits, done))
        yield _Threat("intimidation", "vote", 4, 0.85, whole)
        return
    harm = match.hits[1]
    severity = 4 if harm.concept == "threats.violence" else 3
    yield _Threat(
        "intimidation", "vote", severity, 0.65 if harm.end - harm.start < 6 else 0.85, match
    )


def _is_near(match: Match, hit: Found, within: int) -> bool:
    return hit.start - match.end <= within and match.start - hit.end <= within


def _mob(scene: Scene) -> Iterator[_Threat]:
    for match in scene.together("threats.mob", (*STAFF, "people.side", "voting.place"), within=50):
        intent = _intent(scene, match)
        if intent:
            severity = 4 if _ARMED.search(scene.text) else 3
            yield _Threat("intimidation", "mob", severity, 0.6 + 0.35 * intent, match)


def _disruption(scene: Scene) -> Iterator[_Threat]:
    verbs = ("threats.disrupt", "threats.violence", "threats.mob")
    for match in scene.together(verbs, (*PLACES, "threats.result"), within=45):
        intent = _intent(scene, match)
        if intent and not _is_news_of_a_riot(scene, match):
            severity = 4 if _is_violent(scene, match) else 3
            yield _Threat("disruption", "call", severity, 0.55 + 0.4 * intent, match)


def _is_violent(scene: Scene, match: Match) -> bool:
    """Against people or property, not only an occupation: the verb says so, or force stands near it."""
    verb = match.hits[0]
    return (
        verb.concept == "threats.violence"
        or scene.near(verb.start, verb.end, "threats.violence", 60) is not None
        or _FORCE.search(scene.text[max(0, verb.start - 60) : verb.end + 60]) is not None
    )


def _is_news_of_a_riot(scene: Scene, match: Match) -> bool:
    """ "There is a riot, somebody was stabbed" alarms people; it calls nobody to arms."""
    told = scene.text[match.hits[0].start :].startswith("di")
    return told and bool(scene.hits("rumour.riot"))
