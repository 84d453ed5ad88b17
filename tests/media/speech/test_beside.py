"""A transcript beside a video."""

from pathlib import Path

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from suluh.media.speech import transcript_beside

SRT = "1\n00:00:01,000 --> 00:00:03,000\nPencoblosan tetap 27 November\n"


def test_a_transcript_beside_a_video_is_used(tmp_path: Path) -> None:
    (tmp_path / "v.srt").write_text(SRT)
    (one,) = transcript_beside(tmp_path / "v.mp4", medium=2) or ()
    assert (one.text, one.place.kind) == ("Pencoblosan tetap 27 November", "transcript")
    assert (one.place.at, one.place.medium, one.place.doubtful) == (1.0, 2, False)


def test_a_transcript_that_a_machine_wrote_is_doubtful(tmp_path: Path) -> None:
    (tmp_path / "v.asr.vtt").write_text("WEBVTT\n\n" + SRT.replace(",", "."))
    assert all(one.place.doubtful for one in transcript_beside(tmp_path / "v.mp4") or ())
    assert transcript_beside(tmp_path / "v.mp4")


def test_without_words_there_is_none(tmp_path: Path) -> None:
    assert transcript_beside(tmp_path / "v.mp4") is None
    (tmp_path / "v.srt").write_text("")
    (tmp_path / "v.vtt").mkdir()
    assert transcript_beside(tmp_path / "v.mp4") is None


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], max_examples=40)
@given(data=st.binary(max_size=200))
def test_any_bytes_are_a_transcript_or_none(tmp_path: Path, data: bytes) -> None:
    (tmp_path / "v.srt").write_bytes(data)
    transcript_beside(tmp_path / "v.mp4")
