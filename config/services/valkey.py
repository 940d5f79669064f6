"""The built-in Valkey: broker, shared cache and locks of one instance."""

import os
import socket
from dataclasses import dataclass
from pathlib import Path

from config.services.accounts import hand_over
from config.services.binaries import Binaries
from config.services.folders import DataFolder
from config.services.secret_files import password

LOOPBACK = "127.0.0.1"
READY_SECONDS_MAX = 60
ANSWER_SECONDS_MAX = 2.0


@dataclass(frozen=True)
class Valkey:
    """One server for the instance `name`, on a loopback port that lasts as long as the run."""

    folder: DataFolder
    binaries: Binaries
    name: str
    port: int

    @property
    def data(self) -> Path:
        """Its append-only file and its configuration."""
        return self.folder.path / "valkey" / self.name

    def prepare(self) -> None:
        """Write the configuration; the password stands there and on no command line."""
        self.data.mkdir(mode=0o700, exist_ok=True)
        hand_over(self.data, self.folder.account)
        self._configuration.unlink(missing_ok=True)
        handle = os.open(self._configuration, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
        with os.fdopen(handle, "w", encoding="utf-8") as file:
            file.write(self._settings())
        hand_over(self._configuration, self.folder.account)

    def command(self) -> list[str]:
        """Valkey in the foreground, as a direct child."""
        return [str(self.binaries.valkey), str(self._configuration)]

    def environment(self) -> dict[str, str]:
        """What the server gets to see of our environment."""
        return {"PATH": os.defpath, "LC_ALL": "C", "TZ": "UTC"}

    def address(self, number: int) -> str:
        """`redis://:word@127.0.0.1:port/number`."""
        return f"redis://:{self._word()}@{LOOPBACK}:{self.port}/{number}"

    def is_ready(self) -> bool:
        """True when an authenticated PING answers."""
        try:
            with socket.create_connection((LOOPBACK, self.port), ANSWER_SECONDS_MAX) as line:
                line.sendall(f"AUTH {self._word()}\r\nPING\r\n".encode())
                return _read_lines(line, 2) == [b"+OK", b"+PONG"]
        except OSError:
            return False

    @property
    def _configuration(self) -> Path:
        return self.data / "valkey.conf"

    def _word(self) -> str:
        return password(self.folder, f"{self.name}-valkey")

    def _settings(self) -> str:
        lines = {
            "bind": LOOPBACK,
            "port": str(self.port),
            "protected-mode": "yes",
            "requirepass": self._word(),
            "daemonize": "no",
            "set-proc-title": "no",
            "dir": f'"{self.data}"',
            "save": '""',
            "appendonly": "yes",
            "appendfsync": "everysec",
            "maxmemory-policy": "noeviction",
            "databases": "16",
        }
        return "".join(f"{name} {value}\n" for name, value in lines.items())


def free_port() -> int:
    """A loopback port that nobody listens on now."""
    with socket.socket() as probe:
        probe.bind((LOOPBACK, 0))
        port: int = probe.getsockname()[1]
        return port


def _read_lines(line: socket.socket, count: int) -> list[bytes]:
    received = b""
    while received.count(b"\r\n") < count:
        part = line.recv(256)
        if not part or received.startswith(b"-"):
            break
        received += part
    return received.split(b"\r\n")[:count]
