"""PostgreSQL and Valkey under the controller: kills, leftovers, reused numbers, two folders."""

import os
import signal
import socket
import subprocess
import sys
from dataclasses import replace
from pathlib import Path
from urllib.parse import urlsplit

import psycopg
import pytest

from config.services import runs
from config.services.folders import ROOT, DataFolder, data_folder
from config.services.processes import Identity, identify, is_running, wait_until
from config.services.refusals import AlreadyRunning
from config.services.servers import running_servers
from config.services.valkey import Valkey
from tests.config.services.conftest import WAIT_SECONDS_MAX, Hold, Holder, quiet_environment

pytestmark = pytest.mark.enable_socket

STARTS = 20


def test_a_killed_postgresql_comes_back_with_what_was_committed(hold: Hold) -> None:
    holder = hold()
    with holder.connect() as connection:
        connection.execute("CREATE TABLE kept (n int)")
        connection.execute("INSERT INTO kept VALUES (7)")
    before = holder.run().children["postgresql"]
    os.kill(before.pid, signal.SIGKILL)

    def answers() -> bool:
        try:
            with holder.connect() as connection:
                return connection.execute("SELECT n FROM kept").fetchall() == [(7,)]
        except psycopg.Error:
            return False

    assert wait_until(answers, WAIT_SECONDS_MAX)
    assert holder.run().children["postgresql"].pid != before.pid
    assert holder.run().restarts == {"postgresql": 1}
    assert "postgresql was killed by SIGKILL; starting it again." in holder.said.read_text()


def test_a_killed_valkey_comes_back_on_its_port_with_what_it_held(hold: Hold) -> None:
    holder = hold()
    server, before = holder.valkey(), holder.run().children["one valkey"]
    assert _say(server, "SET kept 7") == b"+OK"
    os.kill(before.pid, signal.SIGKILL)
    assert wait_until(lambda: not is_running(before) and server.is_ready(), WAIT_SECONDS_MAX)
    assert _say(server, "GET kept") == b"$1"
    assert holder.run().valkey_ports == {"one": server.port}


def test_a_killed_controller_leaves_nothing_and_the_next_start_recovers(hold: Hold) -> None:
    holder = hold()
    with holder.connect() as connection:
        connection.execute("CREATE TABLE kept (n int)")
    children = list(holder.run().children.values())
    assert all(map(is_running, children))
    holder.end(signal.SIGKILL)
    assert wait_until(lambda: not any(map(is_running, children)), WAIT_SECONDS_MAX)
    with hold().connect() as connection:
        assert connection.execute("SELECT count(*) FROM kept").fetchone() == (0,)


def test_asked_to_end_it_ends_its_children_and_says_success(hold: Hold) -> None:
    holder = hold()
    children = list(holder.run().children.values())
    assert holder.end(signal.SIGTERM) == 0
    assert not any(map(is_running, children))
    assert not holder.folder.run_file.exists()
    assert "fast shutdown" in (holder.folder.logs / "postgresql.log").read_text()


def test_a_second_start_is_refused_and_names_the_first(shared: Holder) -> None:
    again = _hold_and_wait(shared.folder.path)
    assert again.returncode == 1
    assert f"is in use by process {shared.process.pid} (a test)" in again.stderr
    assert "Traceback" not in again.stderr
    with pytest.raises(AlreadyRunning), runs.held(shared.folder, "another"):
        pass


def test_a_command_uses_the_servers_that_run(shared: Holder) -> None:
    data = shared.folder.path
    with (
        running_servers(["one"], purpose="x", data=data, environment={}) as servers,
        psycopg.connect(servers.addresses("one").app) as connection,
    ):
        assert connection.execute("SELECT current_user").fetchone() == ("one_app",)
    assert shared.process.poll() is None
    assert is_running(shared.run().children["postgresql"])


def test_two_folders_run_side_by_side(hold: Hold, place: Path) -> None:
    first, second = hold(place / "a"), hold(place / "b")
    assert first.folder.sockets != second.folder.sockets
    with first.connect() as connection:
        connection.execute("CREATE TABLE only_here (n int)")
    with second.connect() as connection:
        found = connection.execute("SELECT to_regclass('only_here')").fetchone()
    assert found == (None,)
    assert first.end() == 0
    with second.connect() as connection:
        assert connection.execute("SELECT 1").fetchone() == (1,)


def test_two_instances_share_postgresql_and_nothing_else(hold: Hold, place: Path) -> None:
    hold(names=("one", "two"))
    data = place / "data"
    with running_servers(["one", "two"], purpose="x", data=data, environment={}) as servers:
        one, two = servers.addresses("one"), servers.addresses("two")
    assert one.broker != two.broker
    crossed = one.app.replace("/one?", "/two?")
    with pytest.raises(psycopg.OperationalError, match="permission denied for database"):
        psycopg.connect(crossed)


def test_a_process_is_known_by_its_command_from_its_first_moment_on() -> None:
    for _ in range(STARTS):
        begun = _sleeper()
        try:
            assert identify("one web", begun.pid).command == "/bin/sleep 600"
        finally:
            begun.kill()
            begun.wait()


