"""Runs the servers of one data folder until it is asked to end; a process of its own for tests."""

import sys
from pathlib import Path

from config.services import runs
from config.services.folders import data_folder
from config.services.refusals import ServiceRefused
from config.services.servers import prepare_instances, say, start_servers
from config.services.supervisor import Supervisor


def hold(data: Path, names: list[str]) -> None:
    """Serve the instances `names` from the folder `data`."""
    with runs.held(data_folder(data), "a test") as run:
        supervisor = Supervisor(data_folder(data), run, say)
        with supervisor.listening():
            try:
                servers = start_servers(supervisor, names, environment={})
                prepare_instances(supervisor, servers)
                supervisor.serve()
            finally:
                supervisor.end_all()


if __name__ == "__main__":
    try:
        hold(Path(sys.argv[1]), sys.argv[2:])
    except ServiceRefused as refusal:
        say(str(refusal))
        sys.exit(1)
