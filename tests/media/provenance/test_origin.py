from __future__ import annotations

from pathlib import Path

import made
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from PIL import Image, PngImagePlugin

from suluh.media.provenance import origin_of
from suluh.media.provenance.picture import aigc_label, xmp_says
from suluh.media.provenance.video import tags_say

AI = "http://cv.iptc.org/newscodes/digitalsourcetype/trainedAlgorithmicMedia"
CAMERA = "http://cv.iptc.org/newscodes/digitalsourcetype/digitalCapture"
XMP = (
    b'<x:xmpmeta xmlns:x="adobe:ns:meta/"><rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#">'
    b'<rdf:Description xmlns:Iptc4xmpExt="http://iptc.org/std/Iptc4xmpExt/2008-02-29/" %s</rdf:RDF></x:xmpmeta>'
)


def _file(folder: Path, data: bytes, name: str = "a.bin") -> Path:
    path = folder / name
    path.write_bytes(data)
    return path


def test_valid_credentials_that_say_ai_are_believed_and_their_signer_named(tmp_path):
    origin = origin_of(_file(tmp_path, made.signed(made.jpeg(), "image/jpeg", AI)), 3)
    assert (origin.medium, origin.credentials, origin.says_ai) == (3, "valid", True)
    assert (origin.source_type, origin.generator) == ("trainedAlgorithmicMedia", "Pembuat Uji")
    assert origin.signer == "Penanda Uji"
    assert "signer not known here" in origin.seen


def test_a_signer_whose_root_the_user_trusts_is_said_to_be_trusted(tmp_path):
    path = _file(tmp_path, made.signed(made.jpeg(), "image/jpeg", AI))
    assert "trusted signer" in origin_of(path, 0, anchors=made.authority()[0].decode()).seen


def test_a_camera_that_signs_does_not_say_ai(tmp_path):
    origin = origin_of(_file(tmp_path, made.signed(made.jpeg(), "image/jpeg", CAMERA)), 0)
    assert (origin.credentials, origin.says_ai) == ("valid", False)
    assert origin.source_type == "digitalCapture"


def test_tampered_pixels_make_credentials_invalid_and_what_they_say_is_only_shown(tmp_path):
    data = bytearray(made.signed(made.jpeg(), "image/jpeg", AI))
    data[-30] ^= 0xFF
    origin = origin_of(_file(tmp_path, bytes(data)), 0)
    assert (origin.credentials, origin.says_ai) == ("invalid", False)
    assert "trainedAlgorithmicMedia" in origin.seen
    assert "dataHash.mismatch" in origin.seen


def test_a_saved_copy_has_no_credentials_and_proves_nothing(tmp_path):
    path = _file(tmp_path, made.signed(made.jpeg(), "image/jpeg", AI))
    copy = tmp_path / "copy.jpg"
    Image.open(path).save(copy, "JPEG")
    origin = origin_of(copy, 0)
    assert (origin.credentials, origin.says_ai, origin.seen) == ("absent", False, "")


def test_an_ai_picture_that_was_only_edited_afterwards_still_says_ai(tmp_path):
    first = made.signed(made.jpeg(), "image/jpeg", AI)
    data = made.signed(first, "image/jpeg", "", edited=True)
    origin = origin_of(_file(tmp_path, data), 0)
    assert (origin.credentials, origin.says_ai) == ("valid", True)


def test_a_signed_video_is_read(tmp_path):
    path = made.video(tmp_path / "v.mp4", 0.5)
    data = made.signed(path.read_bytes(), "video/mp4", AI)
    origin = origin_of(_file(tmp_path, data), 0)
    assert (origin.credentials, origin.says_ai) == ("valid", True)


@pytest.mark.parametrize(
    ("inside", "says_ai", "word"),
    [
        (b'Iptc4xmpExt:DigitalSourceType="%s"/>' % AI.encode(), True, "trainedAlgorithmicMedia"),
        (b"><Iptc4xmpExt:DigitalSourceType>%s</Iptc4xmpExt:DigitalSourceType></rdf:Description>" % AI.encode(), True, "trainedAlgorithmicMedia"),
        (b'><Iptc4xmpExt:DigitalSourceType rdf:resource="%s"/></rdf:Description>' % AI.encode(), True, "trainedAlgorithmicMedia"),
        (b'Iptc4xmpExt:DigitalSourceType="http://cv.iptc.org/newscodes/digitalsourcetype/compositeWithTrainedAlgorithmicMedia"/>', True, "compositeWithTrainedAlgorithmicMedia"),
        (b'Iptc4xmpExt:DigitalSourceType="%s"/>' % CAMERA.encode(), False, "digitalCapture"),
        (b'Iptc4xmpExt:DigitalSourceType="http://cv.iptc.org/newscodes/digitalsourcetype/algorithmicallyEnhanced"/>', False, "algorithmicallyEnhanced"),  # a filter
        (b'Iptc4xmpExt:DigitalSourceType="http://cv.iptc.org/newscodes/digitalsourcetype/compositeSynthetic"/>', False, "compositeSynthetic"),  # may be drawn by hand
    ],
)  # fmt: skip
def test_the_iptc_digital_source_type_is_read_in_each_way_of_writing_it(
    tmp_path, inside, says_ai, word
):
    path = _file(tmp_path, made.jpeg(xmp=XMP % inside))
    origin = origin_of(path, 0)
    assert (origin.says_ai, origin.source_type) == (says_ai, word)


