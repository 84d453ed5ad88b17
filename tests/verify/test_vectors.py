"""The published vectors: they are what the script writes, and our verifier answers each as written."""

from __future__ import annotations

import ast
import importlib.util
import json
import sys
import zipfile
from pathlib import Path
from typing import Any

import pytest

ROOT = Path(__file__).parents[2]
VERIFY = ROOT / "verify"
VECTORS = VERIFY / "vectors"
sys.path.insert(0, str(VERIFY))

from suluh_verify import tree  # noqa: E402 - a distribution of its own beside Suluh's
from suluh_verify.cli import COMMANDS, main, words  # noqa: E402

# Published with the reference implementations of RFC 6962: roots over the first 0 to 8 leaves
ROOTS = [
    "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855",
    "6e340b9cffb37a989ca544e6bb780a2c78901d3fb33738768511a30617afa01d",
    "fac54203e7cc696cf0dfcb42c92a1d9dbaf70ad9e621f4bd8d98662f00e3c125",
    "aeb6bcfe274b70a14fb067a5e5578264db0fa9b51af5e0ba159158f329e06e77",
    "d37ee418976dd95753c1c73862b9398fa2a2cf9b4ff0fdfe8b30cd95209614b7",
    "4e3bbb1f7b478dcfe71fb631631519a3bca12c9aefca1612bfce4c13a86264d4",
    "76e67dadbcdf1e10e1b74ddc608abd2f98dfb16fbce75277b5232a127f2087ef",
    "ddb89be403809e325750d3d263cd78929c2942b7942a34b77e122c9594a74c8c",
    "5dc9da79a70659a9ad559cb701ded9a2ab9d823aad2f4960cfe370eff4604328",
]
# The proof that they print for the first leaf of eight, and between the trees of one and of eight
PATH = [
    "96a296d224f285c67bee93c30f8a309157f0daa35dc5b87e410b78630a09cfc7",
    "5f083f0a1a33ca076a95279832580db3e0ef4584bdff1f54c8a360f50de3031e",
    "6b47aaf29ee3c2af9af889bc1fb9254dabd31177f16232dd6aab035ca39bf6e4",
]


def read(name: str) -> Any:
    return json.loads((VECTORS / name).read_text("utf-8"))


def asked(*words: str) -> tuple[int, str]:
    """The command in the vectors' folder; its exit code and what it printed."""
    import contextlib
    import io

    out = io.StringIO()
    named = [str(VECTORS / w) if (VECTORS / w).is_file() else w for w in words]
    with contextlib.redirect_stdout(out), pytest.raises(SystemExit) as done:
        main(named)
    return int(done.value.code or 0), out.getvalue()


@pytest.mark.parametrize("case", read("cases.json"), ids=lambda case: " ".join(case["asked"])[:70])
def test_each_case_is_answered_as_published(case: dict[str, Any]) -> None:
    code, said = asked(*case["asked"], "--json")
    found = json.loads(said)
    assert {fault["kind"] for fault in found["faults"]} == set(case["faults"])
    assert (code == 0) is found["ok"] is case["ok"]


def test_the_small_trees_are_those_of_the_reference() -> None:
    told = read("rfc6962.json")
    assert told["roots"] == ROOTS
    by_place = {(one["leaf_index"], one["tree_size"]): one["path"] for one in told["inclusion"]}
    between = {(one["first"], one["second"]): one["path"] for one in told["consistency"]}
    assert by_place[0, 8] == PATH == between[1, 8] and by_place[0, 1] == []


def test_every_small_proof_holds_and_none_holds_elsewhere() -> None:
    told = read("rfc6962.json")
    leaves, roots = ([bytes.fromhex(x) for x in told[key]] for key in ("leaves", "roots"))
    for one in told["inclusion"]:
        path, size = [bytes.fromhex(x) for x in one["path"]], one["tree_size"]
        where = [
            i
            for i in range(8)
            if tree.includes(leaves[one["leaf_index"]], i, size, path, roots[size])
        ]
        assert where == [one["leaf_index"]]
    for one in told["consistency"]:
        path, new = [bytes.fromhex(x) for x in one["path"]], one["second"]
        fits = [m for m in range(1, 9) if tree.continues(m, new, path, roots[m], roots[new])]
        assert fits == [one["first"]]


def test_the_script_writes_the_same_bytes_again(tmp_path: Path) -> None:
    spec = importlib.util.spec_from_file_location("vectors", ROOT / "scripts/vectors.py")
    assert spec and spec.loader
    script = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(script)
    script.main(tmp_path)
    there = {path.name: _content(path) for path in VECTORS.iterdir() if path.suffix != ".md"}
    assert {path.name: _content(path) for path in tmp_path.iterdir()} == there


def _content(path: Path) -> object:
    """The bytes; of a zip those of its members in order, since versions of Python write its headers differently."""
    if path.suffix != ".zip":
        return path.read_bytes()
    with zipfile.ZipFile(path) as whole:
        return [(one.filename, one.date_time, whole.read(one)) for one in whole.infolist()]


def test_every_vector_is_explained_or_asked_for() -> None:
    named = (VECTORS / "README.md").read_text("utf-8") + (VECTORS / "cases.json").read_text("utf-8")
    names = {path.name for path in VECTORS.iterdir()} - {"README.md"}
    assert [name for name in sorted(names) if name not in named] == []


def test_it_stands_on_the_standard_library_and_cryptography() -> None:
    known = sys.stdlib_module_names | {"cryptography", "suluh_verify"}
    for path in (VERIFY / "suluh_verify").glob("*.py"):
        for node in ast.walk(ast.parse(path.read_text("utf-8"))):
            names = [node.module or ""] if isinstance(node, ast.ImportFrom) else []
            names += [n.name for n in node.names] if isinstance(node, ast.Import) else []
            assert {name.split(".")[0] for name in names} <= known, path.name


def test_both_languages_say_everything() -> None:
    assert words("id").keys() == words("en").keys()
    assert {f"what_{name}" for name in COMMANDS} <= words("id").keys()
    kinds = {kind for case in read("cases.json") for kind in case["faults"]}
    assert kinds <= words("id").keys()


def test_every_fault_in_the_code_has_its_words() -> None:
    """A fault without words would fail at the worst moment: when something is wrong."""
    kinds = set()
    for path in (VERIFY / "suluh_verify").glob("*.py"):
        for node in ast.walk(ast.parse(path.read_text("utf-8"))):
            if isinstance(node, ast.Call):
                name = getattr(node.func, "id", getattr(node.func, "attr", ""))
                at = {"Fault": 0, "Broken": 0, "must": 1}.get(name)
                if (
                    at is not None
                    and len(node.args) > at
                    and isinstance(node.args[at], ast.Constant)
                ):
                    kinds.add(str(node.args[at].value))
    assert len(kinds) > 25 and kinds <= words("id").keys()


def test_a_person_reads_what_is_wrong_and_what_stays_open() -> None:
    code, said = asked("dump", "dump-altered.jsonl", "--key", "key.json")
    assert code == 1 and said.splitlines() == [
        "TIDAK UTUH: 1 cacat.",
        "  peristiwa 1: isinya diubah (sidiknya tidak cocok)",
    ]
    code, said = asked("head", "head-5.json", "--lang", "en")
    assert code == 0 and "well formed" in said and "the signature was not checked" in said
