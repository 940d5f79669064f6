"""Addresses of an instance: one per database role, the broker and the cache."""

import os
from collections.abc import Mapping
from dataclasses import dataclass
from urllib.parse import parse_qsl, quote, urlencode, urlsplit, urlunsplit

from config.services import roles
from config.services.folders import DataFolder
from config.services.secret_files import password


@dataclass(frozen=True)
class Addresses:
    """All that the processes of one instance connect to."""

    owner: str
    app: str
    platform: str
    broker: str
    cache: str

    def roles(self) -> roles.Instance:
        """The same three logins, for making them."""
        return roles.Instance(
            owner=roles.Login.from_address(self.owner),
            app=roles.Login.from_address(self.app),
            platform=roles.Login.from_address(self.platform),
        )


def derived(
    folder: DataFolder, name: str, admin_address: str, brokers: tuple[str, str]
) -> Addresses:
    """The addresses of instance `name` on the server of `admin_address`; passwords made once."""

    def login(kind: str) -> str:
        role = f"{name}_{kind}"
        return as_role(admin_address, role, password(folder, role), name)

    return Addresses(login("owner"), login("app"), login("platform"), *brokers)


def as_role(address: str, role: str, word: str, database: str) -> str:
    """The same server for another role and database: `as_role(".../postgres", "a", "b", "c")`."""
    parts = urlsplit(address)
    kept = {"user", "password", "dbname"}
    query = urlencode([(k, v) for k, v in parse_qsl(parts.query) if k not in kept], safe="/")
    place = parts.netloc.rpartition("@")[2]
    logged_in = f"{quote(role)}:{quote(word)}@{place}"
    return urlunsplit((parts.scheme, logged_in, f"/{quote(database)}", query, ""))


def numbered(broker: str, further: int) -> str:
    """The same server, some database numbers on: `redis://h:1/0`, 1 → `redis://h:1/1`."""
    parts = urlsplit(broker)
    number = int(parts.path.lstrip("/") or 0) + further
    return urlunsplit(parts._replace(path=f"/{number}"))


def from_own_servers(environment: Mapping[str, str] = os.environ) -> tuple[str, str]:
    """(DATABASE_URL, REDIS_URL) as the person set them; an empty one means "built in"."""
    return environment.get("DATABASE_URL", ""), environment.get("REDIS_URL", "")
