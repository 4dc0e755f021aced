"""Says which addresses are this machine to itself, and where what is sent is read by nobody else."""

import ipaddress
from urllib.parse import urlsplit


def address_in(text: str) -> ipaddress.IPv4Address | ipaddress.IPv6Address | None:
    """Return the address a text is; None where it is none."""
    try:
        return ipaddress.ip_address(text)
    except ValueError:
        return None


def is_loopback(host: str) -> bool:
    """Return whether an address or name is this machine to itself, and to nobody else."""
    found = address_in(host.strip("[]"))
    return host == "localhost" or (found is not None and found.is_loopback)


def is_private(address: str) -> bool:
    """Return whether what is sent to a URL stays between us and its server: by https, or on this machine."""
    try:
        parts = urlsplit(address)
        host = parts.hostname or ""
    except ValueError:
        return False
    return bool(host) and (parts.scheme == "https" or (parts.scheme == "http" and is_loopback(host)))
