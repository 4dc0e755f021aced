"""Holds where this process listens, and who may come in."""

import os
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path

from influencer_roi.settings.folders import state
from influencer_roi.settings.loopback import is_loopback
from influencer_roi.settings.openid import OpenId
from influencer_roi.settings.variables import PREFIX, networks, text, words, yes

HOST, PORT = "127.0.0.1", 8050


@dataclass(frozen=True)
class Access:
    """Where this process listens, and who may come in.

    `hosts` are the names readers type, none where any address of this machine will do. `tls` says that
    readers come by https. `header` is where a trusted proxy, one of `proxies`, names who signed in there;
    empty where readers sign in here: by `passwords`, at the provider of `openid`, or either. `file` holds
    users and sessions.
    """

    host: str = HOST
    hosts: tuple[str, ...] = ()
    tls: bool = False
    proxies: tuple[str, ...] = ()
    header: str = ""
    passwords: bool = True
    openid: OpenId | None = None
    file: Path = field(default_factory=lambda: state() / "access.sqlite")

    @classmethod
    def from_environment(cls, environment: Mapping[str, str] = os.environ) -> "Access":
        """Return what the environment asks for.

        Raises:
            ValueError: a value cannot be read; it names the variable.
        """
        host, file = (environment.get("HOST") or HOST).strip(), text(environment, "ACCESS")
        return cls(
            host=host,
            hosts=words(environment, "HOSTS"),
            tls=yes(environment, "TLS", default="no" if is_loopback(host) else "yes"),
            proxies=networks(environment, "TRUSTED_PROXIES"),
            header=text(environment, "PROXY_HEADER"),
            passwords=_passwords(environment),
            openid=OpenId.from_environment(environment),
            **({"file": Path(file)} if file else {}),
        )

    @property
    def is_for_others(self) -> bool:
        """Whether anybody but the reader at this machine may come: then readers sign in."""
        named = self.hosts or self.proxies or self.header or self.openid
        return not is_loopback(self.host) or bool(named)


def _passwords(environment: Mapping[str, str]) -> bool:
    """Return whether readers sign in by name and password; where not, something else signs them in."""
    taken = yes(environment, "PASSWORDS", default="yes")
    if not taken and not (text(environment, "OPENID_ISSUER") or text(environment, "PROXY_HEADER")):
        raise ValueError(
            f"{PREFIX}PASSWORDS is 'no', and nothing else signs readers in; "
            f"set {PREFIX}OPENID_ISSUER or {PREFIX}PROXY_HEADER."
        )
    return taken


def listening(environment: Mapping[str, str] = os.environ) -> str:
    """Return the address and port to listen on, as a socket is named."""
    host = Access.from_environment(environment).host
    return f"[{host}]:{port(environment)}" if ":" in host else f"{host}:{port(environment)}"


def port(environment: Mapping[str, str] = os.environ) -> str:
    """Return the port to listen on as the environment writes it, PORT where it names none."""
    return environment.get("PORT") or str(PORT)
