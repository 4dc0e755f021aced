"""Is a small provider of OpenID Connect on this machine, which signs for real and can be made to lie."""

import hashlib
import hmac
import json
import secrets
import time
from base64 import b64decode, urlsafe_b64encode
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from functools import cache
from typing import Any
from urllib.parse import unquote, urlencode

from joserfc import jwt
from joserfc.jwk import RSAKey
from werkzeug.exceptions import NotFound
from werkzeug.wrappers import Request, Response

from tests.listening import listening

CLIENT, SECRET = "roi", "a secret: 100% & more"
ASHA = {"email": "asha@example.com", "email_verified": True}

# No signature, and one by the public key, which everybody has.
BY_HAND: dict[str, Callable[[RSAKey, bytes], bytes]] = {
    "none": lambda _key, _text: b"",
    "HS256": lambda key, text: hmac.digest(key.as_pem(private=False), text, "sha256"),
}


@cache
def key(name: str) -> RSAKey:
    """Return a key of this name; making one takes a moment."""
    return RSAKey.generate_key(2048, {"kid": name})


@dataclass
class Provider:
    """Somebody who is signed in at the provider, and what the provider does otherwise than it should.

    `claims` are of that person; `changed` replaces claims of the id token, None removes one. `about` replaces
    what the provider says of itself; `refuses` is the error it leads back with. `algorithm` signs.
    """

    address: str
    claims: dict[str, Any] = field(default_factory=lambda: dict(ASHA))
    changed: dict[str, Any] = field(default_factory=dict)
    about: dict[str, Any] = field(default_factory=dict)
    userinfo: dict[str, Any] = field(default_factory=dict)
    refuses: str = ""
    algorithm: str = "RS256"
    key: RSAKey = field(default_factory=lambda: key("first"))
    signs_with: RSAKey | None = None
    codes: dict[str, dict[str, str]] = field(default_factory=dict)
    paths: list[str] = field(default_factory=list)

    def answer(self, request: Request) -> Response:
        """Answer a request as a provider does."""
        self.paths.append(request.path)
        answers = {
            "/.well-known/openid-configuration": self._configuration,
            "/authorize": self._authorize,
            "/token": self._token,
            "/keys": self._keys,
            "/userinfo": self._userinfo,
        }
        if request.path not in answers:
            raise NotFound
        return answers[request.path](request)

    def _configuration(self, _: Request) -> Response:
        named = {"authorization": "authorize", "token": "token", "userinfo": "userinfo"}
        found = {f"{name}_endpoint": f"{self.address}/{path}" for name, path in named.items()}
        return in_json({"issuer": self.address, "jwks_uri": f"{self.address}/keys", **found, **self.about})

    def _authorize(self, request: Request) -> Response:
        asked = request.args
        assert (asked["response_type"], asked["client_id"]) == ("code", CLIENT)
        assert (asked["code_challenge_method"], "openid" in asked["scope"].split()) == ("S256", True)
        code = secrets.token_urlsafe(16)
        self.codes[code] = dict(asked)
        back = {"error": self.refuses} if self.refuses else {"code": code}
        there = f"{asked['redirect_uri']}?{urlencode({**back, 'state': asked['state']})}"
        return Response(status=302, headers={"Location": there})

    def _token(self, request: Request) -> Response:
        """Give the tokens of a code, once, to the client that began with it."""
        form, asked = request.form, self.codes.pop(request.form.get("code", ""), None)
        digest = hashlib.sha256(form.get("code_verifier", "").encode()).digest()
        challenge = urlsafe_b64encode(digest).rstrip(b"=").decode()
        if not self._is_client(request):
            return in_json({"error": "invalid_client"}, 401)
        if asked is None or asked["code_challenge"] != challenge:
            return in_json({"error": "invalid_grant"}, 400)
        assert form["redirect_uri"] == asked["redirect_uri"]
        token = self._signed({**self._standing(asked["nonce"]), **self.claims, **self.changed})
        return in_json({"access_token": "of-asha", "token_type": "Bearer", "id_token": token})

    def _is_client(self, request: Request) -> bool:
        kind, _, given = request.headers.get("Authorization", "").partition(" ")
        if kind != "Basic":
            return (request.form.get("client_id"), request.form.get("client_secret")) == (CLIENT, SECRET)
        name, _, secret = b64decode(given).decode().partition(":")
        return (name, secret) == (CLIENT, SECRET) or (unquote(name), unquote(secret)) == (CLIENT, SECRET)

    def _standing(self, nonce: str) -> dict[str, Any]:
        now = int(time.time())
        who = {"iss": self.address, "sub": "u-17", "aud": CLIENT}
        return {**who, "iat": now, "exp": now + 300, "nonce": nonce}

    def _signed(self, claims: dict[str, Any]) -> str:
        """Sign claims; what no library signs is put together by hand."""
        stated = {name: value for name, value in claims.items() if value is not None}
        key = self.signs_with or self.key
        header = {"alg": self.algorithm, "kid": key.kid}
        if self.algorithm not in BY_HAND:
            return jwt.encode(header, stated, key)
        text = ".".join(encoded(json.dumps(part).encode()) for part in (header, stated))
        return f"{text}.{encoded(BY_HAND[self.algorithm](key, text.encode()))}"

    def _keys(self, _: Request) -> Response:
        return in_json({"keys": [{**self.key.as_dict(private=False), "use": "sig", "alg": "RS256"}]})

    def _userinfo(self, request: Request) -> Response:
        assert request.headers["Authorization"] == "Bearer of-asha"
        return in_json({"sub": "u-17", **self.userinfo})


def encoded(part: bytes) -> str:
    """Return a part of a token as it is written."""
    return urlsafe_b64encode(part).rstrip(b"=").decode()


def in_json(value: dict[str, Any], status: int = 200) -> Response:
    """Return an answer that is an object."""
    return Response(json.dumps(value), status, mimetype="application/json")


@contextmanager
def running() -> Iterator[Provider]:
    """Have a provider serve on this machine."""
    provider = Provider("")
    with listening(Request.application(provider.answer)) as provider.address:
        yield provider
