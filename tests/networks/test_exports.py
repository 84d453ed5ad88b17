"""Groups as CSV, GraphML and STIX: what others read holds, whatever the accounts are called."""

from __future__ import annotations

import csv
import io
import json
import re
from xml.etree import ElementTree

import msgspec
import pytest
from invented_posts import Week

from suluh.networks import Group, exports

XML = "{http://graphml.graphdrawing.org/xmlns}"
UUID = re.compile(r"[0-9a-f]{8}-[0-9a-f]{4}-[45][0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}")


@pytest.fixture
def hostile(week: Week) -> Group:
    """A group in which one account has a name made to break what reads it."""
    group = week.found.findings[0]
    name = "=cmd|\"&<\x00>'\u202e"
    one = msgspec.structs.replace(group.members[0], handle=name, account=f"x:{name}")
    old = group.members[0].account
    ties = tuple(
        msgspec.structs.replace(
            tie,
            one=one.account if tie.one == old else tie.one,
            two=one.account if tie.two == old else tie.two,
        )
        for tie in group.ties
    )
    return msgspec.structs.replace(group, members=(one, *group.members[1:]), ties=ties)


def test_graphml_is_a_graph(week: Week, hostile: Group) -> None:
    for groups in (week.found.findings, (hostile,), ()):
        root = ElementTree.fromstring(exports.graphml(groups))
        nodes = [node.get("id") for node in root.iter(f"{XML}node")]
        assert len(nodes) == len(set(nodes)) == sum(len(group.members) for group in groups)
        ends = {edge.get(end) for edge in root.iter(f"{XML}edge") for end in ("source", "target")}
        assert ends <= set(nodes)


def test_no_cell_is_a_formula(hostile: Group) -> None:
    for table in (exports.accounts_csv([hostile]), exports.ties_csv([hostile])):
        rows = list(csv.reader(io.StringIO(table)))
        assert {len(row) for row in rows} == {len(rows[0])}
        assert not [cell for row in rows for cell in row if cell[:1] in tuple("=+-@")]


def test_stix_is_a_bundle_of_what_was_found(week: Week) -> None:
    bundle = exports.stix(week.found.findings)
    by_id = {each["id"]: each for each in bundle["objects"]}
    assert len(by_id) == len(bundle["objects"])
    assert all(
        UUID.fullmatch(name.partition("--")[2]) and name.startswith(each["type"])
        for name, each in by_id.items()
    )
    groupings = [each for each in by_id.values() if each["type"] == "grouping"]
    assert len(groupings) == len(week.found.findings)
    assert all(ref in by_id for each in groupings for ref in each["object_refs"])
    for relation in (each for each in by_id.values() if each["type"] == "relationship"):
        assert {relation["source_ref"], relation["target_ref"]} <= set(by_id)
    logins = {each["account_login"] for each in by_id.values() if each["type"] == "user-account"}
    apart = {member.handle for group in week.found.apart for member in group.members}
    assert not logins & apart  # who is set apart is accused of nothing
    assert json.loads(json.dumps(bundle)) == bundle


def test_stix_of_nothing_is_an_empty_bundle() -> None:
    assert exports.stix([])["objects"] == []


def test_the_bundle_is_stix_to_its_own_library(week: Week, hostile: Group) -> None:
    stix2 = pytest.importorskip("stix2")
    for groups in (week.found.findings, (hostile,)):
        bundle = exports.stix(groups)
        parsed = stix2.parse(json.dumps(bundle), allow_custom=False, version="2.1")
        assert {each.id for each in parsed.objects} == {each["id"] for each in bundle["objects"]}
        for each in parsed.objects:
            if each.type == "user-account":  # the library works the number out by itself
                fields = {"account_type": each.account_type, "account_login": each.account_login}
                assert stix2.v21.UserAccount(**fields).id == each.id


def test_the_graph_is_read_back_as_it_was(week: Week, hostile: Group) -> None:
    networkx = pytest.importorskip("networkx")
    for groups in (week.found.findings, (hostile,)):
        graph = networkx.parse_graphml(exports.graphml(groups))
        assert graph.number_of_nodes() == sum(len(group.members) for group in groups)
        assert graph.number_of_edges() == sum(len(group.ties) for group in groups)
        weights = networkx.get_edge_attributes(graph, "things").values()
        assert sorted(weights) == sorted(tie.weight for group in groups for tie in group.ties)
        parts = networkx.connected_components(graph)
        assert sorted(map(len, parts)) == sorted(len(group.members) for group in groups)
