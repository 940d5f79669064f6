"""Which account the servers run as, and whether it can reach a folder.

PostgreSQL refuses to run as root. Nothing here makes an account or changes anything above our own
folder.
"""

import os
import pwd
import shutil
import subprocess
from dataclasses import dataclass
from pathlib import Path

from config.services.refusals import ServiceRefused

REACH_SECONDS_MAX = 10


@dataclass(frozen=True)
class Account:
    """An account of this machine."""

    name: str
    uid: int
    gid: int


def service_account(checkout: Path) -> Account | None:
    """The account for the servers; None means "as we are", the rule for everybody but root."""
    if os.geteuid() != 0:
        return None
    owner = checkout.stat().st_uid
    if owner != 0:
        return _by_uid(owner)
    return _by_name(os.environ.get("ONECLOAK_RUN_AS", "nobody"))


def can_reach(account: Account | None, place: Path) -> bool:
    """Whether `account` may enter `place`, or the nearest folder above that exists."""
    if account is None:
        return True
    existing = place
    while not existing.exists():
        existing = existing.parent
    test = shutil.which("test", path="/usr/bin:/bin")
    if test is None:
        return False
    tried = subprocess.run(
        [test, "-x", str(existing)],
        user=account.uid,
        group=account.gid,
        extra_groups=[],
        cwd="/",
        timeout=REACH_SECONDS_MAX,
        check=False,
    )
    return tried.returncode == 0


def hand_over(place: Path, account: Account | None) -> None:
    """Give a file or folder that we have just made to the account."""
    if account is not None:
        os.chown(place, account.uid, account.gid, follow_symlinks=False)


def _by_uid(uid: int) -> Account:
    try:
        entry = pwd.getpwuid(uid)
    except KeyError:
        raise ServiceRefused(
            f"The folder belongs to the number {uid}, which is no account here, and PostgreSQL "
            "refuses root. Give the folder to an account that exists."
        ) from None
    return Account(entry.pw_name, entry.pw_uid, entry.pw_gid)


def _by_name(name: str) -> Account:
    try:
        entry = pwd.getpwnam(name)
    except KeyError:
        raise ServiceRefused(
            f"There is no account {name!r}, and PostgreSQL refuses root. "
            "Set ONECLOAK_RUN_AS to an account that exists."
        ) from None
    if entry.pw_uid == 0:
        raise ServiceRefused("PostgreSQL refuses root. Set ONECLOAK_RUN_AS to another account.")
    return Account(entry.pw_name, entry.pw_uid, entry.pw_gid)
