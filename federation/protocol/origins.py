"""Names of instances and of what belongs to them: origin, authority, log."""

import re
from collections.abc import Sequence
from ipaddress import ip_address

from federation.protocol.canonical import Malformed

API = "/federation/v1"
DISCOVERY = "/.well-known/communal-union"
PORT_MIN, PORT_MAX, DEVELOPMENT_PORT_MIN = 1, 65_535, 1024
HTTPS_PORT = 443
HOST_MAX = 253
LABEL = r"[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?"
ORIGIN = re.compile(rf"https://({LABEL}(?:\.{LABEL})+)(?::([1-9][0-9]{{0,4}}))?")
DEVELOPMENT = re.compile(r"http://(127\.0\.0\.1|\[::1\]):([1-9][0-9]{3,4})")


def check_origin(origin: str, *, development: Sequence[str] = ()) -> str:
    """The origin as it stands. Raises Malformed for any other spelling or kind of host."""
    if origin in development:
        return check_development(origin)
    found = ORIGIN.fullmatch(origin)
    if found is None or len(found[1]) > HOST_MAX or _is_address(found[1]):
        raise Malformed(f"{origin[:100]} is not an origin.")
    if found[2] is not None and not (
        PORT_MIN <= int(found[2]) <= PORT_MAX and int(found[2]) != HTTPS_PORT
    ):
        raise Malformed(f"{origin[:100]} has a wrong port.")
    return origin


def check_development(origin: str) -> str:
    """An origin of the development list: http, 127.0.0.1 or [::1], a port from 1024."""
    found = DEVELOPMENT.fullmatch(origin)
    if found is None or not DEVELOPMENT_PORT_MIN <= int(found[2]) <= PORT_MAX:
        raise Malformed(f"{origin[:100]} may not stand on the development list.")
    return origin


def authority_of(origin: str) -> str:
    """The origin without its scheme."""
    return origin.removeprefix("https://").removeprefix("http://")


def log_origin(origin: str, epoch: int) -> str:
    """The name of a log: `<authority>/fed/log/<epoch>`."""
    return f"{authority_of(origin)}/fed/log/{epoch}"


def _is_address(host: str) -> bool:
    try:
        ip_address(host)
    except ValueError:
        # A last label of digits alone would be read as an address by some resolvers.
        return host.rpartition(".")[2].isdigit()
    return True
