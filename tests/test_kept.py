"""What is kept is made once, made again when a source changes, and never a reason to stop."""

from pathlib import Path

from suluh.kept import kept


def test_it_is_made_once_for_the_same_sources(tmp_path: Path, monkeypatch):
    monkeypatch.setenv("SULUH_CACHE", str(tmp_path / "simpanan"))
    source, made = tmp_path / "kata.yaml", []
    source.write_text("satu")

    def make() -> list[str]:
        made.append(source.read_text())
        return [source.read_text()]

    assert (
        kept("coba", [source], make, list[str])
        == kept("coba", [source], make, list[str])
        == ["satu"]
    )
    source.write_text("dua")
    assert kept("coba", [source], make, list[str]) == ["dua"]
    assert made == ["satu", "dua"]


def test_a_broken_or_unwritable_cache_only_costs_time(tmp_path: Path, monkeypatch):
    folder = tmp_path / "simpanan"
    monkeypatch.setenv("SULUH_CACHE", str(folder))
    kept("coba", [], lambda: [1], list[int])
    for path in folder.iterdir():
        path.write_bytes(b"rusak")
    assert kept("coba", [], lambda: [2], list[int]) == [2]
    monkeypatch.setenv("SULUH_CACHE", str(tmp_path / "kata.yaml" / "bukan folder"))
    (tmp_path / "kata.yaml").write_text("x")
    assert kept("coba", [], lambda: [3], list[int]) == [3]
