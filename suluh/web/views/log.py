"""The public log: heads, key and proofs as pages and as JSON, and the receipt of a document that somebody holds."""

from __future__ import annotations

import hashlib
import re
import zipfile
import zlib
from itertools import islice
from typing import Any

import msgspec
from django.core.files.uploadedfile import UploadedFile
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_safe

from suluh.errors import RequestError
from suluh.ledger.log import consistency, heads
from suluh.web import log
from suluh.web.access import anyone
from suluh.web.asked import line
from suluh.web.partner.limits import asker, within
from suluh.web.store import LEDGER
from suluh.web.tongue import lang_of, said

SHA256 = re.compile(r"[0-9a-f]{64}")
LISTED, AT_ONCE = 10, 100  # heads on the page; in one JSON answer
ASKED = 240  # questions from one line in ten minutes
LARGEST = 64 << 20  # bytes of a document that is hashed here; a larger one is asked for by its hash
MANIFEST = "manifest.json"
FIRST_OF_ZIP = b"PK\x03\x04"


@anyone
@require_http_methods(["GET", "HEAD", "POST"])
def page(request: HttpRequest) -> HttpResponse:
    """The newest heads, how to check them, and a document to be looked for. The document is hashed and not kept."""
    about: dict[str, Any] = {"key": log.public(), "heads": list(islice(heads(LEDGER), LISTED))}
    if request.method != "POST":
        return render(request, "web/log.html", about)
    if not within("log", asker(request), ASKED, 600):
        return _refused(request, about, "tip_slowly", 429)
    sha256 = _hash_in(request)
    if sha256 is None:
        return _refused(request, about, "log_unclear", 400)
    about |= {"asked": sha256}
    try:
        found = log.receipt_for(sha256, timezone.now())
    except RequestError:
        return _refused(request, about, "log_soon", 503)
    if found is None:
        return _refused(request, about, "log_unknown", 404)
    body = found.event.data()
    about |= {
        "found": found,
        "what": body.get("what"),
        "of": body.get("of"),
        "at": found.event.moment(),
    }
    return render(request, "web/log.html", about)


@anyone
@require_safe
def key(request: HttpRequest) -> HttpResponse:
    """The public key."""
    return _json(log.public())


@anyone
@require_safe
def newest(request: HttpRequest) -> HttpResponse:
    """The newest head."""
    found = log.newest()
    return _json(found) if found else _no(404, "no head was signed yet")


@anyone
@require_safe
def all_heads(request: HttpRequest) -> HttpResponse:
    """Heads, the newest first, a hundred at a time; `below` is the number of events of the last one that was read."""
    below = _number(request, "below")
    return _json(list(islice(heads(LEDGER, below), AT_ONCE)))


@anyone
@require_safe
def proof(request: HttpRequest) -> HttpResponse:
    """That the ledger of the head over `first` events is the beginning of that over `second`."""
    if not within("log", asker(request), ASKED, 600):
        return _no(429, "too many questions; ask again later")
    first, second = _number(request, "first"), _number(request, "second")
    if first is None or second is None:
        return _no(400, "first and second are the numbers of events of two signed heads")
    try:
        return _json(consistency(LEDGER, first, second))
    except RequestError as error:
        return _no(404, str(error))


@anyone
@require_safe
def receipt(request: HttpRequest, sha256: str) -> HttpResponse:
    """The receipt of a document by its hash; of a package by that of its manifest."""
    if not within("log", asker(request), ASKED, 600):
        return _no(429, "too many questions; ask again later")
    try:
        found = log.receipt_for(sha256.lower(), timezone.now())
    except RequestError as error:
        return _no(503, str(error))
    return _json(found) if found else _no(404, "no document with this hash was sealed")


def _hash_in(request: HttpRequest) -> str | None:
    """Of the file that was sent, or as it was typed; None for neither, or too large a file."""
    sent = request.FILES.get("file")
    if isinstance(sent, UploadedFile):
        return _hash_of(sent) if (sent.size or 0) <= LARGEST else None
    typed = line(request, "sha256", 80).lower()
    return typed if SHA256.fullmatch(typed) else None


def _hash_of(sent: UploadedFile[Any]) -> str | None:
    """SHA-256 of the bytes; of an evidence package that of its manifest, which stands for all of it."""
    first = sent.read(4)
    sent.seek(0)
    if first == FIRST_OF_ZIP:
        return _manifest_of(sent)
    digest = hashlib.sha256()
    for chunk in sent.chunks():
        digest.update(chunk)
    return digest.hexdigest()


def _manifest_of(sent: UploadedFile[Any]) -> str | None:
    try:
        with zipfile.ZipFile(sent) as archive:
            if archive.getinfo(MANIFEST).file_size > LARGEST:
                return None
            return hashlib.sha256(archive.read(MANIFEST)).hexdigest()
    except (KeyError, OSError, ValueError, NotImplementedError, RuntimeError, EOFError):
        return None
    except (zipfile.BadZipFile, zlib.error):
        return None


def _number(request: HttpRequest, name: str) -> int | None:
    text = request.GET.get(name, "")
    return int(text) if text.isascii() and text.isdigit() and len(text) < 19 else None


def _refused(request: HttpRequest, about: dict[str, Any], why: str, status: int) -> HttpResponse:
    about["problem"] = said(why, lang_of(request))
    return render(request, "web/log.html", about, status=status)


def _json(value: Any) -> HttpResponse:
    body = msgspec.json.format(msgspec.json.encode(value), indent=1) + b"\n"
    # Public and the same for everybody: a page of somebody else's may read and compare it.
    headers = {"Access-Control-Allow-Origin": "*"}
    return HttpResponse(body, content_type="application/json", headers=headers)


def _no(status: int, why: str) -> HttpResponse:
    answer = _json({"problem": why})
    answer.status_code = status
    return answer
