"""What protects a post, and the words that say so: news, a debunk, teaching, satire, art, opinion, testimony, a question.

Signals `news_report`, `counter_speech`, `education`, `satire`, `art`, `opinion`, `testimony`, `honest_question`; details
`solemn` is true when a satirical post also gives instructions on voting that look serious, for then satire does not
protect it. The policy decides which protection answers which rule.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from suluh.signals.scene import Scene, scenes
from suluh.signals.signal import Against, Signal

if TYPE_CHECKING:
    from suluh.knowledge import Knowledge
    from suluh.signals.reading import Reading

CUES = {
    "news_report": "protect.news",
    "counter_speech": "protect.counter",
    "education": "protect.education",
    "satire": "protect.satire",
    "art": "protect.art",
    "opinion": "protect.opinion",
    "testimony": "protect.testimony",
    "honest_question": "guard.ask",
}
FRAMES = {
    "counter_speech": "debunk",
    "news_report": "news",
    "satire": "satire",
    "education": "education",
}

EXAMPLES: list[tuple[str, str | None]] = [
    ("Bawaslu memeriksa dugaan politik uang, dikutip dari keterangan tertulis", "news_report"),
    ("Kabar pencoblosan diundur itu hoaks, KPU sudah bantah", "counter_speech"),
    ("Kuwi hoaks, ojo percoyo", "counter_speech"),
    ("Éta hoaks, ulah percaya", "counter_speech"),
    ("Webinar literasi: contoh hoaks pilkada dan cara mengenalinya", "education"),
    ("Parodi: coblosan diganti lomba makan kerupuk wkwk", "satire"),
    ("Puisi tentang bilik suara", "art"),
    ("Menurut saya paslon itu tidak layak", "opinion"),
    ("Di TPS saya tadi antreannya panjang", "testimony"),
    ("Apakah benar pencoblosan diundur?", "honest_question"),
    ("In my opinion the debate was boring", "opinion"),
    ("I saw long queues at my polling station", "testimony"),
    ("Pencoblosan diundur jadi 30 November", None),
    ("TPS buka sampai jam 10 pagi", None),
    ("Ayo datang ke TPS", None),
    ("Coblos nomor 2", None),
]


def protections(reading: Reading, knowledge: Knowledge) -> list[Signal]:
    """Each protection at most once a segment, with the first words that show it."""
    return [signal for scene in scenes(reading) for name in CUES for signal in _seen(scene, name)]


def _seen(scene: Scene, name: str) -> list[Signal]:
    framed = name in FRAMES and scene.segment.frame.has(FRAMES[name])
    hits = [] if _undone(scene, name) else scene.hits(CUES[name])
    if not hits and not framed:
        return []
    start, end = (hits[0].start, hits[0].end) if hits else (0, min(60, len(scene.text)))
    score = 0.9 if framed else 0.7
    against = Against("pattern", CUES[name])
    solemn = name == "satire" and scene.has(
        "voting.act_strong", ("campaign.invite", "scam.get", "voting.abstain")
    )
    return [
        scene.segment.signal(
            name, score, start, end, against=against, stance="asserts", solemn=solemn
        )
    ]


def _undone(scene: Scene, name: str) -> bool:
    """What looks like a protection and is not: "no hoax", a witness who wants it spread, a rhetorical question."""
    if name == "counter_speech":
        return any(
            words in scene.text
            for words in ("bukan hoaks", "no hoax", "not a hoax", "dudu hoaks", "sanes hoaks")
        )
    if name == "testimony":  # a witness tells; whoever asks to spread it or threatens does not
        return scene.has("protect.spread") or scene.has(
            ("threats.condition",), ("threats.violence", "threats.threat_word")
        )
    if name == "honest_question":
        return not (scene.segment.frame.has("question") or scene.text.rstrip().endswith("?"))
    return False
