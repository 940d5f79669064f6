"""Starts processes and proves which ones are ours.

A process is ours only if its number, its start time, the machine's boot and its command all match
what was written down: "the number exists" is no proof.
"""

import contextlib
import ctypes
import os
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from config.services.accounts import Account, hand_over

PR_SET_PDEATHSIG = 1
START_TIME_FIELD = 19  # of /proc/<pid>/stat, counted after the command's closing bracket
LOG_MODE = 0o600
COMMAND_SECONDS_MAX = 10
_PRCTL = ctypes.CDLL(None).prctl if sys.platform == "linux" else None


@dataclass(frozen=True)
class Identity:
    """What proves that a process is the one we started."""

    role: str
    pid: int
    started: str
    boot: str
    command: str


def identify(role: str, pid: int) -> Identity:
    """Write down a process that runs now; one that has just begun has a command within moments."""
    wait_until(lambda: bool(_command(pid)) or not _start_time(pid), COMMAND_SECONDS_MAX)
    return Identity(role, pid, _start_time(pid), _boot(), _command(pid))


def is_running(identity: Identity) -> bool:
    """True only if exactly this process runs; a zombie does not."""
    return (
        identity.boot == _boot()
        and bool(identity.started)
        and _start_time(identity.pid) == identity.started
        and _command(identity.pid) == identity.command
    )


def send(identity: Identity, number: signal.Signals) -> bool:
    """Signal the process if it is still the same one; False when it is gone."""
    try:
        return _send(identity, number)
    except OSError:
        return False


def _send(identity: Identity, number: signal.Signals) -> bool:
    if not hasattr(os, "pidfd_open"):
        running = is_running(identity)
        if running:
            os.kill(identity.pid, number)
        return running
    handle = os.pidfd_open(identity.pid)
    try:
        # The handle is bound to the process, so between this check and the signal nothing slips.
        running = is_running(identity)
        if running:
            signal.pidfd_send_signal(handle, number)
    finally:
        os.close(handle)
    return running


def end(identity: Identity, number: signal.Signals, seconds: float) -> None:
    """Ask a process to end, wait, and kill it when it has not ended in time."""
    if send(identity, number) and not wait_gone(identity, seconds):
        send(identity, signal.SIGKILL)
        wait_gone(identity, seconds)


def wait_gone(identity: Identity, seconds: float) -> bool:
    """Wait until the process has ended; False when it has not."""
    return wait_until(lambda: not is_running(identity), seconds)


def wait_until(condition: Callable[[], bool], seconds: float) -> bool:
    """Ask again and again until `condition` holds; False when the time is over."""
    deadline = time.monotonic() + seconds
    while not condition():
        if time.monotonic() > deadline:
            return False
        time.sleep(0.05)
    return True


def spawn(
    command: Sequence[str],
    *,
    environment: Mapping[str, str],
    log: Path | None,
    account: Account | None = None,
    folder: Path,
    death_signal: signal.Signals = signal.SIGTERM,
) -> subprocess.Popen[bytes]:
    """Start a process in its own session that ends when we do, even by `kill -9`."""
    output = None if log is None else _open_log(log, account)
    try:
        return subprocess.Popen(
            list(command),
            env=dict(environment),
            cwd=folder,
            stdin=subprocess.DEVNULL,
            stdout=output,
            stderr=None if output is None else subprocess.STDOUT,
            start_new_session=True,
            user=None if account is None else account.uid,
            group=None if account is None else account.gid,
            extra_groups=None if account is None else [],
            umask=0o077,
            preexec_fn=_tie_to(os.getpid(), death_signal),  # noqa: PLW1509 (we run one thread)
        )
    finally:
        if output is not None:
            os.close(output)


def _tie_to(parent: int, death_signal: signal.Signals) -> Callable[[], None]:
    """What the child runs before its program; after the change of account, which would undo it."""

    def tie() -> None:
        if _PRCTL is not None:
            _PRCTL(PR_SET_PDEATHSIG, int(death_signal), 0, 0, 0)
            if os.getppid() != parent:
                os._exit(1)

    return tie


def _open_log(log: Path, account: Account | None) -> int:
    handle = os.open(log, os.O_WRONLY | os.O_CREAT | os.O_APPEND, LOG_MODE)
    hand_over(log, account)
    return handle


def _boot() -> str:
    with contextlib.suppress(OSError):
        return Path("/proc/sys/kernel/random/boot_id").read_text(encoding="ascii").strip()
    return ""


def _start_time(pid: int) -> str:
    """Clock ticks since boot on Linux, a date elsewhere; empty when there is no such process."""
    if sys.platform != "linux":
        return _ask_ps(pid, "lstart=")
    try:
        status = Path(f"/proc/{pid}/stat").read_text(encoding="utf-8", errors="replace")
    except OSError:
        return ""
    fields = status.rpartition(")")[2].split()
    return "" if fields[0] in {"Z", "X"} else fields[START_TIME_FIELD]


def _command(pid: int) -> str:
    if sys.platform != "linux":
        return _ask_ps(pid, "command=")
    try:
        line = Path(f"/proc/{pid}/cmdline").read_bytes()
    except OSError:
        return ""
    return line.replace(b"\0", b" ").decode(errors="replace").strip()


def _ask_ps(pid: int, column: str) -> str:
    shown = subprocess.run(
        ["/bin/ps", "-o", column, "-p", str(pid)], capture_output=True, text=True, check=False
    )
    return shown.stdout.strip()
