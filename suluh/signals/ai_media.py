"""Media made by AI, as far as words and the platform's own tags can tell: not labelled, or deceptive whatever the label.

Signal `ai_media` (kind: unlabelled | deceptive). No detector of AI pictures is trusted here; a post is looked at
because it says so itself, because somebody describes it, or because the platform tagged it. Rules AI-LABEL, AI-DECEIVE.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from suluh.content import Post
from suluh.signals.pattern import Pattern, signals_of
from suluh.signals.signal import Against, Signal

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
    """What the words say of AI media; a platform's own AI tag beside an endorsement counts as well."""
    signals = signals_of(reading, PATTERNS)
    if "aigc" in reading.post.tags and not signals:
        signals = _tagged(reading)
    return signals


def _tagged(reading: Reading) -> list[Signal]:
    pattern = Pattern(
        "ai_media",
        "deceptive",
        ("rumour.endorse", _FIGURE, _ELECTION),
        0.6,
        80,
        guards=_GUARDS,
        allow=_SAID,
    )
    return [
        Signal(
            each.name,
            each.score,
            each.seen,
            each.where,
            Against("pattern", "ai_media.tagged"),
            each.stance,
            each.details,
        )
        for each in signals_of(reading, (pattern,))
    ]


EXAMPLES_OF_POSTS: list[tuple[Post, str | None]] = [(_TAGGED, "ai_media")]
