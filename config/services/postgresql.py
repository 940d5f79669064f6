"""The built-in PostgreSQL: how its data folder is made, how it is started, when it is ready."""

import contextlib
import os
import shutil
import subprocess
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import quote

import psycopg

from config.services.accounts import hand_over
from config.services.binaries import Binaries
from config.services.folders import DataFolder
from config.services.refusals import ServiceRefused
from config.services.secret_files import password

SUPERUSER = "postgres"
PORT = 5432  # only the name of the socket: PostgreSQL listens on no network
INITDB_SECONDS_MAX = 120
# Crash recovery may be long.
READY_SECONDS_MAX = 300
SETTINGS = {
    "listen_addresses": "",
    "unix_socket_permissions": "0700",
    "max_connections": "100",
    "shared_buffers": "64MB",
    "log_line_prefix": "%m [%p] %d ",
    # A refused statement holds values; they do not belong into a log.
    "log_min_error_statement": "panic",
    "log_error_verbosity": "terse",
}
# For tests only: a crash of the machine may lose the data.
FORGETFUL = {"fsync": "off", "synchronous_commit": "off", "full_page_writes": "off"}


@dataclass(frozen=True)
class PostgreSQL:
    """One server in one data folder; `forgetful` trades durability for speed in tests."""

    folder: DataFolder
    binaries: Binaries
    forgetful: bool = False

    @property
    def data(self) -> Path:
        """The cluster."""
        return self.folder.path / "pg"

    def prepare(self) -> None:
        """Make the cluster once; refuse one of another major version."""
        if not self.data.exists():
            self._initdb()
        found = (self.data / "PG_VERSION").read_text(encoding="ascii").strip()
        ours = self.binaries.postgresql_major()
        if found != ours:
            raise ServiceRefused(
                f"{self.data} belongs to PostgreSQL {found}, this release brings {ours}. With the "
                "old release run: python3 start.py manage backup, then with this one: "
                "python3 start.py manage restore"
            )
        self.folder.make_sockets()
        self._settle_pid_file()

    def command(self) -> list[str]:
        """PostgreSQL in the foreground, as a direct child."""
        settings = {**SETTINGS, **(FORGETFUL if self.forgetful else {})}
        settings["unix_socket_directories"] = str(self.folder.sockets)
        options = [part for name, value in settings.items() for part in ("-c", f"{name}={value}")]
        program = str(self.binaries.postgresql / "postgres")
        return [program, "-D", str(self.data), "-p", str(PORT), *options]

    def environment(self) -> dict[str, str]:
        """What the server gets to see of our environment."""
        return {"PATH": os.defpath, "LC_ALL": "C", "TZ": "UTC"}

    def address(self, *, role: str, word: str, database: str) -> str:
        """`postgresql://role:word@/database?host=/folder`."""
        host = quote(str(self.folder.sockets), safe="/")
        return f"postgresql://{quote(role)}:{quote(word)}@/{quote(database)}?host={host}"

    def superuser_address(self) -> str:
        """The address with all rights, for making roles and databases."""
        word = password(self.folder, "postgresql")
        return self.address(role=SUPERUSER, word=word, database="postgres")

    def is_ready(self) -> bool:
        """True when a real connection with our password answers."""
        try:
            with psycopg.connect(self.superuser_address(), connect_timeout=5) as connection:
                connection.execute("SELECT 1")
        except psycopg.Error:
            return False
        return True

    def _initdb(self) -> None:
        partial = self.data.with_suffix(".partial")
        shutil.rmtree(partial, ignore_errors=True)
        word = self.folder.path / "initdb-password"
        word.unlink(missing_ok=True)
        handle = os.open(word, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
        with os.fdopen(handle, "w", encoding="ascii") as file:
            file.write(password(self.folder, "postgresql"))
        hand_over(word, self.folder.account)
        try:
            self._run_initdb(partial, word)
        finally:
            word.unlink()
        partial.rename(self.data)

    def _run_initdb(self, target: Path, word: Path) -> None:
        account = self.folder.account
        locale = ["--locale-provider=builtin", "--builtin-locale=PG_UNICODE_FAST"]
        if int(self.binaries.postgresql_major()) < 18:  # noqa: PLR2004 (the release that has it)
            locale = ["--locale=C"]
        done = subprocess.run(
            [
                str(self.binaries.postgresql / "initdb"),
                f"--pgdata={target}",
                f"--username={SUPERUSER}",
                f"--pwfile={word}",
                "--auth=scram-sha-256",
                "--encoding=UTF8",
                "--data-checksums",
                *locale,
                *(["--no-sync"] if self.forgetful else []),
            ],
            env=self.environment(),
            cwd="/",
            user=None if account is None else account.uid,
            group=None if account is None else account.gid,
            extra_groups=None if account is None else [],
            capture_output=True,
            text=True,
            timeout=INITDB_SECONDS_MAX,
            check=False,
        )
        if done.returncode:
            shutil.rmtree(target, ignore_errors=True)
            reason = (done.stderr.strip().splitlines() or ["no reason given"])[-1]
            raise ServiceRefused(f"PostgreSQL could not make {self.data} ({reason}).")

    def _settle_pid_file(self) -> None:
        """Keep a reused process number from being taken for a server of ours.

        After a crash the number in `postmaster.pid` may belong to anybody. We hold the folder's
        lock, so no other controller runs a server here. The file stays, since PostgreSQL finds
        the old server's shared memory by it and waits for orphans; only the number becomes that
        of the parent, which PostgreSQL passes over.
        """
        with contextlib.suppress(FileNotFoundError):
            file = self.data / "postmaster.pid"
            _, _, rest = file.read_text(encoding="utf-8").partition("\n")
            file.write_text(f"{os.getpid()}\n{rest}", encoding="utf-8")