def test_what_a_dead_run_left_is_ended_and_a_stranger_with_its_number_is_not(
    hold: Hold, place: Path
) -> None:
    folder = data_folder(place / "data")
    folder.make()
    left, stranger = _sleeper(), _sleeper()
    try:
        proven = identify("one web", left.pid)
        reused = replace(identify("one valkey", stranger.pid), started="1")
        _write_dead_run(folder, {"one web": proven, "one valkey": reused})
        hold()
        assert left.wait(WAIT_SECONDS_MAX) == -signal.SIGTERM
        assert stranger.poll() is None
    finally:
        left.kill()
        stranger.kill()
        left.wait()
        stranger.wait()


@pytest.mark.parametrize("written", ["", "{", "[]", '{"supervisor": 1}'])
def test_a_damaged_run_file_is_no_obstacle(place: Path, written: str) -> None:
    folder = data_folder(place / "data")
    folder.make()
    folder.run_file.write_text(written)
    with runs.held(folder, "a test") as run:
        assert run.supervisor.pid == os.getpid()


def test_a_reused_number_in_postgresqls_own_file_is_no_obstacle(hold: Hold) -> None:
    holder = hold()
    holder.end()
    file = holder.folder.path / "pg" / "postmaster.pid"
    stranger = subprocess.Popen(
        ["/bin/sleep", "600"],
        user=holder.folder.account.uid if holder.folder.account else None,
    )
    try:
        file.write_text(f"{stranger.pid}\n{file.parent}\n1\n5432\n\n\n\nready\n")
        os.chown(file, file.parent.stat().st_uid, file.parent.stat().st_gid)
        with hold().connect() as connection:
            assert connection.execute("SELECT 1").fetchone() == (1,)
        assert stranger.poll() is None
    finally:
        stranger.kill()
        stranger.wait()


def test_a_half_made_cluster_is_made_anew(hold: Hold, place: Path) -> None:
    folder = data_folder(place / "data")
    folder.make()
    (folder.path / "pg.partial").mkdir()
    (folder.path / "pg.partial" / "PG_VERSION").write_text("")
    with hold().connect() as connection:
        assert connection.execute("SELECT 1").fetchone() == (1,)
    assert not (folder.path / "pg.partial").exists()


def test_a_cluster_of_another_major_is_refused_with_the_way_out(hold: Hold, place: Path) -> None:
    holder = hold()
    holder.end()
    (holder.folder.path / "pg" / "PG_VERSION").write_text("14\n")
    again = _hold_and_wait(place / "data")
    assert again.returncode == 1
    assert "belongs to PostgreSQL 14" in again.stderr
    assert "manage backup" in again.stderr
    assert "Traceback" not in again.stderr


def test_nothing_private_is_open_to_others_or_told(shared: Holder) -> None:
    holder, folder = shared, shared.folder
    for private in (folder.path, folder.sockets, folder.path / "secrets", folder.path / "pg"):
        assert private.stat().st_mode & 0o077 == 0, private
    secrets = [p.read_text() for p in (folder.path / "secrets").iterdir()]
    assert len(secrets) == 5  # PostgreSQL's superuser, Valkey, owner, app, platform
    assert all(p.stat().st_mode & 0o777 == 0o600 for p in (folder.path / "secrets").iterdir())
    told = folder.run_file.read_text() + holder.said.read_text()
    told += "".join(log.read_text() for log in folder.logs.iterdir())
    told += "".join(
        Path(f"/proc/{child.pid}/cmdline").read_text() for child in holder.run().children.values()
    )
    assert not [secret for secret in secrets if secret in told]


def test_the_servers_let_nobody_in_without_the_password(shared: Holder) -> None:
    with pytest.raises(psycopg.OperationalError, match="password authentication failed"):
        shared.connect(password="wrong")
    with socket.create_connection(("127.0.0.1", shared.valkey().port), timeout=5) as line:
        line.sendall(b"PING\r\n")
        assert line.recv(100).startswith(b"-NOAUTH")


def _hold_and_wait(data: Path) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, "-m", "tests.config.services.holder", str(data), "one"],
        cwd=ROOT,
        env=quiet_environment(),
        capture_output=True,
        text=True,
        timeout=WAIT_SECONDS_MAX,
        check=False,
    )


def _sleeper() -> subprocess.Popen[bytes]:
    return subprocess.Popen(["/bin/sleep", "600"])


def _write_dead_run(folder: DataFolder, children: dict[str, Identity]) -> None:
    dead = Identity("supervisor", 999_999_999, "1", "another boot", "python")
    runs.write(folder, runs.Run("the demo", dead, children=children))


def _say(server: Valkey, command: str) -> bytes:
    word = urlsplit(server.address(0)).password or ""
    with socket.create_connection(("127.0.0.1", server.port), timeout=5) as line:
        line.sendall(f"AUTH {word}\r\n{command}\r\n".encode())
        answer = b""
        while answer.count(b"\r\n") < 2:
            answer += line.recv(100)
    return answer.split(b"\r\n")[1]
