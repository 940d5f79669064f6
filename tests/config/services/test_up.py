"""The whole demo: both regions answer, a killed child returns, the end leaves nothing."""

import json
import os
import shutil
import signal
import subprocess
import sys
import urllib.error
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import psycopg
import pytest
from psycopg.types.json import Jsonb

from config.services import runs
from config.services.addresses import as_role
from config.services.binaries import binaries_for
from config.services.folders import ROOT, data_folder
from config.services.instances import DEMO
from config.services.postgresql import PostgreSQL
from config.services.processes import is_running, wait_until
from config.services.runs import Run
from config.services.secret_files import password
from tests.config.services.conftest import Hold, private_place, quiet_environment

START_SECONDS_MAX = 180.0
FIRST_PORT = "21000"


@pytest.fixture(scope="module")
def demo() -> Iterator[Path]:
    """The demo, running detached in a folder of its own."""
    with private_place() as place:
        data = place / "data"
        started = _manage(data, "up", "--detach", "--first-port", FIRST_PORT)
        try:
            assert started.returncode == 0, started.stderr
            assert "http://localhost:" in started.stderr
            yield data
        finally:
            last = runs.read(data_folder(data))
            ended = _manage(data, "down")
            shutil.rmtree(data_folder(data).sockets, ignore_errors=True)
        assert ended.returncode == 0, ended.stderr
        assert last
        assert [role for role, child in last.children.items() if is_running(child)] == []


def test_both_regions_answer_and_are_ready_to_serve(demo: Path) -> None:
    for address in _run(demo).pages.values():
        assert _ask(f"{address}/healthz") == (200, "ok\n")
        assert _becomes_ready(address)


def test_one_killed_web_returns_and_the_other_region_never_notices(demo: Path) -> None:
    run = _run(demo)
    killed, other = run.children["westvale web"], run.children["northshore web"]
    os.kill(killed.pid, signal.SIGKILL)
    assert wait_until(lambda: not is_running(killed), START_SECONDS_MAX)
    # A process of the killed one may answer for a moment yet: first see the new start noted.
    assert wait_until(lambda: "westvale web" in _run(demo).restarts, START_SECONDS_MAX)
    assert _becomes_ready(run.pages["westvale"])
    assert is_running(other)
    assert _run(demo).restarts["westvale web"] == 1
    said = (data_folder(demo).logs / "up.log").read_text()
    assert "westvale web was killed by SIGKILL; starting it again." in said


def test_without_its_broker_a_region_says_so_and_the_other_serves(demo: Path) -> None:
    run = _run(demo)
    broker = run.children["northshore valkey"]
    os.kill(broker.pid, signal.SIGSTOP)
    try:
        assert _becomes(f"{run.pages['northshore']}/readyz", 503, "unavailable\n")
        assert _becomes(f"{run.pages['northshore']}/healthz", 200, "ok\n")
        assert _becomes_ready(run.pages["westvale"])
    finally:
        os.kill(broker.pid, signal.SIGCONT)


def test_status_tells_each_process(demo: Path) -> None:
    shown = json.loads(_manage(demo, "status", "--json").stdout)
    processes = {row["process"] for row in shown["processes"]}
    assert processes == {"postgresql"} | {
        f"{region} {part}"
        for region in ("westvale", "northshore")
        for part in ("valkey", "web", "worker", "relay", "beat")
    }
    assert set(shown["pages"]) == {"westvale", "northshore"}


def test_a_command_acts_on_the_instance_it_names_and_says_which(demo: Path) -> None:
    script = "from django.conf import settings; print(settings.INSTANCE_NAME)"
    first = _manage(demo, "shell", "-v0", "-c", script)
    assert first.stdout == "westvale\n"
    assert "Acting on westvale" in first.stderr
    second = _manage(demo, "shell", "-v0", "-c", script, "--instance", "northshore")
    assert second.stdout == "northshore\n"
    unknown = _manage(demo, "shell", "-c", script, "--instance=eastvale")
    assert unknown.returncode == 1
    assert "There is no instance 'eastvale'" in unknown.stderr
    assert "Traceback" not in unknown.stderr


