"""Whatever a stranger hands in, the answer is a list of faults and never a traceback."""

from __future__ import annotations

import json
import sys
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

VERIFY = Path(__file__).parents[2] / "verify"
VECTORS = VERIFY / "vectors"
sys.path.insert(0, str(VERIFY))

from suluh_verify import tree  # noqa: E402 - a distribution of its own beside Suluh's
from suluh_verify.cli import checked, main, parser  # noqa: E402
from suluh_verify.receipts import event_hash  # noqa: E402

from suluh.ledger.events import hash_of  # noqa: E402

KEY = ["--key", str(VECTORS / "key.json")]
FORMS = {
    "head": "head-300.json",
    "receipt": "receipt-statement.json",
    "consistency": "consistency-5-300.json",
    "dump": "dump-hashes.jsonl",
    "package": "package.zip",
}
quick = settings(
    max_examples=60,
    deadline=None,
    suppress_health_check=[HealthCheck.too_slow, HealthCheck.function_scoped_fixture],
)


def faults(command: str, path: Path, *further: str) -> list[str]:
    return [
        f.kind for f in checked(parser().parse_args([command, str(path), *KEY, *further])).faults
    ]


@quick
@given(command=st.sampled_from(sorted(FORMS)), data=st.binary(max_size=300))
def test_any_bytes_at_all(command: str, data: bytes, tmp_path: Path) -> None:
    path = tmp_path / "asing"
    path.write_bytes(data)
    assert faults(command, path)


@quick
@given(
    command=st.sampled_from(sorted(FORMS)),
    at=st.integers(0, 10**6),
    flip=st.integers(1, 255),
)
def test_one_flipped_byte_is_never_a_traceback(
    command: str, at: int, flip: int, tmp_path: Path
) -> None:
    data = bytearray((VECTORS / FORMS[command]).read_bytes())
    data[at % len(data)] ^= flip
    path = tmp_path / FORMS[command]
    path.write_bytes(bytes(data))
    faults(command, path)  # white space between JSON tokens may change and nothing with it


ODD = st.none() | st.booleans() | st.integers() | st.text(max_size=5) | st.just([]) | st.just({})


@quick
@given(command=st.sampled_from(["head", "receipt", "consistency"]), data=st.data())
def test_another_value_in_any_field_is_a_fault(
    command: str, data: st.DataObject, tmp_path: Path
) -> None:
    told: Any = json.loads((VECTORS / FORMS[command]).read_text("utf-8"))
    inner = told
    while True:
        name = data.draw(st.sampled_from(sorted(inner)))
        if not isinstance(inner[name], dict) or data.draw(st.booleans()):
            break
        inner = inner[name]
    before, inner[name] = inner[name], data.draw(ODD)
    path = tmp_path / "lain.json"
    path.write_text(json.dumps(told), "utf-8")
    assert faults(command, path) or inner[name] == before


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ('{"form":1,"form":2}', "not_json"),  # which of the two would count?
        ("[" * 100_000, "not_json"),  # too deep
        ("9" * 10_000, "not_json"),  # too long a number
        ("[]", "other_fields"),
        ("\ufeff{}", "not_json"),
    ],
)
def test_json_that_is_none_is_refused(text: str, kind: str, tmp_path: Path) -> None:
    path = tmp_path / "kepala.json"
    path.write_text(text, "utf-8")
    assert faults("head", path) == [kind]


def test_a_file_that_is_not_there_is_an_unclear_request(capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit) as done:
        main(["head", "tiada.json"])
    assert done.value.code == 2
    assert capsys.readouterr().err == "suluh-verify: berkas tiada.json tidak ada\n"


text = st.text(st.characters(exclude_categories=("Cs",)))


@given(st.integers(1, 2**53), text, text, text)
def test_an_event_is_hashed_as_the_ledger_hashes_it(
    seq: int, kind: str, subject: str, body: str
) -> None:
    event = {"seq": seq, "at": "2024-11-27T00:00:00.000000+00:00", "kind": kind, "subject": subject}
    event |= {"body": body, "prev_hash": "0" * 64}
    assert event_hash(event) == hash_of(*event.values())  # type: ignore[arg-type]


@given(
    st.integers(0, 200),
    st.integers(0, 200),
    st.lists(st.binary(min_size=32, max_size=32), max_size=9),
)
def test_made_up_proofs_prove_nothing(first: int, second: int, path: list[bytes]) -> None:
    root = b"\7" * 32
    assert not tree.includes(b"daun", first, second, path, root)
    if first != second and first:
        assert not tree.continues(first, second, path, b"\6" * 32, root)
