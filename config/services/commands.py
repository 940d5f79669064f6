"""Gets a command of `manage.py` the services and the environment that it needs."""

import contextlib
import os
from collections.abc import Callable, Iterator, Mapping, Sequence
from pathlib import Path

from environs import Env

from config.services import control, instances
from config.services.folders import ROOT, data_folder
from config.services.host_secrets import make_secrets
from config.services.refusals import ServiceRefused
from config.services.servers import placeholder, running_servers, say
from config.services.up import up

# These need no Django, and Django's start costs a second.
SERVICE_VERBS: Mapping[str, Callable[[Sequence[str]], int]] = {
    "up": up,
    "down": control.down,
    "status": control.status,
    "reset": control.reset,
    "make_secrets": make_secrets,
}
WITHOUT_DATABASE = {
    "check", "collectstatic", "compilemessages", "diffsettings", "findstatic", "help",
    "makemessages", "setup_roles", "spectacular", "vendor_assets", "version", "--version", "--help",
}  # fmt: skip
OWNER_COMMANDS = {
    "backup", "check_catalog", "dbshell", "makemigrations", "migrate", "restore", "showmigrations",
    "sqlmigrate",
}  # fmt: skip
PLATFORM_COMMANDS = {"relay"}


@contextlib.contextmanager
def prepared(command: str, name: str | None) -> Iterator[None]:
    """Give this process the environment of instance `name`, with servers for its time.

    Does nothing in production and where the environment is already complete: an instance's own
    processes, the tests, a host's own settings. Raises ServiceRefused.
    """
    if is_complete(os.environ):
        if name is not None:
            os.environ["ONECLOAK_NAME"] = name
        yield
        return
    chosen = _chosen(name, command)
    folder = data_folder()
    ports = instances.kept_ports(folder)
    if command in WITHOUT_DATABASE or command == "":
        folder.make()
        connections = placeholder(chosen)
        os.environ.update(instances.environment(folder, chosen, connections, ports))
        yield
        return
    with running_servers(instances.DEMO, purpose=f"manage.py {command}") as servers:
        connections = servers.addresses(chosen)
        variables = instances.environment(folder, chosen, connections, ports)
        if command in OWNER_COMMANDS:
            variables = instances.as_owner(variables, connections)
        elif command in PLATFORM_COMMANDS:
            variables = instances.as_platform(variables, connections)
        os.environ.update(variables)
        yield


def is_complete(environment: Mapping[str, str]) -> bool:
    """Whether this process was told by somebody else what it needs."""
    if environment.get("ONECLOAK_ENV") in {"production", "test"}:
        return True
    return all(environment.get(name) for name in ("ONECLOAK_NAME", "SECRET_KEY", "DATABASE_URL"))


def read_dotenv(path: Path = ROOT / ".env") -> None:
    """Read `.env` as the settings do; the environment itself wins."""
    if path.exists():
        Env().read_env(str(path), recurse=False)


def taken_out(arguments: Sequence[str]) -> tuple[list[str], str | None]:
    """`--instance NAME` taken out of a command line, for Django does not know it."""
    rest = list(arguments)
    for place, argument in enumerate(rest):
        if argument == "--instance" and place + 1 < len(rest):
            return rest[:place] + rest[place + 2 :], rest[place + 1]
        if argument.startswith("--instance="):
            return rest[:place] + rest[place + 1 :], argument.partition("=")[2]
    return rest, None


def _chosen(name: str | None, command: str) -> str:
    chosen = name or os.environ.get("ONECLOAK_NAME")
    if chosen is None:
        chosen = instances.DEMO[0]
        if command not in WITHOUT_DATABASE:
            say(f"Acting on {chosen}; another instance by --instance NAME.")
    if chosen not in instances.DEMO:
        raise ServiceRefused(
            f"There is no instance {chosen!r}, only {' and '.join(instances.DEMO)}."
        )
    return chosen
