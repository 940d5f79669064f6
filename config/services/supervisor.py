"""Keeps children running: starts them, restarts what dies, ends all of them in order."""

import contextlib
import os
import shutil
import signal
import subprocess
import time
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from enum import IntEnum
from pathlib import Path

from config.services import runs
from config.services.accounts import Account
from config.services.folders import ROOT, DataFolder
from config.services.processes import identify, spawn
from config.services.refusals import ServiceRefused

BACK_OFF_SECONDS_MIN, BACK_OFF_SECONDS_MAX = 0.2, 10.0
DEATHS_MAX, DEATHS_WINDOW_SECONDS = 5, 60.0
STOP_SECONDS_MAX = 45.0
HURRY_SECONDS_MAX = 3.0
LOG_BYTES_MAX = 10_000_000
TICK_SECONDS = 0.1


class Stage(IntEnum):
    """The order in which children are ended, lowest first."""

    WEB = 0
    BEAT = 1
    RELAY = 2
    WORKER = 3
    VALKEY = 4
    POSTGRESQL = 5


@dataclass
class Child:
    """One process to keep alive."""

    role: str
    stage: Stage
    command: Sequence[str]
    environment: Mapping[str, str]
    is_ready: Callable[[], bool] = lambda: True
    account: Account | None = None
    stop_signal: signal.Signals = signal.SIGTERM
    stop_seconds: float = 10.0
    process: subprocess.Popen[bytes] | None = field(default=None, repr=False)
    deaths: list[float] = field(default_factory=list)
    restart_at: float | None = None


class Interrupted(Exception):
    """The person or the system asked us to end."""


class Supervisor:
    """All children of one run. Used from one thread, since a child is tied to its thread."""

    def __init__(self, folder: DataFolder, run: runs.Run, say: Callable[[str], None]) -> None:
        self.folder = folder
        self.run = run
        self.say = say
        self.children: list[Child] = []
        self.asked_to_end = 0

    @contextlib.contextmanager
    def listening(self) -> Iterator[None]:
        """Turn SIGTERM, SIGINT and SIGHUP into an orderly end; a second one shortens it."""
        numbers = (signal.SIGTERM, signal.SIGINT, signal.SIGHUP)
        before = {number: signal.signal(number, self._note) for number in numbers}
        try:
            yield
        finally:
            for number, handler in before.items():
                signal.signal(number, handler)

    def start(self, child: Child) -> None:
        """Start a child and write it down."""
        self.children.append(child)
        self._launch(child)

    def wait_ready(self, children: Sequence[Child], seconds: float) -> None:
        """Wait until all answer, restarting what dies. Raises ServiceRefused with the log's end."""
        deadline = time.monotonic() + seconds
        for child in children:
            while not (child.process and child.process.poll() is None and child.is_ready()):
                self.tick()
                if child.role in self.run.given_up or time.monotonic() > deadline:
                    raise ServiceRefused(
                        f"{child.role} does not start. Its log is {self.log(child)}"
                    )

    def tick(self) -> None:
        """One round: notice deaths, restart what is due, sleep a little. Raises Interrupted."""
        if self.asked_to_end:
            raise Interrupted
        for child in self.children:
            if child.process is not None and _has_died(child.process):
                self._note_death(child)
            elif child.restart_at is not None and time.monotonic() >= child.restart_at:
                self._launch(child)
        time.sleep(TICK_SECONDS)

    def run_steps(self, steps: Mapping[str, subprocess.Popen[bytes]]) -> None:
        """Wait for short commands side by side. Raises ServiceRefused when one fails."""
        try:
            while any(step.poll() is None for step in steps.values()):
                self.tick()
        except Interrupted:
            for step in steps.values():
                _end_step(step)
            raise
        failed = [name for name, step in steps.items() if step.returncode]
        if failed:
            raise ServiceRefused(f"{' and '.join(failed)} failed; the reason stands above.")

    def serve(self) -> None:
        """Keep everything alive until asked to end."""
        looked_at_logs = time.monotonic()
        with contextlib.suppress(Interrupted):
            while True:
                self.tick()
                if time.monotonic() - looked_at_logs > DEATHS_WINDOW_SECONDS:
                    looked_at_logs = time.monotonic()
                    rotate(self.folder.logs)

    def end_all(self) -> None:
        """End stage by stage, each waited for; in all at most 45 s, then by force."""
        deadline = time.monotonic() + STOP_SECONDS_MAX
        for stage in Stage:
            alive = [
                child
                for child in self.children
                if child.stage is stage and child.process and child.process.poll() is None
            ]
            for child in alive:
                _signal_group_leader(child, child.stop_signal)
            for child in alive:
                self._wait_or_kill(child, deadline)
        self.children.clear()

    def log(self, child: Child) -> Path:
        """The child's log file."""
        return self.folder.logs / f"{child.role.replace(' ', '-')}.log"

    def _launch(self, child: Child) -> None:
        child.restart_at = None
        child.process = spawn(
            child.command,
            environment=child.environment,
            log=self.log(child),
            account=child.account,
            folder=Path("/") if child.account else ROOT,
            death_signal=child.stop_signal,
        )
        self.run.children[child.role] = identify(child.role, child.process.pid)
        runs.write(self.folder, self.run)

    def _note_death(self, child: Child) -> None:
        """Plan the restart, later each time; after five deaths in a minute give up on it."""
        now = time.monotonic()
        code = _bury(child)
        child.deaths = [d for d in child.deaths if now - d < DEATHS_WINDOW_SECONDS] + [now]
        self.run.restarts[child.role] = self.run.restarts.get(child.role, 0) + 1
        why = _why(code)
        if len(child.deaths) > DEATHS_MAX:
            self.run.given_up.append(child.role)
            self.say(f"{child.role} {why} again and again: given up. See {self.log(child)}")
        else:
            wait = min(BACK_OFF_SECONDS_MIN * 3 ** (len(child.deaths) - 1), BACK_OFF_SECONDS_MAX)
            child.restart_at = now + wait
            self.say(f"{child.role} {why}; starting it again.")
        runs.write(self.folder, self.run)

    def _wait_or_kill(self, child: Child, deadline: float) -> None:
        own = time.monotonic() + child.stop_seconds
        hurried: float | None = None
        while child.process is not None and child.process.poll() is None:
            now = time.monotonic()
            if self.asked_to_end > 1 and hurried is None:
                hurried = now + HURRY_SECONDS_MAX
            if now > min(deadline, own, hurried or deadline):
                _kill_group(child.process)
                child.process.wait()
                return
            time.sleep(TICK_SECONDS / 4)

    def _note(self, _number: int, _frame: object) -> None:
        self.asked_to_end += 1
        if self.asked_to_end == 1:
            self.say("Ending. Once more ends it faster.")


