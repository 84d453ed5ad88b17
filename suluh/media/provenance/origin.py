"""All that a medium says of where it comes from, as one Origin."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from suluh.content import Origin
from suluh.media.limits import LIMITS, Limits
from suluh.media.opening.files import Unreadable, head_of, kind_by_head
from suluh.media.provenance.credentials import Credentials, credentials_of
from suluh.media.provenance.evidence import Evidence
from suluh.media.provenance.picture import picture_says
from suluh.media.provenance.video import video_says

SEEN = 400  # characters


def origin_of(
    path: Path,
    medium: int,
    limits: Limits = LIMITS,
    *,
    anchors: str | None = None,
    notes: list[str] | None = None,
) -> Origin:
    """What a medium says; `medium` is its index in Post.media.

    `anchors`: PEM certificates of signers' roots that the user trusts; without them every signer is unknown.
    Broken credentials are shown and never believed, whatever they say. What could not be read is added to `notes`.
    Raises Unreadable when the file cannot be opened.
    """
    said: list[str] = [] if notes is None else notes
    kind = kind_by_head(head_of(path, limits))
    credentials = credentials_of(path, anchors, said)
    evidence = list(credentials.evidence) if credentials.state == "valid" else []
    evidence += _metadata(path, kind, limits, said)
    return _joined(medium, credentials, evidence)


def _metadata(path: Path, kind: str | None, limits: Limits, notes: list[str]) -> list[Evidence]:
    try:
        if kind == "picture":
            return picture_says(path, limits)
        return video_says(path, limits) if kind else []
    except Unreadable as error:
        notes.append(f"metadata {error}")
        return []


def _joined(medium: int, credentials: Credentials, evidence: Sequence[Evidence]) -> Origin:
    """Credentials before metadata, what names AI before what does not."""
    telling = sorted(evidence, key=lambda each: not each.ai)
    words = [credentials.words, *(each.words for each in telling)]
    return Origin(
        medium,
        credentials.state,
        any(each.ai for each in evidence),
        next((each.source_type for each in telling if each.source_type), None),
        next((each.generator for each in telling if each.generator), None),
        credentials.signer,
        "; ".join(dict.fromkeys(word for word in words if word))[:SEEN],
    )
