"""Imports run downhill, as the design draws them."""

import ast
from pathlib import Path

ROOT = Path(__file__).parent.parent / "suluh"

# From the bottom up; parts in one row do not know each other.
LAYERS = [
    {"errors", "kept", "typefaces", "outgoing"},
    {"facts"},
    {"content", "ledger", "text"},
    {"guide", "learn", "literacy", "intake", "claims", "media"},
    {"accounts"},
    {"links"},
    {"knowledge"},
    {"signals"},
    {"policy"},
    {"actions"},
    {"cases", "networks"},
    {"transparency"},
    {"flow"},
    {"runners", "house"},
    {"audit"},
    {"bench", "report"},
    {"evaluation", "drills"},
    {"web", "cli"},
]
LEVEL = {part: level for level, row in enumerate(LAYERS) for part in row}
FREE = {"__init__", "__main__"}


def _part(path: Path) -> str:
    relative = path.relative_to(ROOT)
    return relative.parts[0].removesuffix(".py")


def _imports(path: Path) -> set[str]:
    found = set()
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.ImportFrom) and (node.module or "").startswith("suluh."):
            found.add(node.module.split(".")[1])
        elif isinstance(node, ast.Import):
            found |= {n.name.split(".")[1] for n in node.names if n.name.startswith("suluh.")}
    return found


def _files():
    return [p for p in ROOT.rglob("*.py") if _part(p) not in FREE]


def test_every_part_has_its_row():
    assert {_part(p) for p in _files()} - {"demo"} <= set(LEVEL)


def test_imports_run_downhill():
    uphill = [
        f"{path.relative_to(ROOT)} imports {part}"
        for path in _files()
        for part in _imports(path)
        if part in LEVEL and part != _part(path) and LEVEL[part] >= LEVEL[_part(path)]
    ]
    assert uphill == []


def test_only_the_ledger_and_the_web_know_django():
    knowing = set()
    for path in _files():
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            names = [node.module or ""] if isinstance(node, ast.ImportFrom) else []
            names += [n.name for n in node.names] if isinstance(node, ast.Import) else []
            if any(name.split(".")[0] in ("django", "ninja") for name in names):
                knowing.add(_part(path))
    assert knowing <= {"ledger", "web"}


def test_no_file_is_called_utils():
    assert not [p for p in _files() if p.stem in {"utils", "util", "helpers", "common", "misc"}]
