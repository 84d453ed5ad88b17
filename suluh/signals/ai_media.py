"""Media made by AI, as far as words and the platform's own tags can tell: not labelled, or deceptive whatever the label.

Signal `ai_media` (kind: unlabelled | deceptive). No detector of AI pictures is trusted here; a post is looked at
because it says so itself, because somebody describes it, because the platform tagged it, or because its credentials
or metadata say so. Rules AI-LABEL, AI-DECEIVE.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from msgspec.structs import replace

from suluh.content import Origin, Post
from suluh.signals.pattern import Pattern, signals_of
from suluh.signals.scene import scenes
from suluh.signals.signal import Against, Signal, Stance
from suluh.signals.standing import is_told_of

if TYPE_CHECKING:
    from suluh.knowledge import Knowledge
    from suluh.signals.reading import Reading

_GUARDS = ("refuse", "warn", "report", "study", "news")
_SAID = ("reports",)  # what the fabricated figure "says" is reported by form
_EXPOSED = ("rumour.exposed",)  # who shows that a recording is made up warns of it
_FIGURE = ("people.national_figure", "people.candidate", "people.worker")
_ELECTION = ("voting.act_strong", "people.candidate", "count.body")

PATTERNS = (
    Pattern(
        "ai_media",
        "deceptive",
        ("rumour.ai_clone", _FIGURE, "rumour.endorse"),
        0.8,
        80,
        unless=_EXPOSED,
        guards=_GUARDS,
        allow=_SAID,
    ),
    Pattern(
        "ai_media",
        "deceptive",
        ("rumour.ai", ("people.worker", "people.national_figure"), "rumour.endorse", _ELECTION),
        0.72,
        80,
        (),
        ("rumour.labelled", *_EXPOSED),
        _GUARDS,
        allow=_SAID,
    ),
    Pattern(
        "ai_media",
        "unlabelled",
        ("rumour.ai", ("rumour.unlabelled", "rumour.real_look"), _FIGURE),
        0.75,
        90,
        guards=_GUARDS,
        allow=_SAID,
    ),
)

_TAGGED = Post("x", "Pak Gubernur mengajak memilih paslon nomor 2, dengarkan!", tags=("aigc",))

EXAMPLES: list[tuple[str, str | None]] = [
    ("Video wajah calon hasil AI menyanyi, tampak nyata, tanpa keterangan.", "ai_media"),
    ("Suara kloning presiden mendukung Paslon A di kabupaten kami.", "ai_media"),
    ("Siaran KPU buatan AI mengumumkan hasil pilkada.", "ai_media"),
    ("Deepfake menteri mengajak coblos nomor 1, keren kan", "ai_media"),
    ("Voice clone of the president endorsing candidate number 2", "ai_media"),
    ("Video hasil AI calon bupati pidato, terlihat asli, jangan bilang ini AI", "ai_media"),
    ("Wajah calon gubernur gawean AI, koyo asli, ora ana label", "ai_media"),
    ("Parodi jelas politisi berjoget.", None),
    ("Animasi kartun calon.", None),
    ("Filter kecantikan.", None),
    ("Video AI calon dengan label yang jelas dan tidak menyesatkan.", None),
    ("KPU pakai AI untuk menjawab pertanyaan pemilih", None),
    ("Awas video deepfake presiden dukung paslon, itu hoaks", None),
    ("Belajar mengenali suara AI di masa pilkada, ikut webinar kami", None),
    ("Rekaman pejabat minta warga pilih paslon itu suara tiruan, kata pakar forensik", None),
    ("Deepfake bupati dukung nomor 1 itu ternyata AI, jangan tertipu ya", None),
    ("Poster kampanye calon dibuat dengan Canva", None),
]


def ai_media(reading: Reading, knowledge: Knowledge) -> list[Signal]:
    """What the words say of AI media, and what a platform's AI tag or the media's own credentials and metadata say.

    Said of AI beside an endorsement: deceptive. Said of AI beside a person or candidate, without the platform's tag
    and without a word of it in the post: unlabelled. Nobody sees from here whether a picture looks real, so neither
    is ever sure enough to act without a person. Credentials that are broken are nobody's breach.
    """
    signals = signals_of(reading, PATTERNS)
    says_ai = next((each for each in reading.post.origins if each.says_ai), None)
    if signals or ("aigc" not in reading.post.tags and says_ai is None):
        return signals
    signals = _endorsing(reading, says_ai)
    if says_ai is not None and "aigc" not in reading.post.tags:
        signals += _unlabelled(reading, says_ai)
    return signals


_ENDORSING = Pattern(
    "ai_media",
    "deceptive",
    ("rumour.endorse", _FIGURE, _ELECTION),
    0.6,
    80,
    guards=_GUARDS,
    allow=_SAID,
)


def _endorsing(reading: Reading, origin: Origin | None) -> list[Signal]:
    against = (
        Against("pattern", "ai_media.tagged")
        if "aigc" in reading.post.tags or origin is None
        else Against("pattern", "ai_media.origin", origin.seen)
    )
    return [replace(each, against=against) for each in signals_of(reading, (_ENDORSING,))]


def _unlabelled(reading: Reading, origin: Origin) -> list[Signal]:
    """One signal for the post, on the words that name a person, unless a word anywhere says what the media are."""
    every = scenes(reading)
    if any(is_told_of(scene) or scene.hits(_SAYS_SO) for scene in every):
        return []
    for scene in every:
        for hit in scene.hits(_FIGURE):
            score = 0.7 if origin.credentials == "valid" else 0.6
            against = Against("pattern", "ai_media.origin", origin.seen)
            return [
                scene.segment.signal(
                    "ai_media",
                    score,
                    hit.start,
                    hit.end,
                    against=against,
                    stance=Stance.ASSERTS,
                    kind="unlabelled",
                    credentials=origin.credentials,
                    source_type=origin.source_type,
                )
            ]
    return []


_SAYS_SO = (
    "rumour.ai",
    "rumour.ai_clone",
    "rumour.labelled",
    *_EXPOSED,
    "guard.warn",
    "guard.refuse",
)
_SIGNED = Origin(
    0, "valid", True, "trainedAlgorithmicMedia", seen="c2pa.created: trainedAlgorithmicMedia"
)
_WRITTEN = Origin(0, "absent", True, seen="PNG parameters: Steps: 20, Sampler: Euler a")
_BROKEN = Origin(0, "invalid", seen="Content Credentials: invalid (assertion.dataHash.mismatch)")
_CAMERA = Origin(0, "valid", False, "digitalCapture")


def _of(text: str, *origins: Origin, tags: tuple[str, ...] = ()) -> Post:
    return Post("x", text, origins=origins, tags=tags)


EXAMPLES_OF_POSTS: list[tuple[Post, str | None]] = [
    (_TAGGED, "ai_media"),
    (_of("Pak Gubernur mengajak memilih paslon nomor 2, dengarkan!", _SIGNED), "ai_media"),
    (_of("Pak Gubernur blusukan ke pasar tadi pagi", _SIGNED), "ai_media"),
    (_of("Calon bupati nomor 1 di tengah banjir bersama warga", _WRITTEN), "ai_media"),
    (_of("Calon bupati nomor 1 di tengah banjir bersama warga", _WRITTEN, tags=("aigc",)), None),
    (_of("Calon bupati nomor 1, gambar ini hasil AI", _SIGNED), None),
    (_of("Kartun calon bupati nomor 1", _SIGNED), None),
    (_of("Parodi: Pak Gubernur jadi astronot", _SIGNED), None),
    (_of("Awas, gambar Pak Gubernur ini palsu, jangan percaya", _SIGNED), None),
    (_of("Ayo datang ke TPS tanggal 27 November", _SIGNED), None),  # an illustration of no one
    (_of("Pak Gubernur blusukan ke pasar tadi pagi", _BROKEN), None),
    (_of("Pak Gubernur mengajak memilih paslon nomor 2, dengarkan!", _BROKEN), None),
    (_of("Pak Gubernur blusukan ke pasar tadi pagi", _CAMERA), None),
    (_of("Pak Gubernur blusukan ke pasar tadi pagi", Origin(0)), None),
]