def rotate(logs: Path) -> None:
    """Keep each log under its limit with one older piece. Children append, so emptying is safe."""
    for log in logs.glob("*.log"):
        if log.stat().st_size > LOG_BYTES_MAX:
            shutil.copyfile(log, log.with_suffix(".log.1"))
            os.truncate(log, 0)


def _end_step(step: subprocess.Popen[bytes]) -> None:
    """Ask a short command to end, and kill it when it does not."""
    step.terminate()
    try:
        step.wait(HURRY_SECONDS_MAX)
    except subprocess.TimeoutExpired:
        step.kill()
        step.wait()


def _has_died(process: subprocess.Popen[bytes]) -> bool:
    """True when the process has ended; it stays a zombie, so that its number is still ours."""
    try:
        ended = os.waitid(os.P_PID, process.pid, os.WEXITED | os.WNOHANG | os.WNOWAIT)
    except ChildProcessError:
        return True
    return ended is not None


def _bury(child: Child) -> int:
    """Take in a dead child's exit code, after ending what it left in the group we made for it."""
    process, child.process = child.process, None
    if process is None:
        return 0
    _kill_group(process)
    return process.wait()


def _kill_group(process: subprocess.Popen[bytes]) -> None:
    """Kill the group of a child not yet waited for: until then nobody else can have its number."""
    with contextlib.suppress(ProcessLookupError, PermissionError):
        os.killpg(process.pid, signal.SIGKILL)


def _signal_group_leader(child: Child, number: signal.Signals) -> None:
    if child.process is not None:
        child.process.send_signal(number)


def _why(code: int) -> str:
    if code >= 0:
        return f"ended with code {code}"
    with contextlib.suppress(ValueError):
        return f"was killed by {signal.Signals(-code).name}"
    return f"was killed by signal {-code}"
