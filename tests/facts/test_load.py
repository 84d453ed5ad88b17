"""The official facts load as typed values, and a mistake in a file says where and what was meant."""

from datetime import date
from pathlib import Path

import pytest

from suluh.errors import DataError, RequestError
from suluh.facts import elections, load, regions
from suluh.facts.values import DateValue, TimeRangeValue

ELECTION = """\
id: coba
name_id: Coba
name_en: Try
law: pilkada
voting_date_fact: A-1
"""
FACT = """\
- id: A-1
  slot: voting_date
  statement_id: Hari H.
  statement_en: The day.
  value:
    type: date
    date: "2024-11-27"
  sources:
    - title: Sumber
"""


@pytest.fixture(scope="module")
def facts():
    return load()


def _load(tmp_path: Path, facts: str, election: str = ELECTION):
    folder = tmp_path / "coba"
    folder.mkdir()
    (folder / "election.yaml").write_text(election, encoding="utf-8")
    (folder / "jadwal.yaml").write_text(facts, encoding="utf-8")
    return load("coba", tmp_path)


def test_the_voting_date_and_hours_are_typed(facts):
    assert facts.voting_date == date(2024, 11, 27)
    (hours,) = facts.of_slot("voting_hours")
    assert hours.value == TimeRangeValue("07:00", "13:00", "local")
    assert hours.value.spoken() == "pukul 07.00 sampai 13.00 waktu setempat"


def test_a_fact_without_a_source_is_withheld_and_named(facts):
    assert {f.id for f in facts.withheld} == {"ID-LAW-025", "ID-CON-005"}
    assert facts.get("ID-CON-005") is None


def test_a_narrower_region_answers_first_and_the_nation_answers_the_rest(facts):
    assert {f.id for f in facts.of_slot("official_channel", "18.72")} == {"LP-CON-004"}
    assert facts.of_slot("voting_date", "18.71") == facts.of_slot("voting_date")


@pytest.mark.parametrize(
    ("day", "expected"),
    [
        (date(2024, 11, 19), "LP-CAN-1872-2a"),  # the pair as drawn
        (date(2024, 11, 20), "LP-CAN-1872-2b"),  # the cancellation is announced
        (date(2024, 11, 21), "LP-CAN-1872-2b"),  # and stands for two days
        (date(2024, 11, 22), "LP-CAN-1872-2c"),  # revoked: only the deputy is struck
    ],
)
def test_the_metro_case_has_one_version_a_day(facts, day, expected):
    pair = [f for f in facts.of_slot("candidate_pair", "18.72", day) if f.id != "LP-CAN-1872-1"]
    assert [f.id for f in pair] == [expected]


def test_all_provinces_and_regencies_are_known():
    levels = [r.level for r in regions().by_code.values()]
    assert (levels.count("province"), levels.count("regency")) == (38, 514)


def test_a_second_election_is_a_folder(tmp_path):
    assert set(elections()) == {"pilkada-2024", "contoh-desa-2031"}
    assert load("contoh-desa-2031").voting_date == date(2031, 3, 9)
    assert isinstance(_load(tmp_path, FACT).facts[0].value, DateValue)


def test_an_open_conflict_or_a_memory_is_not_firm(facts):
    assert facts.get("ID-SCH-001").firm
    assert facts.get("ID-SCH-004").firm  # its conflicts are settled misquotations
    assert not facts.get("ID-VOT-002").firm  # open conflict
    assert not facts.get("ID-VOT-004").firm  # from memory


@pytest.mark.parametrize(
    ("before", "after", "error"),
    [
        ("type: date", "type: dat", 'jadwal.yaml:6: unknown type "dat", did you mean "date"?'),
        ("slot: voting", "slott: voting", 'jadwal.yaml:2: unknown field "slott", did you mean "slot"?'),
        ("  value:\n    type: date\n    date: \"2024-11-27\"\n", "  value: 3\n", "jadwal.yaml:5: A-1: a value with a type is missing"),
        ("2024-11-27", "2024-13-27", "jadwal.yaml:5: A-1: Invalid RFC3339"),
        ("statement_en: The day.", "jurisdiction: '18.99'", 'jadwal.yaml:4: A-1: unknown region "18.99"'),
        ("  statement_en: The day.\n", "", "jadwal.yaml:1: A-1: Object missing required field `statement_en`"),
    ],
)  # fmt: skip
def test_a_mistake_names_file_line_and_intention(tmp_path, before, after, error):
    text = FACT.replace(before, after)
    if "18.99" in after:
        text = text.replace("jurisdiction", "statement_en: The day.\n  jurisdiction")
        error = error.replace(":4:", ":5:")
    with pytest.raises(DataError) as raised:
        _load(tmp_path, text)
    assert str(raised.value).startswith(error)


def test_the_same_id_twice_is_refused(tmp_path):
    with pytest.raises(DataError, match=r'jadwal.yaml:10: "A-1" stands already in jadwal.yaml:1'):
        _load(tmp_path, FACT + FACT)


def test_broken_yaml_names_the_line(tmp_path):
    with pytest.raises(DataError, match=r"jadwal.yaml:\d+: not readable as YAML"):
        _load(tmp_path, FACT + "- id: [\n")


def test_an_unknown_election_suggests_a_known_one():
    with pytest.raises(
        RequestError, match='no election "pilkada-2042", did you mean "pilkada-2024"'
    ):
        load("pilkada-2042")


def test_the_version_changes_with_any_byte(tmp_path):
    first = _load(tmp_path, FACT).version
    path = tmp_path / "coba" / "jadwal.yaml"
    path.write_text(FACT.replace("Hari H", "Hari H!"), encoding="utf-8")
    assert load("coba", tmp_path).version != first