@pytest.mark.parametrize(
    ("name", "text", "says_ai"),
    [
        ("parameters", "seorang tokoh\nNegative prompt: x\nSteps: 20, Sampler: Euler a, CFG scale: 7, Seed: 1", True),
        ("prompt", '{"3": {"class_type": "KSampler", "inputs": {"seed": 5}}}', True),
        ("workflow", '{"nodes": [], "links": []}', True),
        ("Software", "NovelAI", True),
        ("parameters", "ukuran 3 kali 4", False),  # a word that anyone may write
        ("prompt", "tulis namamu", False),
        ("Software", "Adobe Photoshop 25.0", False),  # an editor that can do both
        ("Description", "Bukan Midjourney, foto asli", False),  # to speak of one is not to be one
        ("Description", "Created with Midjourney", True),
    ],
)  # fmt: skip
def test_texts_beside_the_pixels_of_a_png(tmp_path, name, text, says_ai):
    info = PngImagePlugin.PngInfo()
    info.add_text(name, text)
    assert origin_of(_file(tmp_path, made.encoded("PNG", pnginfo=info)), 0).says_ai is says_ai


def test_exif_names_the_program(tmp_path):
    exif = Image.Exif()
    exif[0x0131] = "Stable Diffusion XL"
    origin = origin_of(_file(tmp_path, made.jpeg(exif=exif)), 0)
    assert (origin.says_ai, origin.generator) == (True, "Stable Diffusion XL")
    exif[0x0131] = "HDR+ 1.0.345618096zd"
    assert origin_of(_file(tmp_path, made.jpeg(exif=exif)), 0).says_ai is False


@pytest.mark.parametrize(
    ("tags", "says_ai"),
    [
        ({"aigc_info": '{"aigc_label_type": 1}'}, True),
        ({"information": '{"aigc_label_type":2,"x":{}}'}, True),
        ({"aigc_info": '{"aigc_label_type": 0}'}, False),
        ({"aigc_info": "aigc_label_type banyak"}, False),
        ({"aigc": '{"Label":"1","ContentProducer":"001"}'}, True),
        ({"aigc": '{"Label":"2"}'}, False),  # "may be" is a guess of somebody else
        ({"comment": "Made with Runway? no"}, False),
        ({"encoder": "Lavf61.1.100"}, False),
        ({"com.apple.quicktime.software": "18.1"}, False),
        ({"comment": "Generated by HeyGen"}, True),
    ],
)
def test_tags_of_a_video(tags, says_ai):
    assert any(each.ai for each in tags_say(tags)) is says_ai


def test_tags_are_read_from_the_file(tmp_path):
    path = made.video(
        tmp_path / "v.mp4",
        0.3,
        tags={"comment": "vid:v1", "aigc_info": '{"aigc_label_type": 1}'},
        options={"movflags": "use_metadata_tags"},
    )
    origin = origin_of(path, 0)
    assert origin.says_ai
    assert "aigc_label_type: 1" in origin.seen


@given(st.text(max_size=300))
@settings(max_examples=50, deadline=None)
def test_any_text_where_metadata_stand_is_borne(text):
    list(xmp_says("DigitalSourceType=" + text))
    list(aigc_label("AIGC" + text))
    list(tags_say({"comment": text, "aigc": text, "aigc_info": "aigc_label_type" + text}))


@pytest.fixture(scope="module")
def signed_jpeg() -> bytes:
    return made.signed(made.jpeg(), "image/jpeg", AI)


@given(st.data())
@settings(max_examples=40, deadline=None)
def test_no_change_of_the_pixels_leaves_credentials_valid(signed_jpeg, tmp_path_factory, data):
    pixels = signed_jpeg.rindex(b"\xff\xdb")
    at = data.draw(st.integers(pixels, len(signed_jpeg) - 1))
    changed = bytearray(signed_jpeg)
    changed[at] ^= data.draw(st.integers(1, 255))
    path = _file(tmp_path_factory.mktemp("c"), bytes(changed))
    assert origin_of(path, 0).credentials != "valid"


@given(st.data())
@settings(max_examples=40, deadline=None)
def test_any_change_anywhere_is_borne(signed_jpeg, tmp_path_factory, data):
    at = data.draw(st.integers(8, len(signed_jpeg) - 1))
    changed = signed_jpeg[:at] + data.draw(st.binary(max_size=40)) + signed_jpeg[at + 20 :]
    origin_of(_file(tmp_path_factory.mktemp("c"), changed), 0)
