"""A case as a zip: its evidence, where each piece comes from, and a manifest that says what every byte should be.

    manifest.json     every other file with its SHA-256 and size, and what process.md section 8 asks for
    custody.json      the chain of custody
    case.json         the case as it stood, personal data masked unless the receiver may see them
    bytes/<sha256>    the evidence itself, as it was captured

Whoever alters a file and the manifest with it leaves no trace inside; so the SHA-256 of the manifest is returned, to be
written down elsewhere (in the ledger, in the covering letter) and given to `verify_package`.
"""

from __future__ import annotations

import hashlib
import zipfile
from collections.abc import Iterable, Iterator
from datetime import datetime
from pathlib import Path
from typing import Any, NamedTuple

import msgspec

from suluh.cases.case import Case
from suluh.cases.evidence.custody import Handling, chained, custody_of
from suluh.cases.evidence.store import EvidenceStore
from suluh.cases.things import Account, EvidenceItem
from suluh.content import WIB
from suluh.errors import ServiceError
from suluh.text.privacy import mask

FORM = "suluh-evidence/1"
MANIFEST, CUSTODY, CASE, BYTES = "manifest.json", "custody.json", "case.json", "bytes/"
_THEN = (1980, 1, 1, 0, 0, 0)  # the same package from the same evidence, byte for byte


class File(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """One file of the package."""

    name: str
    sha256: str
    size: int


class Item(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """A piece of evidence, with the time of its capture in WIB."""

    name: str
    item: EvidenceItem
    captured_wib: datetime


class About(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """What process.md section 8 asks for beyond the bytes."""

    reach: int | None = None  # views, as seen
    facts: tuple[str, ...] = ()  # ids of facts held against
    rule: str = ""
    harm: str = ""
    words: tuple[str, ...] = ()  # caption, words in pictures, speech


class Manifest(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    form: str
    case: str
    track: str
    made_at: datetime
    url: str | None
    platform: str | None
    platform_id: str | None
    account: Account
    jurisdiction: str
    about: About
    personal_data: str  # "masked" | "shown"
    items: tuple[Item, ...]
    files: tuple[File, ...]


class Package(NamedTuple):
    """Where it is, and the SHA-256 of its manifest, to be written down elsewhere."""

    path: Path
    manifest: str


class _Entry(NamedTuple):
    name: str
    data: bytes


def write_package(
    case: Case,
    folder: Path,
    store: EvidenceStore,
    now: datetime,
    *,
    about: About = About(),  # noqa: B008 - frozen
    custody: Iterable[Handling] = (),
    show_personal: bool = False,
    with_bytes: bool = True,
) -> Package:
    """The zip of a case, written whole or not at all, as <case>-<first 12 digits of the manifest's hash>.zip.

    show_personal: only for a receiver whose role may see them; pictures and recordings are never masked, since a
    masked original is no evidence. with_bytes: without them the recordings stay where they are, and `case.json` names
    each by its hash: for a receiver who may not see what they show. Raises RequestError where evidence is missing from
    the store, InputError where it was altered there, ServiceError where the disk fails.
    """
    small = [
        _Entry(CASE, _case_json(case, show_personal)),
        _Entry(CUSTODY, _custody(case, custody)),
    ]
    files = [File(e.name, hashlib.sha256(e.data).hexdigest(), len(e.data)) for e in small]
    items = {kept.item.sha256: kept.item for kept in case.evidence if with_bytes}
    files += [File(BYTES + sha, sha, item.size) for sha, item in sorted(items.items())]
    manifest = _json(_manifest(case, about, now, items.values(), files, show_personal))
    digest = hashlib.sha256(manifest).hexdigest()
    path = folder / f"{_as_file(case.id)}-{digest[:12]}.zip"
    _write(path, [_Entry(MANIFEST, manifest), *small], sorted(items), store)
    return Package(path, digest)


def _write(path: Path, small: list[_Entry], hashes: list[str], store: EvidenceStore) -> None:
    part = path.with_suffix(".part")
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        with zipfile.ZipFile(part, "w", zipfile.ZIP_STORED) as archive:
            for entry in small:
                archive.writestr(zipfile.ZipInfo(entry.name, _THEN), entry.data)
            for sha in hashes:
                with archive.open(
                    zipfile.ZipInfo(BYTES + sha, _THEN), "w", force_zip64=True
                ) as out:
                    for chunk in store.read(sha):
                        out.write(chunk)
        part.replace(path)
    except OSError as error:
        raise ServiceError(f"the package cannot be written: {error}") from error
    finally:
        part.unlink(missing_ok=True)


def _manifest(
    case: Case,
    about: About,
    now: datetime,
    items: Iterable[EvidenceItem],
    files: Iterable[File],
    show_personal: bool,
) -> Manifest:
    shown = about if show_personal else _masked(about)
    return Manifest(
        form=FORM,
        case=case.id,
        track=str(case.track),
        made_at=now,
        url=case.thing.url,
        platform=case.thing.platform,
        platform_id=case.thing.platform_id,
        account=case.account,
        jurisdiction=case.region or "ID",
        about=shown,
        personal_data="shown" if show_personal else "masked",
        items=tuple(_items(items)),
        files=tuple(files),
    )


def _items(items: Iterable[EvidenceItem]) -> Iterator[Item]:
    for item in items:
        yield Item(BYTES + item.sha256, item, item.captured_at.astimezone(WIB))


def _custody(case: Case, further: Iterable[Handling]) -> bytes:
    return _json(chained(custody_of(case, further)))


def _case_json(case: Case, show_personal: bool) -> bytes:
    told = msgspec.to_builtins(case)
    told.pop("appeal_key")  # the way into the author's page is nobody else's
    return _json(told if show_personal else masked(told))


def masked(value: Any) -> Any:
    """The same structure with personal data in every text replaced by their kind (suluh.text.privacy)."""
    if isinstance(value, str):
        return mask(value).text
    if isinstance(value, dict):
        return {key: inner if key in _NOT_TEXT else masked(inner) for key, inner in value.items()}
    return [masked(inner) for inner in value] if isinstance(value, list | tuple) else value


_NOT_TEXT = frozenset(
    {"sha256", "perceptual", "at", "opened_at", "last_at", "captured_at", "id", "case", "by"}
)


def _masked(about: About) -> About:
    words = tuple(mask(text).text for text in about.words)
    return msgspec.structs.replace(about, words=words, harm=mask(about.harm).text)


def _json(value: Any) -> bytes:
    return msgspec.json.format(msgspec.json.encode(value, order="sorted"), indent=1)


def _as_file(case: str) -> str:
    """The case's id as a name of a file, whatever it contains."""
    return (
        "".join(c if c.isascii() and (c.isalnum() or c in "-_") else "_" for c in case)[:80]
        or "case"
    )
