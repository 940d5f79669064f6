"""Real instances for tests: a database, a web server, a worker each, joined by loopback only."""

import json
import os
import shutil
import socket
import subprocess
import sys
import time
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit, urlunsplit

import psycopg
from psycopg import sql

from tests.wire.recorder import LOOPBACK, Recorder

ROOT = Path(__file__).resolve().parents[2]
START_SECONDS = 240
STOP_SECONDS = 60


class Stack:
    """One instance; `port` is the one that its peer knows."""

    def __init__(self, database: str, folder: Path, port: int, ports: list[int]) -> None:
        self.database, self.port = database, port
        self.web_port = free_port()
        self.origin = f"http://{LOOPBACK}:{port}"
        self.env = {
            **os.environ,
            "DATABASE_URL": with_database(os.environ["DATABASE_APP_URL"], database),
            "FEDERATION_ORIGIN": self.origin,
            "FEDERATION_DEV_ORIGINS": json.dumps([f"http://{LOOPBACK}:{p}" for p in ports]),
            "FEDERATION_KEY_DIR": str(folder / "keys"),
            "FEDERATION_JOURNAL": str(folder / "journal"),
            "FEDERATION_DEMO_NIGHT": "0",
            "PYTHONPATH": str(ROOT),
        }
        self.recorder: Recorder | None = None
        self.web: subprocess.Popen[bytes] | None = None
        self.worker: subprocess.Popen[str] | None = None

    def start(self) -> None:
        """Start recorder, web server and worker, and wait until the web answers."""
        self.recorder = Recorder(self.port, self.web_port)
        command = ["-m", "gunicorn", "--config=python:config.gunicorn"]
        self.web = subprocess.Popen(
            [
                sys.executable,
                *command,
                f"--bind={LOOPBACK}:{self.web_port}",
                "--threads=2",
                "--log-level=error",
            ],
            env=self.env,
            cwd=ROOT,
        )
        self.worker = subprocess.Popen(
            [sys.executable, "-m", "tests.wire.worker"],
            env=self.env,
            cwd=ROOT,
            text=True,
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
        )
        wait_for(self.web_port)

    def stop(self) -> None:
        """End exactly the processes that were started here."""
        if self.recorder:
            self.recorder.close()
        for process in (self.web, self.worker):
            if process is not None:
                process.terminate()
                process.wait(timeout=STOP_SECONDS)
                for stream in (process.stdin, process.stdout):
                    if stream is not None:
                        stream.close()
        self.web = self.worker = self.recorder = None

    def kill_worker(self) -> None:
        """End the worker as a power cut would."""
        assert self.worker is not None
        self.worker.kill()
        self.worker.wait(timeout=STOP_SECONDS)

    def do(self, act: str, **kwargs: Any) -> Any:
        """Have the worker run something; raises what went wrong there as text."""
        assert self.worker is not None
        assert self.worker.stdin is not None
        assert self.worker.stdout is not None
        self.worker.stdin.write(json.dumps([act, kwargs]) + "\n")
        self.worker.stdin.flush()
        answer = json.loads(self.worker.stdout.readline())
        if "error" in answer:
            raise RuntimeError(answer["error"])
        return answer["ok"]

    def as_owner(self, statement: str, *values: Any) -> None:
        """Change the database past all walls, as its owner."""
        address = with_database(os.environ["DATABASE_URL"], self.database)
        with psycopg.connect(address, autocommit=True) as connection:
            connection.execute(statement, values)


def migrate(name: str) -> None:
    """Make a database and migrate it as the owner."""
    drop_databases([name])
    _on_server(sql.SQL("CREATE DATABASE {}").format(sql.Identifier(name)))
    env = {**os.environ, "DATABASE_URL": with_database(os.environ["DATABASE_URL"], name)}
    subprocess.run(
        [sys.executable, "manage.py", "migrate", "--verbosity", "0"], env=env, cwd=ROOT, check=True
    )


def copy(template: str, names: list[str]) -> None:
    """Make databases that are like another one, to which nobody is connected."""
    drop_databases(names)
    for name in names:
        _on_server(
            sql.SQL("CREATE DATABASE {} TEMPLATE {}").format(
                sql.Identifier(name), sql.Identifier(template)
            )
        )
        _on_server(
            sql.SQL("GRANT CONNECT ON DATABASE {} TO {}").format(
                sql.Identifier(name), sql.Identifier(f"{os.environ['ONECLOAK_NAME']}_app")
            )
        )


def drop_databases(names: list[str]) -> None:
    """Take them away, whoever is still connected."""
    for name in names:
        _on_server(sql.SQL("DROP DATABASE IF EXISTS {} (FORCE)").format(sql.Identifier(name)))


def clear_folder(folder: Path) -> None:
    """Keys and journal of a run go with it."""
    shutil.rmtree(folder, ignore_errors=True)


def with_database(address: str, name: str) -> str:
    """The same server and role, another database."""
    return urlunsplit(urlsplit(address)._replace(path=f"/{name}"))


def free_port() -> int:
    """A loopback port that is free now."""
    with socket.socket() as probe:
        probe.bind((LOOPBACK, 0))
        return int(probe.getsockname()[1])


def wait_for(port: int) -> None:
    """Return once something answers on the port."""
    until = time.monotonic() + START_SECONDS
    while time.monotonic() < until:
        with socket.socket() as probe:
            if probe.connect_ex((LOOPBACK, port)) == 0:
                return
        time.sleep(0.05)
    raise TimeoutError(f"Nothing answers on port {port}.")


def _on_server(statement: sql.Composed) -> None:
    address = with_database(os.environ["DATABASE_URL"], "postgres")
    with psycopg.connect(address, autocommit=True) as connection:
        connection.execute(statement)
