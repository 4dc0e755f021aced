"""Says which Host a request may name, so that no foreign name can be pointed at this server."""

import re
import socket

from influencer_roi.settings import Access, address_in, is_loopback

_HOST = re.compile(r"(\[[0-9a-f:.]+\]|[a-z0-9_.-]+)(?::\d{1,5})?")


def is_ours(host: str, access: Access) -> bool:
    """Return whether a Host header names this server.

    That is localhost always; beyond it the names that are set, or where none is set this machine's own name
    and any address: an attacker owns names, not the addresses they are typed as.
    """
    found = _HOST.fullmatch(host.casefold())
    name = found[1].rstrip(".") if found else ""
    if not name or is_loopback(name):
        return bool(name)
    if access.hosts:
        return name in access.hosts
    is_address = address_in(name.strip("[]")) is not None
    return access.is_for_others and (is_address or name == socket.gethostname().casefold())
