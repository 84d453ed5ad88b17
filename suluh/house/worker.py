"""The service worker: what was read once can be read again without a connection.

The front page, the six questions and the list of questions are kept on the first visit. Every page is asked for on the
line first, because facts change within days; where the line takes longer than a few seconds or is not there, the kept
page answers. A new version of the facts or of the style makes a new worker, which drops what the old one kept.
"""

from __future__ import annotations

import hashlib
import json
from typing import TYPE_CHECKING

from suluh.guide.questions import questions
from suluh.guide.telling import path_of
from suluh.house import files
from suluh.house.render import address_of
from suluh.house.words import languages

if TYPE_CHECKING:
    from suluh.house.site import Site

SOURCE = "worker.js"


def service_worker(site: Site) -> bytes:
    """sw.js with the list of what to keep on the first visit."""
    kept = [*first_visit(site), *files.contents()]
    version = hashlib.sha256("\n".join([site.book.facts.version, *kept]).encode()).hexdigest()[:12]
    head = f"const VERSION = {json.dumps(version)};\nconst FIRST = {json.dumps([f'./{a}' for a in kept])};\n"
    return head.encode() + (files.FOLDER / SOURCE).read_bytes()


def first_visit(site: Site) -> list[str]:
    """The addresses of the pages kept at once, in the first language."""
    six = [path_of(q) for q in questions().front if q in site.book.questions]
    return [address_of(path, languages()[0]) for path in ("", *six, "cari/")]
