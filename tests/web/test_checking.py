"""Benarkah? on the server: no cookie, nothing kept, one path that other pages may frame."""

from __future__ import annotations

import io
import json
import tempfile
from pathlib import Path
from typing import Any

import pytest
from django.core.cache import cache
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from PIL import Image, ImageDraw, ImageFont

from suluh.house.checker.widget import SCRIPT, integrity, script_tag
from suluh.house.files import addresses
from suluh.typefaces import face
from suluh.web.models import CaseRow
from suluh.web.store import LEDGER

FALSE = "Nyoblosnya tanggal 28 November 2024, hubungi 081234567890"
UNKNOWN = "Kotak suara di kecamatan sebelah belum datang"


@pytest.fixture(autouse=True)
def before_the_vote(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("SULUH_AS_OF", "2024-11-20")
    cache.clear()


def asked(text: str, **more: Any) -> Any:
    sent = json.dumps({"text": text, **more})
    return Client().post("/api/publik/periksa", sent, content_type="application/json")


def test_a_pasted_message_is_answered_with_the_fact_its_source_and_its_page() -> None:
    client = Client(enforce_csrf_checks=True)
    answer = client.post("/benarkah/", {"words": FALSE})
    page = answer.content.decode()
    assert answer.status_code == 200 and not answer.cookies and not client.cookies
    assert "tidak sesuai fakta resmi" in page and "27 November 2024" in page
    assert "PKPU 2/2024" in page and "fakta/ID-SCH-001/" in page
    assert "081234567890" not in page and answer["Cache-Control"] == "no-store"


def test_nothing_that_is_pasted_is_kept(installation: Path) -> None:
    word = "qzxkunci"
    before = (CaseRow.objects.count(), len(list(LEDGER.events())))
    for text in (f"{FALSE} {word}", f"{UNKNOWN} {word}"):
        assert Client().post("/benarkah/", {"words": text}).status_code == 200
        assert asked(text).status_code == 200
        assert Client().post("/benarkah/kirim/", {"words": text}).status_code == 200
    assert (CaseRow.objects.count(), len(list(LEDGER.events()))) == before
    held = [p for p in installation.rglob("*") if p.is_file() and word.encode() in p.read_bytes()]
    assert held == []


def test_what_is_unknown_goes_to_the_tip_line_only_when_its_own_form_is_sent() -> None:
    page = Client().post("/benarkah/", {"words": UNKNOWN}).content.decode()
    assert "belum punya fakta resmi" in page and "benarkah/kirim/" in page
    form = Client().post("/benarkah/kirim/", {"words": UNKNOWN}).content.decode()
    assert UNKNOWN in form and 'action="/lapor/"' in form and CaseRow.objects.count() == 0
    assert Client().post("/lapor/", {"words": UNKNOWN}).status_code == 302
    assert CaseRow.objects.count() == 1


def test_what_a_visitor_writes_never_becomes_part_of_the_page() -> None:
    page = Client().post("/benarkah/", {"words": '<script>x</script> "pilkada" TPS'}).content
    assert b"<script>x" not in page and b"&lt;script&gt;x" in page


def test_only_the_frame_may_stand_in_other_pages() -> None:
    for method in ("get", "post"):
        ask = getattr(Client(), method)
        framed = ask("/benarkah/sisip/", {"words": FALSE})
        assert "frame-ancestors *" in framed["Content-Security-Policy"]
        assert "X-Frame-Options" not in framed
        own = ask("/benarkah/", {"words": FALSE})
        assert "frame-ancestors 'self'" in own["Content-Security-Policy"]


def test_the_script_for_other_pages_is_what_its_hash_says() -> None:
    import hashlib
    from base64 import b64encode

    answer = Client().get("/" + addresses()[SCRIPT])
    hashed = "sha384-" + b64encode(hashlib.sha384(answer.content).digest()).decode()
    assert hashed == integrity() and hashed in script_tag("https://suluh.example/", "id")
    assert answer["Access-Control-Allow-Origin"] == "*"


def test_programs_get_the_same_answer_from_anywhere() -> None:
    answer = asked(FALSE, lang="en")
    said = answer.json()
    assert answer["Access-Control-Allow-Origin"] == "*" and not answer.cookies
    assert said["verdict"] == "contradicts" and said["facts"][0]["id"] == "ID-SCH-001"
    assert "28" not in said["share"].split("http")[0].replace(
        "2024", ""
    )  # the hoax is not said again
    card = Client().get("/" + said["card"])
    assert Image.open(io.BytesIO(card.content)).size == (1080, 1080)
    assert Client().options("/api/publik/periksa").status_code == 204


def test_an_answer_is_as_the_description_says() -> None:
    jsonschema = pytest.importorskip("jsonschema")
    described = Client().get("/api/publik/openapi.json").json()
    schema = {"$ref": "#/components/schemas/Answer", "components": described["components"]}
    for text in (FALSE, UNKNOWN, "Menurutku calon itu payah jadi gubernur"):
        jsonschema.validate(asked(text).json(), schema)


@pytest.mark.parametrize(
    ("body", "why"),
    [
        ("{", "unreadable"),
        ("[]", "unreadable"),
        ('{"text": ""}', "empty"),
        ('{"text": "a", "lang": "xx"}', "lang"),
        ('{"text": "a", "more": 1}', "unreadable"),
        (b'{"text": "\xb1"}', "unreadable"),
        (json.dumps({"text": "a" * 5001}), "long"),
    ],
)
def test_what_cannot_be_checked_says_why(body: str | bytes, why: str) -> None:
    answer = Client().post("/api/publik/periksa", body, content_type="application/json")
    assert (answer.status_code, answer.json()) == (400, {"error": why})


def test_too_many_from_one_line_are_told_to_wait_and_others_are_not() -> None:
    for _ in range(40):
        asked("resep rendang")
    assert asked("resep rendang").status_code == 429
    other = Client(REMOTE_ADDR="10.9.8.7").post("/benarkah/", {"words": "resep rendang"})
    assert other.status_code == 200
    assert Client().post("/benarkah/", {"words": "resep rendang"}).status_code == 429


def test_an_empty_form_a_long_message_and_a_file_that_is_no_picture_are_told_apart() -> None:
    def faults(sent: dict[str, Any]) -> tuple[int, str]:
        answer = Client().post("/benarkah/", sent)
        return answer.status_code, answer.content.decode()

    assert faults({"words": " "})[0] == 400
    assert "terlalu panjang" in faults({"words": "a" * 5001})[1]
    for content in (b"MZ\x90", b"\x89PNG\r\n\x1a\nbroken", b"RIFF1234WAVE"):
        code, page = faults({"words": "", "picture": SimpleUploadedFile("x.png", content)})
        assert code == 400 and "bukan gambar" in page


def test_the_writing_in_a_picture_is_checked_and_the_picture_is_gone() -> None:
    pytest.importorskip("rapidocr")
    picture = Image.new("RGB", (1000, 300), "white")
    font = ImageFont.truetype(str(face("plain")), 44)
    ImageDraw.Draw(picture).text((30, 100), "TPS buka sampai jam 5 sore", "black", font)
    out = io.BytesIO()
    picture.save(out, "PNG")
    sent = {"words": "", "picture": SimpleUploadedFile("a.png", out.getvalue())}
    page = Client().post("/benarkah/", sent).content.decode()
    assert "ID-VOT-001" in page and "tulisan yang terbaca" in page
    assert not list(Path(tempfile.gettempdir()).glob("benarkah-*"))


def test_the_label_for_platforms_is_the_same_for_everyone_and_cites_facts() -> None:
    answer = Client().get("/data/label.json")
    label = answer.json()
    assert answer["Access-Control-Allow-Origin"] == "*"
    assert set(label["neutral"]) == {"id", "en"}
    assert all(one["id"]["text"] and one["en"]["text"] for one in label["beside_a_fact"])
    assert "ID-SCH-001" in {one["fact"] for one in label["beside_a_fact"]}
