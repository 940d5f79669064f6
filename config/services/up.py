"""`manage.py up`: both regions of the demo, with all their processes, under one supervisor."""

import argparse
import contextlib
import subprocess
import sys
import urllib.error
import urllib.request
from collections.abc import Callable, Mapping, Sequence
from http import HTTPStatus

from config.services import instances, runs, steps
from config.services.addresses import Addresses
from config.services.folders import ROOT, DataFolder, data_folder
from config.services.instances import Ports, as_platform, environment
from config.services.processes import wait_until
from config.services.refusals import ServiceRefused
from config.services.servers import prepare_instances, say, start_servers
from config.services.supervisor import Child, Interrupted, Stage, Supervisor
from config.services.valkey import LOOPBACK
from config.services.welcome import welcome

WEB_SECONDS_MAX = 60
DETACHED_SECONDS_MAX = 300
WEB_THREADS, WORKERS = 4, 2
# Below are the system's own; above there must be room for what is tried.
FIRST_PORTS = range(1024, 64_001)
WORKER_STOP_SECONDS = 30


def up(arguments: Sequence[str]) -> int:
    """Run the demo until it is asked to end. Raises ServiceRefused."""
    parser = argparse.ArgumentParser(prog="manage.py up", description=__doc__)
    parser.add_argument("--only", choices=instances.DEMO, help="serve one region only")
    parser.add_argument("--detach", action="store_true", help="do not hold the terminal")
    parser.add_argument("--first-port", type=int, default=instances.FIRST_PORT)
    options = parser.parse_args(arguments)
    if options.first_port not in FIRST_PORTS:
        raise ServiceRefused(f"--first-port takes {FIRST_PORTS[0]} to {FIRST_PORTS[-1]}.")
    names = (options.only,) if options.only else instances.DEMO
    folder = data_folder()
    if options.detach:
        return _detach(folder, [a for a in arguments if a != "--detach"])
    with runs.held(folder, "the demo") as run:
        supervisor = Supervisor(folder, run, say)
        with supervisor.listening(), contextlib.suppress(Interrupted):
            try:
                _serve(supervisor, names, options.first_port)
            finally:
                supervisor.end_all()
    return 0


def _serve(supervisor: Supervisor, names: Sequence[str], first_port: int) -> None:
    folder = supervisor.folder
    doors = instances.Doors()
    ports = instances.choose_ports(folder, doors, first_port)
    say("Starting PostgreSQL and Valkey ...")
    servers = start_servers(supervisor, instances.DEMO)
    prepare_instances(supervisor, servers)
    connections = {name: servers.addresses(name) for name in names}
    environments = {name: environment(folder, name, connections[name], ports) for name in names}
    for name in names:
        if ports[name].now != ports[name].kept:
            say(
                f"Port {ports[name].kept} is taken, so {name.title()}'s pages are on "
                f"{ports[name].now}; its federation rests until {ports[name].kept} is free."
            )
    steps.migrate(supervisor, environments, connections)
    steps.compile_translations(supervisor)
    steps.collect_static(supervisor, environments[names[0]])
    steps.seed(supervisor, environments, connections)
    webs = [_web(name, environments[name], ports[name]) for name in names]
    doors.let_go()
    for web in webs:
        supervisor.start(web)
    supervisor.wait_ready(webs, WEB_SECONDS_MAX)
    supervisor.run.pages = {name: instances.page_address(ports[name]) for name in names}
    runs.write(folder, supervisor.run)
    say(welcome(folder, supervisor.run.pages))
    for name in names:
        for child in _background(name, environments[name], connections[name]):
            supervisor.start(child)
    if len(names) == len(instances.DEMO):
        steps.pair(supervisor, environments)
    supervisor.serve()


def _web(name: str, variables: Mapping[str, str], ports: Ports) -> Child:
    return Child(
        role=f"{name} web",
        stage=Stage.WEB,
        command=[
            *_module("gunicorn", "--config=python:config.gunicorn"),
            f"--bind={LOOPBACK}:{ports.now}",
            f"--threads={WEB_THREADS}",
            "--graceful-timeout=10",
            "--no-control-socket",
            "--log-level=warning",
        ],
        environment=variables,
        is_ready=_answers(f"http://{LOOPBACK}:{ports.now}/healthz"),
        stop_seconds=12,
    )


def _background(name: str, variables: Mapping[str, str], connections: Addresses) -> list[Child]:
    celery = [*_module("celery", "-A", "config.celery")]
    platform = as_platform(variables, connections)
    return [
        Child(
            role=f"{name} worker",
            stage=Stage.WORKER,
            command=[
                *celery, "worker", f"--concurrency={WORKERS}", "--loglevel=INFO",
                "--without-gossip", "--without-mingle", f"--hostname={name}@localhost",
            ],
            environment=variables,
            stop_seconds=WORKER_STOP_SECONDS,
        ),
        Child(
            role=f"{name} relay",
            stage=Stage.RELAY,
            command=[sys.executable, "manage.py", "relay"],
            environment=platform,
        ),
        Child(
            role=f"{name} beat",
            stage=Stage.BEAT,
            command=[*celery, "beat", "--loglevel=INFO", "--pidfile="],
            environment=platform,
        ),
    ]  # fmt: skip


def _module(name: str, *more: str) -> list[str]:
    return [sys.executable, "-m", name, *more]


def _answers(address: str) -> Callable[[], bool]:
    def answers() -> bool:
        try:
            with urllib.request.urlopen(address, timeout=5) as answer:  # noqa: S310 (loopback)
                return bool(answer.status == HTTPStatus.OK)
        except (urllib.error.URLError, OSError):
            return False

    return answers


def _detach(folder: DataFolder, arguments: Sequence[str]) -> int:
    """Start the same in a session of its own and come back when both pages answer."""
    folder.make()
    log = folder.logs / "up.log"
    with log.open("ab") as output:
        process = subprocess.Popen(
            [sys.executable, "manage.py", "up", *arguments],
            cwd=ROOT,
            stdin=subprocess.DEVNULL,
            stdout=output,
            stderr=output,
            start_new_session=True,
        )

    def settled() -> bool:
        run = runs.running(folder)
        return process.poll() is not None or bool(run and run.pages)

    if not wait_until(settled, DETACHED_SECONDS_MAX) or process.poll() is not None:
        end = log.read_text(encoding="utf-8", errors="replace").strip().splitlines()[-1:]
        raise ServiceRefused(f"The demo did not start ({''.join(end)}). Its log is {log}")
    run = runs.running(folder)
    say(welcome(folder, run.pages if run else {}))
    say("It goes on without this terminal. End it with: python3 start.py stop")
    return 0
