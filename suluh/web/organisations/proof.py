"""What an organisation's server says: about itself (discovery, keys), and about who has signed in (the id_token).

Checked as OpenID Connect Core 1.0 section 3.1.3.7 has it, the signature always, although a token that came over TLS
might do without. Whatever does not fit is refused with a reason that the person reads.
"""

from __future__ import annotations

import hashlib
import time
from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

from allauth.socialaccount.providers.oauth2.client import OAuth2Error
from django.core.cache import cache

from suluh.web.organisations.config import Organisation

if TYPE_CHECKING:
    import jwt

ALGORITHMS = ("RS256", "RS384", "RS512", "PS256", "PS384", "PS512", "ES256", "ES384", "EdDSA")
LEEWAY = 30  # seconds by which two clocks may differ; project decision
NEEDED = ("iss", "sub", "aud", "exp", "iat", "nonce")
DISCOVERED = ("issuer", "authorization_endpoint", "token_endpoint", "jwks_uri")


class NotProven(OAuth2Error):  # type: ignore[misc]
    """Why the proof is refused. `key` names the phrase: oidc_KEY."""

    def __init__(self, key: str) -> None:
        self.key = key
        super().__init__(key)


def described(found: Any, organisation: Organisation) -> dict[str, Any]:
    """The discovery document, when it is complete and of the server that was set. Raises NotProven."""
    if not isinstance(found, dict) or any(
        not isinstance(found.get(name), str) for name in DISCOVERED
    ):
        raise NotProven("discovery")
    if found["issuer"] != organisation.server:
        raise NotProven("discovery")
    return found


def proven(token: Any, keys: Any, organisation: Organisation, nonce: str | None) -> dict[str, Any]:
    """The claims of an id_token that is signed by the server, meant for us, valid now, and not seen before.

    keys: the server's JWKS. nonce: what this browser's request carried. Raises NotProven.
    """
    import jwt  # only an installation with an organisation needs it

    if not isinstance(token, str):
        raise NotProven("token")
    try:
        claims: dict[str, Any] = jwt.decode(
            token,
            _key(token, keys),
            algorithms=list(ALGORITHMS),
            audience=organisation.client_id,
            issuer=organisation.server,
            leeway=LEEWAY,
            options={"require": list(NEEDED)},
        )
    except jwt.PyJWTError as error:
        raise NotProven(_why(error)) from error
    _meant_for_us(claims, organisation)
    if not nonce or claims["nonce"] != nonce:
        raise NotProven("replayed")
    _once(token, claims)
    return claims


def _key(token: str, keys: Any) -> jwt.PyJWK:
    """The key that the token names; the only one where it names none."""
    import jwt

    try:
        header, known = jwt.get_unverified_header(token), jwt.PyJWKSet.from_dict(keys).keys
    except (jwt.PyJWTError, AttributeError, TypeError) as error:
        raise NotProven("token") from error
    if header.get("alg") not in ALGORITHMS:
        raise NotProven("signature")
    fitting = [
        key
        for key in known
        if header.get("kid") in (key.key_id, None) and key.public_key_use != "enc"
    ]
    if len(fitting) != 1:
        raise NotProven("signature")
    return fitting[0]


def _why(error: Exception) -> str:
    """Which phrase says it."""
    import jwt

    reasons: tuple[tuple[type[Exception] | tuple[type[Exception], ...], str], ...] = (
        (
            (jwt.ExpiredSignatureError, jwt.ImmatureSignatureError, jwt.InvalidIssuedAtError),
            "expired",
        ),
        (jwt.InvalidIssuerError, "issuer"),
        (jwt.InvalidAudienceError, "audience"),
        ((jwt.InvalidSignatureError, jwt.InvalidAlgorithmError, jwt.InvalidKeyError), "signature"),
    )
    return next((key for kind, key in reasons if isinstance(error, kind)), "token")


def _meant_for_us(claims: Mapping[str, Any], organisation: Organisation) -> None:
    """A token for several must say that it was issued to us (azp)."""
    several = isinstance(claims["aud"], list) and len(claims["aud"]) > 1
    if (several or "azp" in claims) and claims.get("azp") != organisation.client_id:
        raise NotProven("audience")
    if not isinstance(claims["sub"], str) or not 0 < len(claims["sub"]) <= 191:
        raise NotProven("token")


def _once(token: str, claims: Mapping[str, Any]) -> None:
    """No token opens twice, in any process of this installation, as long as it is valid."""
    mark = "suluh-oidc-" + hashlib.sha256(token.encode()).hexdigest()
    if not cache.add(mark, 1, max(1, int(claims["exp"] - time.time()) + 2 * LEEWAY)):
        raise NotProven("replayed")
