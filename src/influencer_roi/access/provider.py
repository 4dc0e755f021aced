"""Asks a provider of OpenID Connect where readers sign in there, and who it says they are."""

import json
import time
from collections.abc import Mapping
from functools import cache
from threading import Lock

from authlib.integrations.base_client import OAuthError
from authlib.integrations.requests_client import OAuth2Session
from authlib.oidc.core import CodeIDToken
from authlib.oidc.discovery import get_well_known_url
from joserfc import jwt
from joserfc.errors import InvalidKeyIdError, JoseError
from joserfc.jwk import KeySet
from requests import RequestException

from influencer_roi.settings import OpenId, is_private

SIGNED_BY = ("RS256", "PS256", "ES256")  # what only the provider can sign; "none" and shared secrets are not
PATIENCE = (2.0, 3.0)  # seconds for a connection, and for an answer
ANEW = 3600.0  # seconds after which the provider is asked for its addresses again
LEEWAY = 60  # seconds two clocks may differ
_USED = ("authorization_endpoint", "token_endpoint", "jwks_uri")


class Unreachable(Exception):
    """The provider does not answer, or not as one does; it says why."""


class Unproven(Exception):
    """What the provider sent does not prove who a reader is; it says why."""


class Provider:
    """A provider, and what it was last asked about itself; one per process, for all threads."""

    def __init__(self, openid: OpenId) -> None:
        self._openid = openid
        self._lock = Lock()
        self._about: dict[str, object] = {}
        self._asked = 0.0
        self._keys: KeySet | None = None

    def address(self, *, state: str, nonce: str, verifier: str, back: str) -> str:
        """Return where a reader signs in there, to come back to `back`.

        Raises:
            Unreachable: the provider does not answer.
        """
        at = self._metadata()["authorization_endpoint"]
        with self._session(back) as session:
            found: str = session.create_authorization_url(
                at, state=state, nonce=nonce, code_verifier=verifier
            )[0]
        return found

    def claims(self, *, code: str, nonce: str, verifier: str, back: str) -> Mapping[str, object]:
        """Return what the provider says of the reader who came back with a code.

        Raises:
            Unreachable: the provider does not answer.
            Unproven: it says no, or something that is not signed by it, for us, now and for this try.
        """
        token = self._exchanged(code, verifier, back)
        text, access = token.get("id_token"), str(token.get("access_token", ""))
        if not isinstance(text, str):
            raise Unproven("the provider sent no id token")
        params = {"nonce": nonce, "client_id": self._openid.client, "access_token": access}
        try:
            read = self._read(text)
            claims = CodeIDToken(read.claims, read.header, self._options(), params)
            claims.validate(leeway=LEEWAY)
        except (JoseError, ValueError) as wrong:
            raise Unproven(f"the id token is refused: {wrong}") from None
        return self._completed(dict(claims), access)

    def _completed(self, claims: dict[str, object], access: str) -> Mapping[str, object]:
        """Return claims with those that a provider of small tokens gives only where they are asked for."""
        at = str(self._metadata().get("userinfo_endpoint", ""))
        wanted = {self._openid.name, *([self._openid.groups] if self._openid.roles else [])}
        if wanted <= claims.keys() or not is_private(at):
            return claims
        more = self._get(at, {"Authorization": f"Bearer {access}"})
        if more.get("sub") != claims["sub"]:
            raise Unproven("what the provider says of a reader is of another one than its id token")
        return {**more, **claims}

    def _options(self) -> dict[str, dict[str, object]]:
        """Return what an id token has to hold."""
        return {
            "iss": {"essential": True, "value": self._openid.issuer},
            "aud": {"essential": True, "value": self._openid.client},
        }

    def _exchanged(self, code: str, verifier: str, back: str) -> dict[str, object]:
        """Return what the provider gives for a code."""
        at = self._metadata()["token_endpoint"]
        try:
            with self._session(back) as session:
                token: dict[str, object] = session.fetch_token(
                    at,
                    grant_type="authorization_code",
                    code=code,
                    code_verifier=verifier,
                    allow_redirects=False,
                )
        except OAuthError as refused:
            raise Unproven(f"the provider refuses the code: {refused.error}") from None
        except (RequestException, ValueError) as error:
            raise Unreachable(f"{at}: {error}") from None
        return token

    def _read(self, text: str) -> jwt.Token:
        """Return an id token whose signature is the provider's; for a key that is new, keys are asked for."""
        try:
            return jwt.decode(text, self._key_set(), algorithms=SIGNED_BY)
        except InvalidKeyIdError:
            self._keys = None
            return jwt.decode(text, self._key_set(), algorithms=SIGNED_BY)

    def _key_set(self) -> KeySet:
        about = self._metadata()
        keys = self._keys
        if keys is None:
            found = self._get(str(about["jwks_uri"]))
            keys = self._keys = KeySet.import_key_set(found)  # type: ignore[arg-type] # it checks what it is
        return keys

    def _metadata(self) -> Mapping[str, object]:
        """Return what the provider says of itself, asked for once an hour."""
        with self._lock:
            if not self._about or time.monotonic() - self._asked > ANEW:
                found = self._get(get_well_known_url(self._openid.issuer, external=True))
                self._check(found)
                self._about, self._asked, self._keys = found, time.monotonic(), None
            return self._about

    def _check(self, about: Mapping[str, object]) -> None:
        issuer = about.get("issuer")
        if issuer != self._openid.issuer:
            raise Unreachable(f"{self._openid.issuer} calls itself {issuer!r}; name it so in the settings")
        open_to_others = [name for name in _USED if not is_private(str(about.get(name, "")))]
        if open_to_others:
            raise Unreachable(f"{issuer} names no address by https for {', '.join(open_to_others)}")

    def _get(self, at: str, headers: Mapping[str, str] | None = None) -> dict[str, object]:
        """Return the JSON object at an address of the provider."""
        try:
            with self._session() as session:
                answer = session.get(at, headers=headers, withhold_token=True, allow_redirects=False)
                answer.raise_for_status()
                found = json.loads(answer.content)
        except (RequestException, ValueError) as error:
            raise Unreachable(f"{at}: {error}") from None
        if not isinstance(found, dict):
            raise Unreachable(f"{at}: this is no object of JSON")
        return found

    def _session(self, back: str = "") -> OAuth2Session:
        return OAuth2Session(
            self._openid.client,
            self._openid.secret or None,
            token_endpoint_auth_method=self._proven_by(),
            scope=self._openid.scope,
            redirect_uri=back,
            code_challenge_method="S256",
            default_timeout=PATIENCE,
        )

    def _proven_by(self) -> str:
        """Return how we prove who we are: by a header, unless the provider takes the body alone."""
        if not self._openid.secret:
            return "none"
        taken = self._about.get("token_endpoint_auth_methods_supported")
        by_body = isinstance(taken, list) and "client_secret_basic" not in taken
        return "client_secret_post" if by_body else "client_secret_basic"


@cache
def provider_of(openid: OpenId) -> Provider:
    """Return the one provider of this process for some settings."""
    return Provider(openid)
