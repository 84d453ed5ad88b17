"""A server that speaks OpenID Connect: discovery, keys, the code with PKCE, signed tokens. It can be told to lie."""

from __future__ import annotations

import base64
import hashlib
import json
import secrets
import threading
import time
from collections.abc import Callable
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any
from urllib.parse import parse_qs, urlencode, urlsplit

import jwt
from cryptography.hazmat.primitives.asymmetric import ec, rsa

CLIENT, SECRET = "suluh-uji", "rahasia-uji"


class OpenIdServer:
    """`lies` change what it says: of itself (discovery), in a token (claims), or how it signs (alg, key)."""

    def __init__(self) -> None:
        self.rsa, self.other = (
            rsa.generate_private_key(public_exponent=65537, key_size=2048) for _ in "12"
        )
        self.curve = ec.generate_private_key(ec.SECP256R1())
        self.codes: dict[str, dict[str, str]] = {}
        self.claims: dict[str, Any] = {"sub": "pegawai-1", "preferred_username": "dewi"}
        self.discovery: dict[str, Any] = {}
        self.lies: dict[str, Any] = {}
        self.alg, self.key, self.kid = "RS256", self.rsa, "k1"
        self.token_of: Callable[[dict[str, Any]], Any] = self.signed
        self.asked: list[dict[str, str]] = []  # what came to the token address
        self.http = ThreadingHTTPServer(("127.0.0.1", 0), _handler(self))
        self.address = f"http://127.0.0.1:{self.http.server_address[1]}"
        threading.Thread(target=self.http.serve_forever, args=(0.05,), daemon=True).start()

    def close(self) -> None:
        self.http.shutdown()
        self.http.server_close()

    def described(self) -> dict[str, Any]:
        return {
            "issuer": self.address,
            "authorization_endpoint": f"{self.address}/authorize",
            "token_endpoint": f"{self.address}/token",
            "jwks_uri": f"{self.address}/keys",
            "token_endpoint_auth_methods_supported": ["client_secret_post"],
        } | self.discovery

    def keys(self) -> dict[str, Any]:
        as_jwk = jwt.algorithms.RSAAlgorithm.to_jwk(self.rsa.public_key(), as_dict=True)
        curve = jwt.algorithms.ECAlgorithm.to_jwk(self.curve.public_key(), as_dict=True)
        return {
            "keys": [
                as_jwk | {"kid": "k1", "use": "sig", "alg": "RS256"},
                curve | {"kid": "k2", "use": "sig", "alg": "ES256"},
            ]
        }

    def allow(self, asked: dict[str, str]) -> str:
        """The person has signed in: the address to send the browser back to."""
        code = secrets.token_urlsafe(16)
        self.codes[code] = asked
        return f"{asked['redirect_uri']}?{urlencode({'code': code, 'state': asked['state']})}"

    def redeem(self, given: dict[str, str]) -> tuple[int, dict[str, Any]]:
        """A code for a token, once, to whoever holds the verifier and the secret."""
        self.asked.append(given)
        asked = self.codes.pop(given.get("code", ""), None)
        if asked is None or (given.get("client_id"), given.get("client_secret")) != (
            CLIENT,
            SECRET,
        ):
            return 400, {"error": "invalid_grant"}
        digest = hashlib.sha256(given.get("code_verifier", "").encode()).digest()
        challenge = base64.urlsafe_b64encode(digest).rstrip(b"=").decode()
        if asked["code_challenge_method"] != "S256" or asked["code_challenge"] != challenge:
            return 400, {"error": "invalid_grant"}
        if given["redirect_uri"] != asked["redirect_uri"]:
            return 400, {"error": "invalid_grant"}
        return 200, {"access_token": "x", "token_type": "Bearer", "id_token": self.token_of(asked)}

    def signed(self, asked: dict[str, str]) -> Any:
        now = int(time.time())
        claims = {
            "iss": self.address,
            "aud": CLIENT,
            "iat": now,
            "exp": now + 300,
            "nonce": asked["nonce"],
        }
        claims |= self.claims | self.lies
        kept = {name: value for name, value in claims.items() if value is not None}
        return jwt.encode(kept, self.key, algorithm=self.alg, headers={"kid": self.kid})


def _handler(server: OpenIdServer) -> type[BaseHTTPRequestHandler]:
    class Handler(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            parts = urlsplit(self.path)
            if parts.path == "/authorize":
                asked = {k: v[0] for k, v in parse_qs(parts.query).items()}
                self.send_response(302)
                self.send_header("Location", server.allow(asked))
                self.end_headers()
            elif parts.path == "/.well-known/openid-configuration":
                self.answer(200, server.described())
            else:
                self.answer(200, server.keys())

        def do_POST(self) -> None:
            body = self.rfile.read(int(self.headers["Content-Length"])).decode()
            self.answer(*server.redeem({k: v[0] for k, v in parse_qs(body).items()}))

        def answer(self, status: int, body: Any) -> None:
            told = json.dumps(body).encode()
            self.send_response(status)
            self.send_header("Content-Type", "application/json")
            self.send_header("Content-Length", str(len(told)))
            self.end_headers()
            self.wfile.write(told)

        def log_message(self, *given: Any) -> None:
            pass

    return Handler
