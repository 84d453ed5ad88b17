"""Media that the tests make: small, by script, and nobody's."""

from __future__ import annotations

import datetime
import io
import json
from functools import cache
from pathlib import Path
from typing import Any

import av
import numpy as np
from PIL import Image


def plain(width: int = 64, height: int = 48, tone: int = 200) -> np.ndarray:
    return np.full((height, width, 3), tone, np.uint8)


def video(path: Path, seconds: float = 2.0, rate: int = 10, sound: bool = True, **how: Any) -> Path:
    """A grey level that rises, with a tone; `how`: width, height, codec, tags, rotation-free."""
    width, height = how.get("width", 64), how.get("height", 48)
    with av.open(str(path), "w", options=how.get("options", {})) as out:
        out.metadata.update(how.get("tags", {}))
        stream = out.add_stream(how.get("codec", "libx264"), rate=rate)
        stream.width, stream.height, stream.pix_fmt = width, height, how.get("pixels", "yuv420p")
        stream.options = {"g": "5"}
        heard = out.add_stream("aac", rate=16000, layout="mono") if sound else None
        frames = int(seconds * rate)
        for number in range(frames):
            image = plain(width, height, number * 255 // frames)
            if how.get("noise"):
                image = np.random.default_rng(number).integers(0, 255, image.shape, dtype=np.uint8)
            for packet in stream.encode(av.VideoFrame.from_ndarray(image, format="rgb24")):
                out.mux(packet)
        for packet in stream.encode():
            out.mux(packet)
        if heard is not None:
            tone(out, heard, seconds)
    return path


def tone(out: Any, stream: Any, seconds: float, rate: int = 16000) -> None:
    wave = np.sin(np.arange(int(seconds * rate)) * 2 * np.pi * 440 / rate).astype(np.float32) * 0.3
    for start in range(0, len(wave), 1024):
        frame = av.AudioFrame.from_ndarray(wave[None, start : start + 1024], "fltp", "mono")
        frame.sample_rate, frame.pts = rate, start
        for packet in stream.encode(frame):
            out.mux(packet)
    for packet in stream.encode():
        out.mux(packet)


def wav(path: Path, seconds: float = 1.0) -> Path:
    with av.open(str(path), "w") as out:
        stream = out.add_stream("pcm_s16le", rate=16000, layout="mono")
        wave = (np.sin(np.arange(int(seconds * 16000)) / 6) * 9000).astype(np.int16)
        frame = av.AudioFrame.from_ndarray(wave[None], "s16", "mono")
        frame.sample_rate = 16000
        for packet in [*stream.encode(frame), *stream.encode()]:
            out.mux(packet)
    return path


def jpeg(image: np.ndarray | None = None, **how: Any) -> bytes:
    return encoded("JPEG", image, **how)


def encoded(kind: str, image: np.ndarray | None = None, **how: Any) -> bytes:
    out = io.BytesIO()
    Image.fromarray(plain() if image is None else image).save(out, kind, **how)
    return out.getvalue()


@cache
def authority() -> tuple[bytes, bytes, bytes]:
    """A root and a signer made for this run: (root PEM, chain PEM, key PEM)."""
    from cryptography.hazmat.primitives import serialization

    root, root_key = _certificate("Akar Uji")
    leaf, key = _certificate("Penanda Uji", root, root_key)
    pem = serialization.Encoding.PEM
    private = key.private_bytes(
        pem, serialization.PrivateFormat.PKCS8, serialization.NoEncryption()
    )
    return root.public_bytes(pem), leaf.public_bytes(pem) + root.public_bytes(pem), private


def _certificate(name: str, issuer: Any = None, issuer_key: Any = None) -> tuple[Any, Any]:
    from cryptography import x509
    from cryptography.hazmat.primitives import hashes
    from cryptography.hazmat.primitives.asymmetric import ec
    from cryptography.x509.oid import ExtendedKeyUsageOID, NameOID

    key = ec.generate_private_key(ec.SECP256R1())
    is_root = issuer is None
    subject = x509.Name(
        [
            x509.NameAttribute(NameOID.ORGANIZATION_NAME, name),
            x509.NameAttribute(NameOID.COMMON_NAME, name),
        ]
    )
    now = datetime.datetime.now(datetime.UTC)
    usage = dict.fromkeys(
        ("content_commitment", "key_encipherment", "data_encipherment", "key_agreement"), False
    )
    made = (
        x509.CertificateBuilder()
        .subject_name(subject)
        .issuer_name(subject if is_root else issuer.subject)
        .public_key(key.public_key())
        .serial_number(x509.random_serial_number())
        .not_valid_before(now - datetime.timedelta(days=1))
        .not_valid_after(now + datetime.timedelta(days=30))
        .add_extension(x509.BasicConstraints(is_root, None), critical=True)
        .add_extension(
            x509.KeyUsage(
                digital_signature=True,
                key_cert_sign=is_root,
                crl_sign=is_root,
                encipher_only=False,
                decipher_only=False,
                **usage,
            ),
            critical=True,
        )
        .add_extension(x509.SubjectKeyIdentifier.from_public_key(key.public_key()), critical=False)
        .add_extension(
            x509.AuthorityKeyIdentifier.from_issuer_public_key(
                (key if is_root else issuer_key).public_key()
            ),
            critical=False,
        )
    )
    if not is_root:
        made = made.add_extension(
            x509.ExtendedKeyUsage([ExtendedKeyUsageOID.EMAIL_PROTECTION]), critical=False
        )
    return made.sign(key if is_root else issuer_key, hashes.SHA256()), key


def signed(
    data: bytes, mime: str, source_type: str, action: str = "c2pa.created", edited: bool = False
) -> bytes:
    """The same file with Content Credentials that name a digital source type; `edited`: on top of those it has."""
    import c2pa

    _, chain, key = authority()
    signer = c2pa.Signer.from_info(c2pa.C2paSignerInfo(b"es256", chain, key, None))
    step = {"action": action, "softwareAgent": "Pembuat Uji"}
    if source_type:
        step["digitalSourceType"] = source_type
    manifest = {
        "claim_generator_info": [{"name": "Program Uji", "version": "1"}],
        "format": mime,
        "assertions": [] if edited else [{"label": "c2pa.actions", "data": {"actions": [step]}}],
    }
    settings = {"builder": {"thumbnail": {"enabled": False}}, "verify": {"ocsp_fetch": False}}
    builder = c2pa.Builder(json.dumps(manifest), context=c2pa.Context.from_dict(settings))
    if edited:
        builder.set_intent(c2pa.C2paBuilderIntent.EDIT)
    out = io.BytesIO()
    builder.sign(signer, mime, io.BytesIO(data), out)
    return out.getvalue()
