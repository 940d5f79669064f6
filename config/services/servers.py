"""PostgreSQL and Valkey for a run: built in where nothing is given, the given ones otherwise."""

import contextlib
import os
import signal
import sys
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from config.services import addresses, postgresql, roles, runs, valkey
from config.services.addresses import Addresses
from config.services.binaries import binaries_for
from config.services.folders import DataFolder, data_folder
from config.services.postgresql import PostgreSQL
from config.services.processes import wait_until
from config.services.refusals import AlreadyRunning, ServiceRefused
from config.services.supervisor import Child, Stage, Supervisor
from config.services.valkey import Valkey

OTHER_START_SECONDS_MAX = 60


@dataclass(frozen=True)
class Servers:
    """What runs now: the address that makes roles and databases, and the brokers by instance."""

    folder: DataFolder
    admin: str
    brokers: Mapping[str, tuple[str, str]]

    def addresses(self, name: str) -> Addresses:
        """The addresses of instance `name`. Raises ServiceRefused when the run lacks it."""
        if name not in self.brokers:
            raise ServiceRefused(
                f"The run in {self.folder.path} has no instance {name!r}, only "
                f"{' and '.join(self.brokers)}. End it first: python3 start.py stop"
            )
        return addresses.derived(self.folder, name, self.admin, self.brokers[name])


def say(line: str) -> None:
    """Tell the person at the terminal."""
    sys.stderr.write(line + "\n")
    sys.stderr.flush()


@contextlib.contextmanager
def running_servers(
    names: Sequence[str],
    *,
    purpose: str,
    data: Path | None = None,
    environment: Mapping[str, str] = os.environ,
) -> Iterator[Servers]:
    """Servers for the instances `names` for the time of the block.

    Those of a run that already goes on in the folder `data` are used; else they are started and
    ended again. Raises ServiceRefused.
    """
    folder = data_folder(data)
    if all(addresses.from_own_servers(environment)):
        folder.make()
        yield _given_servers(folder, names, environment)
        return
    with contextlib.ExitStack() as stack:
        try:
            run = stack.enter_context(runs.held(folder, purpose))
        except AlreadyRunning:
            yield _of_other_run(folder)
            return
        supervisor = Supervisor(folder, run, say)
        stack.callback(supervisor.end_all)
        servers = start_servers(supervisor, names, environment=environment)
        prepare_instances(supervisor, servers)
        yield servers


@contextlib.contextmanager
def servers_for_tests(data: Path, name: str, *, forgetful: bool = True) -> Iterator[dict[str, str]]:
    """DATABASE_URL (may make roles and databases) and REDIS_URL for a test run.

    `forgetful` ones never wait for the disk. What is set in the environment wins; the rest is
    started, in a folder that holds nothing but tests. Raises AlreadyRunning when a test run goes on
    there.
    """
    database, broker = addresses.from_own_servers()
    if database and broker:
        yield {"DATABASE_URL": database, "REDIS_URL": broker}
        return
    folder = data_folder(data)
    with runs.held(folder, "tests") as run, contextlib.ExitStack() as stack:
        supervisor = Supervisor(folder, run, say)
        stack.callback(supervisor.end_all)
        servers = start_servers(supervisor, [name], forgetful=forgetful)
        yield {"DATABASE_URL": servers.admin, "REDIS_URL": servers.brokers[name][0]}


def start_servers(
    supervisor: Supervisor,
    names: Sequence[str],
    *,
    forgetful: bool = False,
    environment: Mapping[str, str] = os.environ,
) -> Servers:
    """Start what is not given and wait until it answers."""
    folder = supervisor.folder
    database, broker = addresses.from_own_servers(environment)
    brokers = {
        name: (addresses.numbered(broker, 2 * place), addresses.numbered(broker, 2 * place + 1))
        for place, name in enumerate(names)
        if broker
    }
    started = []
    if not broker:
        for name in names:
            brokers[name], child = _start_valkey(supervisor, name)
            started.append(child)
    if not database:
        database, child = _start_postgresql(supervisor, forgetful=forgetful)
        started.append(child)
    supervisor.wait_ready(started, postgresql.READY_SECONDS_MAX)
    return Servers(folder, database, brokers)


def prepare_instances(supervisor: Supervisor, servers: Servers) -> None:
    """Make the instances' roles and databases, then let other commands use the servers."""
    for name in servers.brokers:
        roles.set_up(servers.admin, servers.addresses(name).roles())
    supervisor.run.servers_ready = True
    runs.write(supervisor.folder, supervisor.run)


def placeholder(name: str) -> Addresses:
    """Addresses for a command that needs no database: well formed, nobody listens."""
    nowhere = "postgresql://nobody@127.0.0.1:1/"
    return Addresses(nowhere + name, nowhere + name, nowhere + name, *["redis://127.0.0.1:1/0"] * 2)


def _start_postgresql(supervisor: Supervisor, *, forgetful: bool) -> tuple[str, Child]:
    folder = supervisor.folder
    if folder.moved_from is not None and folder.account is not None:
        say(f"The account {folder.account.name} cannot reach this folder: data is in {folder.path}")
    server = PostgreSQL(folder, binaries_for(folder), forgetful)
    server.prepare()
    child = Child(
        role=runs.POSTGRESQL,
        stage=Stage.POSTGRESQL,
        command=server.command(),
        environment=server.environment(),
        is_ready=server.is_ready,
        account=folder.account,
        stop_signal=signal.SIGINT,
        stop_seconds=30,
    )
    supervisor.start(child)
    return server.superuser_address(), child


def _start_valkey(supervisor: Supervisor, name: str) -> tuple[tuple[str, str], Child]:
    folder = supervisor.folder
    server = Valkey(folder, binaries_for(folder), name, valkey.free_port())
    server.prepare()
    child = Child(
        role=f"{name} valkey",
        stage=Stage.VALKEY,
        command=server.command(),
        environment=server.environment(),
        is_ready=server.is_ready,
        account=folder.account,
    )
    supervisor.run.valkey_ports[name] = server.port
    supervisor.start(child)
    return (server.address(0), server.address(1)), child


def _given_servers(
    folder: DataFolder, names: Sequence[str], environment: Mapping[str, str]
) -> Servers:
    database, broker = addresses.from_own_servers(environment)
    brokers = {
        name: (addresses.numbered(broker, 2 * place), addresses.numbered(broker, 2 * place + 1))
        for place, name in enumerate(names)
    }
    servers = Servers(folder, database, brokers)
    for name in names:
        roles.set_up(database, servers.addresses(name).roles())
    return servers


def _of_other_run(folder: DataFolder) -> Servers:
    """The servers of the run that holds the folder, once they answer."""

    def answers() -> bool:
        run = runs.running(folder)
        return run is not None and run.servers_ready

    if not wait_until(answers, OTHER_START_SECONDS_MAX):
        raise ServiceRefused("Another run is starting and does not get ready. Try again.")
    run = runs.running(folder)
    if run is None:
        raise ServiceRefused("The other run has just ended. Run the command again.")
    binaries = binaries_for(folder)
    brokers = {}
    for name, port in run.valkey_ports.items():
        server = Valkey(folder, binaries, name, port)
        brokers[name] = (server.address(0), server.address(1))
    return Servers(folder, PostgreSQL(folder, binaries).superuser_address(), brokers)
