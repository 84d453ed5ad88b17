"""C2PA Content Credentials: signed statements inside a file of how it was made and by whom.

They are checked against the file's bytes here, offline: no manifest is fetched from an address, no revocation asked.
"""

from __future__ import annotations

import json
from collections.abc import Iterator
from functools import lru_cache
from pathlib import Path
from typing import Any

import msgspec

from suluh.media.opening.files import head_of
from suluh.media.provenance.evidence import Evidence, of_source_type, shown

MIME = {
    b"\xff\xd8\xff": "image/jpeg",
    b"\x89PNG": "image/png",
    b"GIF8": "image/gif",
    b"II*\x00": "image/tiff",
    b"MM\x00*": "image/tiff",
    b"ID3": "audio/mpeg",
}
RIFF = {b"WEBP": "image/webp", b"WAVE": "audio/wav", b"AVI ": "video/avi"}
BRANDS = {
    b"avif": "image/avif",
    b"heic": "image/heic",
    b"heix": "image/heic",
    b"mif1": "image/heif",
}


class Credentials(msgspec.Struct, frozen=True):
    """state: valid | invalid | absent; `words` say so for the reader."""

    state: str = "absent"
    signer: str | None = None
    words: str = ""
    evidence: tuple[Evidence, ...] = ()


def credentials_of(path: Path, anchors: str | None, notes: list[str]) -> Credentials:
    """The credentials of a file. What cannot be read as such is absent, with a note. Raises Unreadable."""
    mime = _mime(head_of(path))
    if mime is None:
        return Credentials()
    try:
        store = _store(path, mime, anchors)
    except ImportError:
        notes.append("Content Credentials not read: c2pa-python is not installed")
        return Credentials()
    except (
        Exception
    ) as error:  # the library raises its own, ctypes' and JSON's errors on broken files
        return _unreadable(error, notes)
    return _of_store(store) if store else Credentials()


def _unreadable(error: Exception, notes: list[str]) -> Credentials:
    """A manifest that is there and cannot be parsed is broken; anything else says nothing of credentials."""
    said = shown(f"{type(error).__name__.strip('_')}: {error}")
    notes.append(f"Content Credentials not readable: {said}")
    broken = any(word in said for word in ("Jumbf", "JUMBF", "Cose", "COSE", "claim", "Manifest"))
    return Credentials("invalid", words="Content Credentials: broken") if broken else Credentials()


def _mime(head: bytes) -> str | None:
    if head[:4] == b"RIFF":
        return RIFF.get(head[8:12])
    if head[4:8] == b"ftyp":
        return BRANDS.get(head[8:12], "video/mp4")
    return next((mime for start, mime in MIME.items() if head.startswith(start)), None)


@lru_cache(maxsize=4)
def _context(anchors: str | None) -> Any:
    import c2pa

    settings: dict[str, Any] = {
        "verify": {"remote_manifest_fetch": False, "ocsp_fetch": False, "verify_trust": True}
    }
    if anchors:
        settings["trust"] = {"user_anchors": anchors}
    return c2pa.Context.from_dict(settings)


def _store(path: Path, mime: str, anchors: str | None) -> dict[str, Any] | None:
    import c2pa

    with path.open("rb") as file:
        reader = c2pa.Reader.try_create(mime, file, context=_context(anchors))
        if reader is None:
            return None
        with reader:
            store = json.loads(reader.json())
    return store if isinstance(store, dict) else None


def _of_store(store: dict[str, Any]) -> Credentials:
    """`validation_state` is the library's: Trusted (a root we know), Valid (holds, signer unknown) or Invalid."""
    state = store.get("validation_state")
    manifests = _dict(store.get("manifests"))
    active = _dict(manifests.get(str(store.get("active_manifest"))))
    signature = _dict(active.get("signature_info"))
    signer = shown(str(signature.get("issuer") or signature.get("common_name") or "")) or None
    evidence = tuple(_evidence(manifests, active))
    if state in ("Valid", "Trusted"):
        known = "trusted signer" if state == "Trusted" else "signer not known here"
        return Credentials("valid", signer, f"Content Credentials: valid, {known}", evidence)
    said = ", ".join(dict.fromkeys(each.words for each in evidence if each.ai))
    claims = f", they said {said}" if said else ""
    return Credentials(
        "invalid", signer, f"Content Credentials: invalid ({_why(store)}){claims}", evidence
    )


def _why(store: dict[str, Any]) -> str:
    codes = (str(_dict(each).get("code")) for each in _list(store.get("validation_status")))
    return shown(", ".join(code for code in codes if code != "signingCredential.untrusted")) or "?"


def _evidence(manifests: dict[str, Any], active: dict[str, Any]) -> Iterator[Evidence]:
    """What the file's own manifest says, then those of its parents and of the parts put into it."""
    waiting, met = [active], set[int]()
    while waiting:
        manifest = waiting.pop(0)
        if id(manifest) in met:
            continue
        met.add(id(manifest))
        yield from _of_manifest(manifest)
        for each in map(_dict, _list(manifest.get("ingredients"))):
            if each.get("relationship") in ("parentOf", "componentOf"):
                waiting.append(_dict(manifests.get(str(each.get("active_manifest")))))


def _of_manifest(manifest: dict[str, Any]) -> Iterator[Evidence]:
    program = _program(manifest)
    if program:
        yield Evidence("", generator=program)
    for assertion in map(_dict, _list(manifest.get("assertions"))):
        data = _dict(assertion.get("data"))
        label = str(assertion.get("label"))
        if label.startswith("c2pa.actions"):
            for action in map(_dict, _list(data.get("actions"))):
                yield from _of_action(action, program)
        for key, value in data.items():
            if key.lower().endswith("digitalsourcetype") and isinstance(value, str):
                yield of_source_type(shown(label), value)


def _of_action(action: dict[str, Any], program: str | None) -> Iterator[Evidence]:
    source_type = action.get("digitalSourceType")
    if not isinstance(source_type, str):
        return
    agent = action.get("softwareAgent")
    name = shown(str(_dict(agent).get("name") or "" if isinstance(agent, dict) else agent or ""))
    seen = of_source_type(shown(str(action.get("action"))), source_type)
    made_by = name or program
    words = f"{seen.words} ({made_by})" if made_by else seen.words
    yield Evidence(words, seen.ai, seen.source_type, made_by)


def _program(manifest: dict[str, Any]) -> str | None:
    info = next(map(_dict, _list(manifest.get("claim_generator_info"))), {})
    said = (
        f"{info.get('name') or manifest.get('claim_generator') or ''} {info.get('version') or ''}"
    )
    return shown(said) or None


def _dict(value: object) -> dict[str, Any]:
    return value if isinstance(value, dict) else {}


def _list(value: object) -> list[Any]:
    return value if isinstance(value, list) else []
