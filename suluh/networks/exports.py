"""Groups in the forms that others read: CSV, GraphML, STIX 2.1. The same groups give the same bytes."""

from __future__ import annotations

import csv
import io
import re
import uuid
from collections.abc import Iterable, Sequence
from datetime import UTC, datetime
from typing import Any
from xml.sax.saxutils import escape, quoteattr

import msgspec

from suluh.networks.found import Group, Member

_FORMULA = tuple("=+-@\t\r")  # how a formula begins
_NOT_XML = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")
_OBSERVED = uuid.UUID("00abedb4-aa42-466c-9c01-fed23315a9b7")  # STIX 2.1, section 2.9
_OURS = uuid.uuid5(uuid.NAMESPACE_DNS, "suluh.networks")


def as_text(cell: object) -> object:
    """A cell that a spreadsheet would run as a formula, as text.

    >>> as_text("=1+1"), as_text(3)
    ("'=1+1", 3)
    """
    return f"'{cell}" if isinstance(cell, str) and cell.startswith(_FORMULA) else cell


def _table(head: Sequence[str], rows: Iterable[Sequence[object]]) -> str:
    written = io.StringIO()
    writer = csv.writer(written, lineterminator="\n")
    writer.writerow(head)
    writer.writerows([as_text(cell) for cell in row] for row in rows)
    return written.getvalue()


def accounts_csv(groups: Iterable[Group]) -> str:
    """One line an account: who is in which group, and since when."""
    head = (
        "group",
        "set_apart",
        "account",
        "platform",
        "handle",
        "created_at",
        "posts",
        "together",
        "first",
        "last",
    )
    return _table(
        head,
        (
            (
                group.id, group.why or "", one.account, one.platform, one.handle, _when(one.created_at),
                one.posts, one.together, _when(one.first), _when(one.last),
            )
            for group in groups
            for one in group.members
        ),
    )  # fmt: skip


def ties_csv(groups: Iterable[Group]) -> str:
    """One line for two accounts: how often they met, how often chance would have it."""
    head = (
        "group",
        "set_apart",
        "one",
        "two",
        "things",
        "expected",
        "p",
        "kinds",
        "median_seconds",
    )
    return _table(
        head,
        (
            (
                group.id, group.why or "", tie.one, tie.two, tie.weight, f"{tie.expected:.6g}", f"{tie.p:.3g}",
                " ".join(tie.kinds), tie.seconds,
            )
            for group in groups
            for tie in group.ties
        ),
    )  # fmt: skip


def _when(moment: datetime | None) -> str:
    return moment.isoformat() if moment else ""


def graphml(groups: Iterable[Group]) -> str:
    """The graph for Gephi, Cytoscape and networkx: accounts are nodes, ties are edges."""
    keys = (
        ("group", "node", "string"), ("set_apart", "node", "string"), ("platform", "node", "string"),
        ("together", "node", "int"), ("things", "edge", "int"), ("p", "edge", "double"), ("kinds", "edge", "string"),
    )  # fmt: skip
    head = "".join(
        f'<key id="{name}" for="{of}" attr.name="{name}" attr.type="{kind}"/>\n'
        for name, of, kind in keys
    )
    body = "".join(_nodes(group) + _edges(group) for group in groups)
    return (
        '<?xml version="1.0" encoding="UTF-8"?>\n<graphml xmlns="http://graphml.graphdrawing.org/xmlns">\n'
        f'{head}<graph edgedefault="undirected">\n{body}</graph>\n</graphml>\n'
    )


def _name(group: Group, account: str) -> str:
    return quoteattr(_NOT_XML.sub("", f"{group.id}/{account}"))


def _datum(key: str, value: object) -> str:
    return f'<data key="{key}">{escape(_NOT_XML.sub("", str(value)))}</data>'


def _nodes(group: Group) -> str:
    return "".join(
        f"<node id={_name(group, one.account)}>{_datum('group', group.id)}{_datum('set_apart', group.why or '')}"
        f"{_datum('platform', one.platform)}{_datum('together', one.together)}</node>\n"
        for one in group.members
    )


def _edges(group: Group) -> str:
    names = {one.account: _name(group, one.account) for one in group.members}
    return "".join(
        f'<edge source={names[tie.one]} target={names[tie.two]}><data key="things">{tie.weight}</data>'
        f'<data key="p">{tie.p!r}</data><data key="kinds">{" ".join(tie.kinds)}</data></edge>\n'
        for tie in group.ties
    )


# --- STIX 2.1: findings only; what is set apart accuses nobody


def stix(findings: Sequence[Group]) -> dict[str, Any]:
    """A bundle: the accounts, a grouping for each finding, and the DISARM techniques that a person may confirm."""
    objects: dict[str, dict[str, Any]] = {}
    for group in findings:
        for each in _of_group(group):
            objects.setdefault(each["id"], each)
    return {
        "type": "bundle",
        "id": _id("bundle", *sorted(objects)),
        "objects": list(objects.values()),
    }


def _id(kind: str, *of: str) -> str:
    return f"{kind}--{uuid.uuid5(_OURS, ' '.join((kind, *of)))}"


def _utc(moment: datetime) -> str:
    return moment.astimezone(UTC).isoformat(timespec="milliseconds").replace("+00:00", "Z")


def _of_group(group: Group) -> list[dict[str, Any]]:
    accounts = [_account(member) for member in group.members]
    stamp = {"spec_version": "2.1", "created": _utc(group.last), "modified": _utc(group.last)}
    patterns: list[dict[str, Any]] = [
        {
            "type": "attack-pattern", "id": _id("attack-pattern", technique.id), **_FIXED, "name": technique.name,
            "external_references": [{"source_name": "DISARM", "external_id": technique.id}],
        }
        for technique in group.techniques
    ]  # fmt: skip
    grouping = {
        "type": "grouping", "id": _id("grouping", group.id), **stamp, "name": group.id, "context": "suspicious-activity",
        "description": (
            f"{len(group.members)} accounts shared the same things together between {_utc(group.first)} and "
            f"{_utc(group.last)}. Found by a program and not confirmed by a person."
        ),
        "object_refs": [each["id"] for each in (*accounts, *patterns)],
    }  # fmt: skip
    related = [
        {
            "type": "relationship", "id": _id("relationship", group.id, pattern["id"]), **stamp,
            "relationship_type": "related-to", "source_ref": grouping["id"], "target_ref": pattern["id"],
        }
        for pattern in patterns
    ]  # fmt: skip
    return [*accounts, *patterns, grouping, *related]


# A technique is the same object in every bundle, so its times cannot be a group's.
_FIXED = {
    "spec_version": "2.1",
    "created": "2024-01-01T00:00:00.000Z",
    "modified": "2024-01-01T00:00:00.000Z",
}


def _account(member: Member) -> dict[str, Any]:
    """A user-account; its id follows from type and login, as STIX asks, so that bundles of two observers agree."""
    facts = {"account_type": {"x": "twitter"}.get(member.platform, member.platform or "unknown")}
    facts["account_login"] = member.handle
    canonical = msgspec.json.encode(facts, order="sorted").decode()
    made = {"account_created": _utc(member.created_at)} if member.created_at else {}
    number = uuid.uuid5(_OBSERVED, canonical)
    return {
        "type": "user-account",
        "spec_version": "2.1",
        "id": f"user-account--{number}",
        **facts,
        **made,
    }
