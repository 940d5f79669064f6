"""Who this instance is on the wire: origin from the settings, keys from the key folder."""

import os
from datetime import datetime, timedelta
from pathlib import Path
from typing import cast

from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from django.conf import settings
from django.utils import timezone

from federation.protocol.canonical import HASH_BYTES, Malformed, b64u, unb64u
from federation.protocol.keys import keyid
from federation.protocol.origins import authority_of, check_origin

REQUEST, LOG = "request", "log"


class NotSetUp(RuntimeError):
    """There is no origin or there are no keys yet."""


def is_set_up() -> bool:
    """True when an origin is configured and keys were made."""
    return bool(settings.FEDERATION["origin"]) and _path(LOG).is_file()


def origin() -> str:
    """The configured origin, never one derived from a request. Raises NotSetUp, Malformed."""
    configured = cast("str", settings.FEDERATION["origin"])
    if not configured:
        raise NotSetUp("FEDERATION_ORIGIN is not set.")
    return check_origin(configured, development=development_origins())


def authority() -> str:
    """The origin without its scheme."""
    return authority_of(origin())


def development_origins() -> tuple[str, ...]:
    """The origins of the development list, usually none."""
    return tuple(cast("list[str]", settings.FEDERATION["dev_origins"]))


def check_peer_origin(candidate: str) -> str:
    """An origin that may be a peer here: well formed and not our own. Raises Malformed."""
    if check_origin(candidate, development=development_origins()) == origin():
        raise Malformed("This is our own origin.")
    return candidate


def demo_night_seconds() -> int:
    """Seconds between two nights of the demo; 0 where nights are nights."""
    return cast("int", settings.FEDERATION["demo_night"])


def least_people() -> int:
    """The instance's own k: the fewest people behind a figure that leaves."""
    return cast("int", settings.FEDERATION["k"])


def now() -> datetime:
    """The time on the wire; tests may move it."""
    return timezone.now() + timedelta(seconds=cast("int", settings.FEDERATION["clock_offset"]))


def key(role: str) -> Ed25519PrivateKey:
    """A private key of this instance. Raises NotSetUp."""
    try:
        text = _path(role).read_text(encoding="ascii").strip()
    except FileNotFoundError as error:
        raise NotSetUp(f"There is no {role} key yet; run: manage.py federation init") from error
    return Ed25519PrivateKey.from_private_bytes(unb64u(text, size=HASH_BYTES))


def make_key(role: str) -> Ed25519PrivateKey:
    """Make and keep a new key, readable by this account only. Raises FileExistsError."""
    made = Ed25519PrivateKey.generate()
    folder = cast("Path", settings.FEDERATION["key_dir"])
    folder.mkdir(mode=0o700, parents=True, exist_ok=True)
    handle = os.open(_path(role), os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    with os.fdopen(handle, "w", encoding="ascii") as file:
        file.write(b64u(made.private_bytes_raw()) + "\n")
    return made


def has_key(role: str) -> bool:
    """True when this key was made."""
    return _path(role).is_file()


def x_of(private: Ed25519PrivateKey) -> str:
    """The public key as the wire writes it."""
    return b64u(private.public_key().public_bytes_raw())


def keyid_of(private: Ed25519PrivateKey) -> str:
    """The name of one of our keys."""
    return keyid(authority(), x_of(private))


def journal() -> Path:
    """The signer's journal, outside the database."""
    return cast("Path", settings.FEDERATION["journal"])


def _path(role: str) -> Path:
    return cast("Path", settings.FEDERATION["key_dir"]) / f"{role}.key"
