"""The house's own files: style, scripts, the sign. Their addresses carry their content, so they can be kept for ever."""

from __future__ import annotations

import hashlib
from functools import cache
from pathlib import Path

FOLDER = Path(__file__).parent / "static"
KINDS = {
    ".css": "text/css; charset=utf-8",
    ".js": "text/javascript; charset=utf-8",
    ".svg": "image/svg+xml",
    ".png": "image/png",
    ".ics": "text/calendar; charset=utf-8",
    ".json": "application/json; charset=utf-8",
    ".csv": "text/csv; charset=utf-8",
    ".webmanifest": "application/manifest+json; charset=utf-8",
    ".html": "text/html; charset=utf-8",
    ".txt": "text/plain; charset=utf-8",
    ".xml": "application/xml; charset=utf-8",
    ".atom": "application/atom+xml; charset=utf-8",
    ".pdf": "application/pdf",
    ".parquet": "application/vnd.apache.parquet",
    ".zip": "application/zip",
}  # fmt: skip


def kind_of(path: str) -> str:
    """The content type of an address; one that ends with a slash is a page."""
    return KINDS.get(Path(path).suffix, KINDS[".html"])


@cache
def addresses() -> dict[str, str]:
    """name → address: {"guide.css": "a/guide.1f2e3d4c.css"}."""
    return {
        p.name: f"a/{p.stem}.{_mark(p)}{p.suffix}"
        for p in sorted(FOLDER.iterdir())
        if p.name != "worker.js"
    }


@cache
def contents() -> dict[str, bytes]:
    """address → bytes."""
    return {address: (FOLDER / name).read_bytes() for name, address in addresses().items()}


def _mark(path: Path) -> str:
    return hashlib.sha256(path.read_bytes()).hexdigest()[:8]
