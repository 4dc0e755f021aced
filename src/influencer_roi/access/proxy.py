"""Says where a request comes from: headers that name its sender count only from proxies the settings name."""

import ipaddress
from dataclasses import dataclass

from werkzeug.datastructures import Headers

from influencer_roi.settings import Access, address_in, is_loopback

FORWARDING = ("Forwarded", "X-Forwarded-For", "X-Forwarded-Host", "X-Forwarded-Proto", "X-Real-Ip", "Via")


@dataclass(frozen=True)
class Caller:
    """Who sent a request: where it began, whether by https, and the name a trusted proxy vouches for."""

    address: str
    by_tls: bool = False
    name: str = ""
    forwarded: bool = False

    @property
    def is_at_this_machine(self) -> bool:
        """Whether the request began on this machine, with nothing between."""
        return is_loopback(self.address) and not self.forwarded


def caller_of(peer: str, scheme: str, headers: Headers, access: Access) -> Caller:
    """Return who sent a request that came over a connection from `peer`."""
    forwarded = any(header in headers for header in FORWARDING)
    if not _is_trusted(peer, access):
        return Caller(peer, scheme == "https", forwarded=forwarded)
    hops = [hop.strip() for hop in headers.get("X-Forwarded-For", "").split(",") if hop.strip()]
    outside = [hop for hop in hops if not _is_trusted(hop, access)]
    proto = headers.get("X-Forwarded-Proto", scheme).split(",")[-1].strip()
    name = headers.get(access.header, "") if access.header else ""
    return Caller(outside[-1] if outside else peer, proto == "https", name, forwarded)


def _is_trusted(address: str, access: Access) -> bool:
    found = address_in(address)
    return found is not None and any(found in ipaddress.ip_network(network) for network in access.proxies)
