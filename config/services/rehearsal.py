"""`manage.py rehearse`: tells the demo's story to empty databases and checks every law in it."""

import argparse
import shutil
import tempfile
from collections.abc import Sequence
from pathlib import Path

from config.services import instances, runs, steps
from config.services.folders import data_folder
from config.services.servers import prepare_instances, say, start_servers
from config.services.supervisor import Interrupted, Supervisor

INTERRUPTED = 130


def rehearse(arguments: Sequence[str]) -> int:
    """Run it in a folder that is gone afterwards. Raises ServiceRefused when a law is broken."""
    parser = argparse.ArgumentParser(prog="manage.py rehearse", description=__doc__)
    parser.parse_args(arguments)
    place = Path(tempfile.mkdtemp(prefix="onecloak-rehearsal-"))
    # The account of the servers goes through it; what lies inside is closed as always.
    place.chmod(0o755)
    folder = data_folder(place / "data")
    try:
        with runs.held(folder, "a rehearsal") as run:
            supervisor = Supervisor(folder, run, say)
            with supervisor.listening():
                try:
                    _tell_and_check(supervisor)
                finally:
                    supervisor.end_all()
    except Interrupted:
        return INTERRUPTED
    finally:
        shutil.rmtree(folder.sockets, ignore_errors=True)
        shutil.rmtree(place, ignore_errors=True)
    return 0


def _tell_and_check(supervisor: Supervisor) -> None:
    folder, names = supervisor.folder, instances.DEMO
    servers = start_servers(supervisor, names, forgetful=True)
    prepare_instances(supervisor, servers)
    connections = {name: servers.addresses(name) for name in names}
    ports = instances.kept_ports(folder)
    environments = {
        name: instances.environment(folder, name, connections[name], ports) for name in names
    }
    steps.migrate(supervisor, environments, connections)
    steps.seed(supervisor, environments, connections)
    say("Checking every law ...")
    steps.side_by_side(supervisor, "check_invariants", environments, "--json")
    owners = {name: instances.as_owner(environments[name], connections[name]) for name in names}
    steps.side_by_side(supervisor, "check_catalog", owners)
