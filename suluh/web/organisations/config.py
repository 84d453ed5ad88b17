"""Which organisations' servers people may sign in through, and who they are here: one YAML file, no code.

The file is `oidc.yaml` in the installation's folder, or what SULUH_OIDC names. It says who gets which role; so it is as
secret, and as much to be watched, as the accounts themselves.
"""

from __future__ import annotations

import os
import re
from collections.abc import Mapping
from functools import cache
from pathlib import Path
from typing import Any, NamedTuple
from urllib.parse import urlsplit

from suluh.cases import Role
from suluh.errors import DataError
from suluh.policy.lines import Node, read_yaml
from suluh.web import home

FILE, NAMED_BY = "oidc.yaml", "SULUH_OIDC"
DOMAIN = (
    "email_domain"  # a claim of ours: the domain of an address that the server says is verified
)
_ID = re.compile(r"[a-z0-9][a-z0-9-]{1,30}")
# What a person may come as. A role of a machine, an author or an authority is nobody's to sign in with.
ROLES = frozenset(
    role.value for role in Role if role not in (Role.MACHINE, Role.AUTHOR, Role.AUTHORITY)
)


class Belongs(NamedTuple):
    """Whoever has this claim is of that organisation; and has that role, where one is written."""

    claim: str
    value: str
    organisation: str
    role: Role | None = None
    region: str = ""

    def fits(self, claims: Mapping[str, Any]) -> bool:
        """A list of values fits by one of them. A domain counts of a verified address only."""
        if self.claim == DOMAIN:
            address = str(claims.get("email", ""))
            return (
                claims.get("email_verified") is True
                and address.rpartition("@")[2].lower() == self.value.lower()
            )
        found = claims.get(self.claim)
        return self.value in [str(one) for one in (found if isinstance(found, list) else [found])]


class Organisation(NamedTuple):
    """A server, and what we are called there. `server` is its issuer, to the letter."""

    id: str
    name: str
    server: str
    client_id: str
    secret: str
    people: tuple[Belongs, ...] = ()


def organisations() -> tuple[Organisation, ...]:
    """Those of the file, in its order; none without a file. Raises DataError, which names the line."""
    path = Path(os.environ.get(NAMED_BY) or home.folder() / FILE)
    if not path.is_file() and NAMED_BY not in os.environ:
        return ()
    try:
        changed = path.stat().st_mtime_ns
    except OSError as error:
        raise DataError("cannot be read", file=str(path)) from error
    return _read(path, changed)


def organisation(name: str) -> Organisation | None:
    """The one with this id."""
    return next((one for one in organisations() if one.id == name), None)


@cache
def _read(path: Path, changed: int) -> tuple[Organisation, ...]:
    """Once for each state of the file."""
    found: dict[str, Organisation] = {}
    for node in read_yaml(path).items():
        one = _organisation(node)
        if one.id in found:
            raise node.error(f'organisation "{one.id}" is given twice')
        found[one.id] = one
    return tuple(found.values())


def _organisation(node: Node) -> Organisation:
    fields = node.mapping(
        ("id", "name", "server", "client_id", "secret", "secret_env", "people"),
        ("id", "name", "server", "client_id"),
    )
    name = fields["id"].text()
    if not _ID.fullmatch(name):
        raise fields["id"].error("an id is made of small letters, digits and hyphens")
    people = fields["people"].items() if "people" in fields else []
    return Organisation(
        name,
        fields["name"].text(),
        _server(fields["server"]),
        fields["client_id"].text(),
        _secret(node, fields),
        tuple(map(_belongs, people)),
    )


def _server(node: Node) -> str:
    """https, or a server on this machine. A slash at the end belongs to the issuer's name and stays."""
    address = node.text()
    parts = urlsplit(address)
    local = parts.hostname in ("localhost", "127.0.0.1")
    if not parts.hostname or (parts.scheme != "https" and not (local and parts.scheme == "http")):
        raise node.error("a server is an address with https://")
    if parts.query or parts.fragment or ".well-known" in parts.path:
        raise node.error(
            "the issuer of the server is wanted, without /.well-known/… and without a query"
        )
    return address


def _secret(node: Node, fields: Mapping[str, Node]) -> str:
    """From the file or, better, from the environment; "" for a client that has none and relies on PKCE."""
    if "secret" in fields and "secret_env" in fields:
        raise fields["secret_env"].error("either secret or secret_env, not both")
    if "secret_env" in fields:
        name = fields["secret_env"].text()
        if name not in os.environ:
            raise fields["secret_env"].error(f"the environment has no {name}")
        return os.environ[name]
    return fields["secret"].text() if "secret" in fields else ""


def _belongs(node: Node) -> Belongs:
    fields = node.mapping(
        ("claim", "value", "organisation", "role", "region"), ("claim", "value", "organisation")
    )
    role = Role(fields["role"].choice(ROLES, "role")) if "role" in fields else None
    region = fields["region"].text() if "region" in fields else ""
    if region and not re.fullmatch(r"\d{2}(\.\d{2}){0,2}(\.\d{4})?", region):
        raise fields["region"].error('a region is a Kemendagri code such as "18.71"')
    if role and "region" not in fields:
        raise fields["role"].error(
            'a role is granted for a region; write region: "" for all of Indonesia'
        )
    return Belongs(
        fields["claim"].text(),
        fields["value"].text(),
        fields["organisation"].text()[:80],
        role,
        region,
    )
