"""Which network addresses an outgoing call may reach: global unicast and nothing else."""

import socket
from ipaddress import IPv4Address, IPv4Network, IPv6Address, IPv6Network, ip_address

HIDDEN_IPV4 = tuple(
    IPv6Network(network)
    for network in (
        "::ffff:0:0/96",
        "::/96",
        "64:ff9b::/96",
        "64:ff9b:1::/48",
        "2002::/16",
        "2001::/32",
    )
)


# Set aside for protocols; not all releases of Python know all of it.
PROTOCOL_ASSIGNMENTS = IPv4Network("192.0.0.0/24")


class AddressRefused(OSError):
    """A host that leads, also only with one of its addresses, to where we do not call."""


def is_global_unicast(text: str) -> bool:
    """True for an address that belongs to one host on the public network."""
    address = ip_address(text)
    if isinstance(address, IPv6Address) and any(address in network for network in HIDDEN_IPV4):
        return False
    if isinstance(address, IPv4Address) and address in PROTOCOL_ASSIGNMENTS:
        return False
    return _is_plain_global(address)


def resolve(host: str, port: int) -> list[str]:
    """All addresses of a host. Raises AddressRefused when one of them is not global unicast."""
    found = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)
    addresses = [str(info[4][0]) for info in found]
    refused = [address for address in addresses if not is_global_unicast(address)]
    if refused or not addresses:
        raise AddressRefused(f"{host} leads to {', '.join(refused) or 'nowhere'}.")
    return addresses


def _is_plain_global(address: IPv4Address | IPv6Address) -> bool:
    return address.is_global and not (
        address.is_multicast
        or address.is_reserved
        or address.is_loopback
        or address.is_link_local
        or address.is_private
        or address.is_unspecified
        or (isinstance(address, IPv6Address) and address.is_site_local)
    )
