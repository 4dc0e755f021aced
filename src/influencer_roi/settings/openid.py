"""Holds the provider of OpenID Connect that readers sign in at, if there is one."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from urllib.parse import urlsplit

from influencer_roi.settings.loopback import is_private
from influencer_roi.settings.variables import PREFIX, text

NAME, GROUPS = "email", "groups"  # claims
SCOPE = "openid email profile"


@dataclass(frozen=True)
class OpenId:
    """A provider of OpenID Connect, and what we are to it.

    `issuer` is its address as it writes it, `client` our id there, `secret` our password there, empty where
    it gave none. `name` is the claim that holds a reader's name here. `roles` pairs groups, as the claim
    `groups` lists them, with roles; none where users have the role they were added with. `label` is what
    readers call the provider.
    """

    issuer: str
    client: str
    secret: str = field(default="", repr=False)
    name: str = NAME
    groups: str = GROUPS
    roles: tuple[tuple[str, str], ...] = ()
    scope: str = SCOPE
    label: str = ""

    @classmethod
    def from_environment(cls, environment: Mapping[str, str]) -> "OpenId | None":
        """Return the provider the environment names; None where it names none.

        Raises:
            ValueError: a value cannot be read; it names the variable.
        """
        issuer = text(environment, "OPENID_ISSUER")
        if not issuer:
            return None
        client = text(environment, "OPENID_CLIENT")
        if not client:
            raise ValueError(f"{PREFIX}OPENID_CLIENT is not set; give the client id {issuer} knows us by.")
        return cls(
            issuer=_secure(issuer),
            client=client,
            secret=_secret(environment),
            name=text(environment, "OPENID_NAME") or NAME,
            groups=text(environment, "OPENID_GROUPS") or GROUPS,
            roles=_roles(text(environment, "OPENID_ROLES")),
            scope=_scope(text(environment, "OPENID_SCOPE") or SCOPE),
            label=text(environment, "OPENID_LABEL") or urlsplit(issuer).hostname or issuer,
        )


def _secure(issuer: str) -> str:
    if not is_private(issuer):
        raise ValueError(
            f"{PREFIX}OPENID_ISSUER is '{issuer}'; give the provider's address, such as https://login.example.com."
        )
    return issuer


def _scope(scope: str) -> str:
    if "openid" not in scope.split():
        raise ValueError(f"{PREFIX}OPENID_SCOPE is '{scope}'; it holds openid, as in '{SCOPE}'.")
    return scope


def _secret(environment: Mapping[str, str]) -> str:
    """Return the secret of a file or of a variable; it is not repeated in any message."""
    given, file = text(environment, "OPENID_SECRET"), text(environment, "OPENID_SECRET_FILE")
    if given and file:
        raise ValueError(f"{PREFIX}OPENID_SECRET and {PREFIX}OPENID_SECRET_FILE are both set; keep one.")
    if not file:
        return given
    try:
        return Path(file).read_text(encoding="utf-8").strip()
    except (OSError, UnicodeDecodeError) as error:
        raise ValueError(f"{PREFIX}OPENID_SECRET_FILE: {file} cannot be read ({error}).") from None


def _roles(pairs: str) -> tuple[tuple[str, str], ...]:
    """Return groups with their roles, of "group=role, group=role"; a group holds anything but a comma."""
    found = [pair.rpartition("=") for pair in pairs.split(",") if pair.strip()]
    named = tuple((group.strip(), role.strip().casefold()) for group, _, role in found)
    if not all(group and role for group, role in named):
        raise ValueError(
            f"{PREFIX}OPENID_ROLES is '{pairs}'; give groups with their roles, such as "
            "'roi-finance=finance, everybody=viewer'."
        )
    return named