@pytest.mark.parametrize("name", DEMO)
def test_the_demo_keeps_every_law(demo: Path, name: str) -> None:
    assert _laws_broken(demo, name) == {}
    catalog = _manage(demo, "check_catalog", "--instance", name)
    assert catalog.returncode == 0, catalog.stdout + catalog.stderr


def test_a_summary_damaged_by_hand_is_named(demo: Path) -> None:
    """As the owner of the database; it is as it was afterwards."""
    with _as_owner(demo, "northshore") as connection:
        told = "SELECT id, period, rev, body FROM federation_summary ORDER BY period, rev LIMIT 1"
        row = connection.execute(told).fetchone()
        assert row
        damage = "UPDATE federation_summary SET body = %s WHERE id = %s"
        connection.execute(damage, [Jsonb({**row[3], "work": {}}), row[0]])
        try:
            named = {f"summary {row[1]} rev {row[2]}"}
            assert _laws_broken(demo, "northshore") == {
                "summaries_are_their_lines": named,
                "summaries_are_recomputed_aggregates": named,
            }
        finally:
            connection.execute(damage, [Jsonb(row[3]), row[0]])
    assert _laws_broken(demo, "northshore") == {}


def test_a_second_start_says_where_the_pages_are(demo: Path) -> None:
    again = _manage(demo, "up")
    assert again.returncode == 1
    assert " and ".join(_run(demo).pages.values()) in again.stderr
    assert "Traceback" not in again.stderr


def test_down_ends_the_run_and_only_a_plain_yes_deletes_the_data(hold: Hold, place: Path) -> None:
    holder, data = hold(), place / "data"
    assert _manage(data, "down").returncode == 0
    assert holder.process.wait(START_SECONDS_MAX) == 0
    refused = _manage(data, "reset")
    assert refused.returncode == 1
    assert "reset --yes" in refused.stderr
    assert (holder.folder.path / "pg").exists()
    assert _manage(data, "reset", "--yes").returncode == 0
    assert not holder.folder.path.exists()
    assert not holder.folder.sockets.exists()
    assert "Nothing runs here." in _manage(data, "down").stderr


def _laws_broken(data: Path, name: str) -> dict[str, set[str]]:
    """The laws that an instance breaks, each with the rows; the exit code says the same."""
    done = _manage(data, "check_invariants", "--instance", name)
    answer = json.loads(done.stdout)
    found = {
        law["name"].rpartition(".")[2]: {breach["row"] for breach in law["breaches"]}
        for law in answer["checked"]
        if law["breaches"]
    }
    assert (answer["instance"], answer["ok"]) == (name, not found)
    assert done.returncode == (1 if found else 0), done.stderr
    return found


@contextmanager
def _as_owner(data: Path, name: str) -> Iterator[psycopg.Connection]:
    folder = data_folder(data)
    server = PostgreSQL(folder, binaries_for(folder))
    role = f"{name}_owner"
    address = as_role(server.superuser_address(), role, password(folder, role), name)
    with psycopg.connect(address, autocommit=True) as connection:
        yield connection


def _run(data: Path) -> Run:
    run = runs.running(data_folder(data))
    assert run is not None
    return run


def _ask(address: str) -> tuple[int, str]:
    try:
        with urllib.request.urlopen(address, timeout=30) as answer:  # noqa: S310
            return answer.status, answer.read().decode()
    except urllib.error.HTTPError as answer:
        with answer:
            return answer.code, answer.read().decode()
    except OSError as error:
        return 0, str(error)


def _becomes_ready(address: str) -> bool:
    return _becomes(f"{address}/readyz", 200, "ok\n")


def _becomes(address: str, status: int, text: str) -> bool:
    return wait_until(lambda: _ask(address) == (status, text), START_SECONDS_MAX)


def _manage(data: Path, *arguments: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, "manage.py", *arguments],
        cwd=ROOT,
        env={**quiet_environment(), "ONECLOAK_DATA": str(data)},
        capture_output=True,
        text=True,
        timeout=START_SECONDS_MAX,
        check=False,
    )
