"""A file of pictures and sound in time, opened so that nothing but that file is ever read.

FFmpeg knows formats that are lists of other files or addresses (HLS, ffconcat, SDP, DASH, image sequences) and
"files" such as concat: or http:. None of them is opened here: the bytes are handed over by us, only a few
self-contained formats are let through, and a format that asks for another file is refused.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any, NoReturn, cast

import av
from av.container import InputContainer

from suluh.media.limits import LIMITS, Limits
from suluh.media.opening.files import BOXES, Unreadable, head_of, kind_by_head

FORMATS = (
    "mov,mp4,m4a,3gp,3g2,mj2,matroska,webm,avi,flv,mpeg,mpegts,ogg,mp3,aac,flac,wav,amr,amrnb,amrwb"
)
STREAMS = 32  # of one file are opened; a post's video has two, a film a dozen
DAMAGED = 200  # packets passed over before a stream is given up
PIECES = 10_000  # of an MP4 walked through
AHEAD = 1 << 18  # bytes read at a time
# What phones, platforms and editing programs write. FFmpeg's other decoders are older and less tried.
DECODERS = frozenset(
    "h264 hevc vp8 vp9 av1 libdav1d mpeg4 msmpeg4v3 h263 mpeg1video mpeg2video mjpeg theora flv vc1 wmv2 "
    "prores rawvideo png aac aac_latm mp3 mp3float mp2 mp2float opus libopus vorbis flac alac ac3 eac3 amrnb amrwb "
    "libopencore_amrnb libopencore_amrwb adpcm_ms adpcm_ima_wav adpcm_ima_qt pcm_s16le pcm_s16be pcm_s24le "
    "pcm_s32le pcm_f32le pcm_u8 pcm_alaw pcm_mulaw".split()
)
FAULTS = (av.FFmpegError, OSError, ValueError, OverflowError, RuntimeError, MemoryError)


@contextmanager
def opened(path: Path, limits: Limits = LIMITS) -> Iterator[InputContainer]:
    """The container of a file whose first bytes are those of a known format. Raises Unreadable, also from within."""
    if kind_by_head(head_of(path, limits)) not in ("video", "sound"):
        raise Unreadable("not a known format of video or sound")
    options = {"format_whitelist": FORMATS, "max_pixels": str(limits.pixels)}
    options |= {"max_streams": str(STREAMS), "protocol_whitelist": "none"}
    try:
        with (
            path.open("rb") as file,
            av.open(
                file,
                options=options,
                io_open=_refuse,
                buffer_size=AHEAD,
                metadata_errors="replace",
            ) as box,
        ):
            yield cast(InputContainer, box)
    except FAULTS as error:
        raise Unreadable(f"not readable: {_cause(error)}") from None


def _refuse(*_: object, **__: object) -> NoReturn:
    raise PermissionError("a medium may not ask for another file")


def _cause(error: BaseException) -> str:
    return str(getattr(error, "strerror", None) or error or type(error).__name__)


def is_cut(path: Path) -> bool:
    """Whether the last piece of an MP4, AVI or WAV promises more bytes than the file has."""
    size = path.stat().st_size
    with path.open("rb") as file:
        start = file.read(12)
        if start[:4] == b"RIFF":
            return int.from_bytes(start[4:8], "little") + 8 > size
        if start[4:8] not in BOXES:
            return False
        at = 0
        for _ in range(PIECES):
            file.seek(at)
            length = _box_length(file.read(16))
            if not 8 <= length <= size - at:
                return length != 0 and at < size
            at += length
    return False


def _box_length(head: bytes) -> int:
    """Of one piece of an MP4 (ISO 14496-12, 4.2); 0: to the end of the file."""
    length = int.from_bytes(head[:4], "big")
    return int.from_bytes(head[8:16], "big") if length == 1 else length


def moving_picture(box: InputContainer) -> Any | None:
    """The first video stream that is not the cover of a sound; None when there is none."""
    for stream in box.streams.video:
        if not stream.disposition & av.stream.Disposition.attached_pic:
            return stream
    return None


def has_moving_picture(path: Path, limits: Limits = LIMITS) -> bool | None:
    """None when the file cannot be understood; whoever reads it then says why."""
    try:
        with opened(path, limits) as box:
            return moving_picture(box) is not None
    except Unreadable:
        return None


def decoded(
    box: InputContainer,
    stream: Any,
    notes: list[str],
    spared: Callable[[Any], bool] | None = None,
) -> Iterator[Any]:
    """The frames of one stream; damaged packets are passed over and counted in `notes`. Raises Unreadable.

    spared: whether nobody wants the frame of a packet; it is then decoded only where other frames are built upon it.
    """
    _known(stream)
    damaged = 0
    for packet in _packets(box, stream, notes):
        if spared is not None:
            stream.codec_context.skip_frame = "NONREF" if spared(packet) else "DEFAULT"
        try:
            yield from packet.decode()
        except av.FFmpegError:
            damaged += 1
            if damaged >= DAMAGED:
                break
    if damaged:
        notes.append(f"{damaged} damaged pieces were passed over")


def _known(stream: Any) -> None:
    context = stream.codec_context
    if context is None or context.codec.name not in DECODERS:
        name = context.codec.name if context is not None else "unknown"
        raise Unreadable(f"its encoding is not read: {name}")
    stream.thread_type = "NONE"


def _packets(box: InputContainer, stream: Any, notes: list[str]) -> Iterator[Any]:
    """Until the end, or until the file is found to be cut or broken."""
    try:
        yield from box.demux(stream)
    except (av.FFmpegError, OSError) as error:
        notes.append(f"cannot be read to its end: {_cause(error)}")
