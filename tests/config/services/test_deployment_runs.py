"""The commands of `docker-compose.yml`, with its variables and secrets, against real servers.

Everything but the engine: `migrate` from nothing to a checked schema, then the web as the proxy
sees it.
"""

import os
import signal
import subprocess
import sys
import urllib.error
import urllib.request
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import psycopg
import pytest
import yaml

from config.services.addresses import as_role
from config.services.folders import ROOT
from config.services.host_secrets import make_secrets
from config.services.processes import wait_until
from config.services.roles import Login
from config.services.valkey import free_port
from tests.config.services.conftest import Holder, quiet_environment
from unions.tenancy.serving import EXIT_CODE

HOST = "union.example"
SECONDS_MAX = 180
TYPED = {"ALLOWED_HOSTS": HOST, "MAIL_FROM": f"us@{HOST}", "SUPPORT_ADDRESS": f"help@{HOST}"}


@dataclass
class Deployment:
    """What compose would start, on this machine's servers."""

    folder: Path
    services: dict[str, Any]

    def variables(self, name: str) -> dict[str, str]:
        """The environment of a service, its secrets from our folder."""
        given = {
            key: str(value)
            .replace("/run/secrets", str(self.folder / "secrets"))
            .replace("${ALLOWED_HOSTS}", HOST)
            .replace("${FEDERATION_K:-5}", "5")
            .replace("${FEDERATION_SEAL_AT:-02:00}", "02:00")
            for key, value in self.services[name]["environment"].items()
        }
        bin_folder = str(Path(sys.executable).parent)
        path = f"{bin_folder}{os.pathsep}{os.environ.get('PATH', '')}"
        state = {"PATH": path, "ONECLOAK_DATA": str(self.folder / "data")}
        return {**quiet_environment(), **given, **TYPED, **state}

    def run(
        self, name: str, command: list[str], role: str | None = None
    ) -> subprocess.CompletedProcess[str]:
        """Run a command as in that service, or with another database role."""
        variables = self.variables(name)
        if role:
            variables["DATABASE_URL_FILE"] = str(self.folder / "secrets" / f"database_{role}")
        return subprocess.run(
            command,
            cwd=ROOT,
            env=variables,
            capture_output=True,
            text=True,
            timeout=SECONDS_MAX,
            check=False,
        )


@pytest.fixture(scope="module")
def deployment(shared: Holder, tmp_path_factory: pytest.TempPathFactory) -> Deployment:
    """A migrated deployment with its static files."""
    folder = tmp_path_factory.mktemp("deployment")
    make_secrets(["--folder", str(folder / "secrets")])
    _point_at(shared, folder / "secrets")
    compose = yaml.safe_load((ROOT / "docker-compose.yml").read_text(encoding="utf-8"))
    made = Deployment(folder, compose["services"])
    done = made.run("migrate", made.services["migrate"]["command"])
    assert done.returncode == 0, done.stdout + done.stderr
    # The pages need the names of the hashed files; what others' pages need is left out.
    others = ("admin", "drf_spectacular_sidecar", "rest_framework", "*.map")
    ignored = [f"--ignore={name}" for name in others]
    order = [sys.executable, "manage.py", "collectstatic", "--no-input", "-v0", *ignored]
    assert made.run("web", order).returncode == 0
    return made


@pytest.fixture
def web(deployment: Deployment) -> Iterator[str]:
    """The address of a running web."""
    port = free_port()
    command = [
        f"--bind=127.0.0.1:{port}" if part.startswith("--bind") else part
        for part in deployment.services["web"]["command"]
    ]
    process = subprocess.Popen(
        command, cwd=ROOT, env=deployment.variables("web"), stderr=subprocess.DEVNULL
    )
    address = f"http://127.0.0.1:{port}"
    try:
        assert wait_until(lambda: _ask(f"{address}/healthz")[0] == 200, SECONDS_MAX)
        yield address
    finally:
        process.send_signal(signal.SIGTERM)
        assert process.wait(SECONDS_MAX) == 0


def test_migrating_again_changes_nothing(deployment: Deployment) -> None:
    done = deployment.run("migrate", deployment.services["migrate"]["command"])
    assert done.returncode == 0, done.stderr
    assert "No migrations to apply." in done.stdout


def test_the_web_serves_as_the_proxy_asks(web: str) -> None:
    assert _ask(f"{web}/readyz")[0] == 200
    status, headers = _ask(f"{web}/accounts/login/")
    assert status == 200
    assert "max-age=31536000" in headers["Strict-Transport-Security"]
    assert headers["Set-Cookie"].startswith("__Host-")


def test_a_host_that_is_not_ours_gets_nothing(web: str) -> None:
    assert _ask(f"{web}/accounts/login/", host="elsewhere.example")[0] == 400


@pytest.mark.parametrize("name", ["web", "worker", "relay", "beat"])
def test_no_process_serves_as_the_owner(deployment: Deployment, name: str) -> None:
    done = deployment.run(name, deployment.services[name]["command"], role="owner")
    assert done.returncode == EXIT_CODE, done.stderr
    assert "This process does not start: the database role onecloak_owner" in done.stderr
    assert "owns tables" in done.stderr
    assert "Traceback" not in done.stderr


def test_no_process_serves_while_a_table_has_no_walls(deployment: Deployment) -> None:
    owner = (deployment.folder / "secrets" / "database_owner").read_text()
    with psycopg.connect(owner, autocommit=True) as connection:
        connection.execute("ALTER TABLE unions_person DISABLE ROW LEVEL SECURITY")
        try:
            done = deployment.run("relay", deployment.services["relay"]["command"])
        finally:
            connection.execute("ALTER TABLE unions_person ENABLE ROW LEVEL SECURITY")
    assert done.returncode == EXIT_CODE
    assert "the table unions_person has no row-level security" in done.stderr


def test_without_the_admins_address_it_says_what_to_set(deployment: Deployment) -> None:
    done = deployment.run("web", [sys.executable, "manage.py", "setup_roles"])
    assert done.returncode == 1
    assert "Set DATABASE_ADMIN_URL, DATABASE_OWNER_URL" in done.stderr
    assert "Traceback" not in done.stderr


def _point_at(holder: Holder, secrets: Path) -> None:
    """Put this machine's servers into the addresses; roles, passwords and names stay."""
    with holder.connect() as connection:
        word, host = connection.info.password, connection.info.host
    admin = f"postgresql://postgres:{word}@/postgres?host={host}"
    for file in secrets.iterdir():
        file.chmod(0o600)
        if file.name.startswith("database_"):
            login = Login.from_address(file.read_text())
            moved = as_role(admin, login.role, login.word, login.database)
            file.write_text(admin if login.role == "postgres" else moved)
    (secrets / "redis_url").write_text(holder.valkey().address(8))


def _ask(address: str, host: str = HOST) -> tuple[int, dict[str, str]]:
    headers = {"Host": host, "X-Forwarded-Proto": "https"}
    request = urllib.request.Request(address, headers=headers)  # noqa: S310 (loopback)
    try:
        with urllib.request.urlopen(request, timeout=30) as answer:  # noqa: S310 (loopback)
            return answer.status, dict(answer.headers)
    except urllib.error.HTTPError as answer:
        with answer:
            return answer.code, dict(answer.headers)
    except OSError:
        return 0, {}
