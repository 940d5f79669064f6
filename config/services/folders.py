"""Where a run keeps its state: one private folder, and a short one for PostgreSQL's socket."""

import hashlib
import os
import stat
from dataclasses import dataclass
from pathlib import Path

from config.services.accounts import Account, can_reach, hand_over, service_account
from config.services.refusals import ServiceRefused

ROOT = Path(__file__).resolve().parent.parent.parent
FALLBACK = Path("/var/lib/onecloak")
PRIVATE = 0o700


@dataclass(frozen=True)
class DataFolder:
    """One run's folder; `account` is who the servers run as, None for "as we are"."""

    path: Path
    account: Account | None = None
    moved_from: Path | None = None

    @property
    def lock(self) -> Path:
        """Held exclusively while a run goes on."""
        return self.path / "lock"

    @property
    def run_file(self) -> Path:
        """What runs, as `runs.py` writes it."""
        return self.path / "run.json"

    @property
    def logs(self) -> Path:
        """One file per child."""
        return self.path / "logs"

    @property
    def sockets(self) -> Path:
        """Short, since a socket's path ends at 107 bytes; two data folders never share it."""
        digest = hashlib.sha256(str(self.path).encode()).hexdigest()[:12]
        return Path("/tmp") / f"onecloak-{digest}"  # noqa: S108 (checked when made)

    def make(self) -> None:
        """Make what is missing. Raises ServiceRefused when a folder is not ours to use."""
        try:
            if self.moved_from is not None:
                FALLBACK.mkdir(mode=0o755, parents=True, exist_ok=True)
            _make_private(self.path, self.account)
            for name in ("logs", "valkey"):
                _make_private(self.path / name, self.account)
            _make_private(self.path / "secrets", self.secrets_account)
        except PermissionError as error:
            raise ServiceRefused(
                f"There is no right to write to {error.filename}. "
                "Run as the folder's owner, or set ONECLOAK_DATA to a folder of yours."
            ) from None

    def make_sockets(self) -> None:
        """Make the folder for PostgreSQL's socket. Raises ServiceRefused when it is another's."""
        _make_private(self.sockets, self.account)

    @property
    def secrets_account(self) -> Account | None:
        """Secrets go to the folder's owner, never to a shared account such as nobody."""
        checkout_owner = ROOT.stat().st_uid
        shared = self.account is not None and self.account.uid != checkout_owner
        return None if shared else self.account


def data_folder(wanted: Path | None = None) -> DataFolder:
    """The folder for `wanted` (default: ONECLOAK_DATA, else `.data/`); nothing is made yet."""
    asked = wanted or Path(os.environ.get("ONECLOAK_DATA") or ROOT / ".data")
    path = asked.absolute()
    account = service_account(ROOT)
    if can_reach(account, path):
        return DataFolder(path, account)
    digest = hashlib.sha256(str(path).encode()).hexdigest()[:12]
    return DataFolder(FALLBACK / digest, account, moved_from=path)


def _make_private(folder: Path, account: Account | None) -> None:
    """Make `folder` with mode 0700, or make sure that the one there is ours and no link."""
    owner = os.geteuid() if account is None else account.uid
    try:
        folder.mkdir(mode=PRIVATE, parents=True)
    except FileExistsError:
        found = folder.lstat()
        if not stat.S_ISDIR(found.st_mode) or found.st_uid not in {owner, os.geteuid()}:
            raise ServiceRefused(
                f"{folder} belongs to someone else. Move it away and run the command again."
            ) from None
        folder.chmod(PRIVATE)
    hand_over(folder, account)
