"""Every call over HTTP that leaves this machine goes out from here, so that one page says where Suluh may go.

`to_chosen`: an address that whoever runs the installation wrote into its settings (a webhook, a messenger, a judge): any
host, since a judge stands beside us. `to_found`: an address that stood in a post: public hosts only, whatever name they
hide behind; the name is resolved once and the connection goes to what was looked at. Neither follows where an answer
leads. Nothing that a post says is ever called without a person's word for it.
"""

from __future__ import annotations

import ipaddress
import logging
import socket
from collections.abc import Iterable, Mapping
from typing import Any

import httpcore
import httpx
from httpcore._backends.sync import SyncBackend

SECONDS = 10.0
PORTS = (80, 443)
# A messenger's token stands in its address: what the libraries log of every call stays unsaid.
for _name in ("httpx", "httpcore"):
    logging.getLogger(_name).setLevel(logging.WARNING)


class Closed(httpx.ConnectError):
    """An address that a post may not lead us to."""


def to_chosen(
    *,
    base_url: str = "",
    headers: Mapping[str, str] | None = None,
    timeout: Any = SECONDS,
    trust_env: bool = True,
) -> httpx.Client:
    """A client for an address from the settings. trust_env: whether the machine's proxy settings count."""
    return httpx.Client(
        base_url=base_url,
        headers=headers,
        timeout=timeout,
        trust_env=trust_env,
        follow_redirects=False,
    )


def to_found(*, timeout: float = SECONDS) -> httpx.Client:
    """A client for an address from a post. Its calls raise httpx.ConnectError for a private host or another port."""
    transport = httpx.HTTPTransport(trust_env=False)
    transport._pool = httpcore.ConnectionPool(
        ssl_context=httpx.create_ssl_context(trust_env=False), network_backend=_PublicOnly()
    )
    return httpx.Client(
        transport=transport, timeout=timeout, trust_env=False, follow_redirects=False
    )


def public_address(host: str, port: int) -> str:
    """The address to connect to. Raises Closed when any that the name stands for is not public.

    >>> public_address("127.0.0.1", 80)
    Traceback (most recent call last):
    suluh.outgoing.Closed: 127.0.0.1: not a public address
    """
    if port not in PORTS:
        raise Closed(f"{host}:{port}: only ports 80 and 443")
    try:
        found = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)
    except (OSError, UnicodeError) as error:
        raise Closed(f"{host}: no such host") from error
    addresses = [str(entry[4][0]) for entry in found]
    if not addresses or not all(map(_is_public, addresses)):
        raise Closed(f"{host}: not a public address")
    return addresses[0]


def _is_public(address: str) -> bool:
    ip = ipaddress.ip_address(address.partition("%")[0])
    mapped = getattr(ip, "ipv4_mapped", None) or getattr(ip, "sixtofour", None)
    return ip.is_global and not ip.is_multicast and (mapped is None or mapped.is_global)


class _PublicOnly(SyncBackend):
    """Connects to what was looked at, so that a name cannot mean another host a moment later."""

    def connect_tcp(
        self,
        host: str,
        port: int,
        timeout: float | None = None,
        local_address: str | None = None,
        socket_options: Iterable[Any] | None = None,
    ) -> httpcore.NetworkStream:
        try:
            address = public_address(host, port)
        except Closed as closed:
            raise httpcore.ConnectError(str(closed)) from closed
        return super().connect_tcp(address, port, timeout, local_address, socket_options)
