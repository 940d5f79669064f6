"""No process serves with rights that serving does not need."""

import os
import subprocess
import sys

import pytest
from django.conf import settings
from django.db import OperationalError, connection

from unions.tenancy import serving

pytestmark = pytest.mark.django_db
SECONDS_MAX = 240
GUNICORN = "--config=python:config.gunicorn"
STATION = ["-m", "celery", "-A", "config.celery"]
PROCESSES = {
    "relay": ["manage.py", "relay"],
    "beat": [*STATION, "beat", "--pidfile="],
    "worker": [*STATION, "worker", "--pool=solo", "--without-gossip", "--without-mingle"],
    "web": ["-m", "gunicorn", GUNICORN, "--bind=127.0.0.1:0", "--no-control-socket"],
}


def test_a_process_that_logs_in_as_the_owner_ends_with_one_sentence() -> None:
    head, _, query = os.environ["DATABASE_URL"].partition("?")
    owner = f"{head.rpartition('/')[0]}/{connection.settings_dict['NAME']}?{query}"
    # All at once, since each needs seconds to start.
    begun = {
        name: subprocess.Popen(
            [sys.executable, *arguments],
            env=os.environ | {"DATABASE_URL": owner},
            cwd=settings.BASE_DIR,
            stdout=subprocess.DEVNULL,
            stderr=subprocess.PIPE,
            text=True,
        )
        for name, arguments in PROCESSES.items()
    }
    try:
        for name, process in begun.items():
            words = process.communicate(timeout=SECONDS_MAX)[1]
            assert process.returncode == serving.EXIT_CODE, f"{name}: {words}"
            assert "This process does not start: the database role" in words
            assert "owns tables" in words
            assert "Traceback" not in words
    finally:
        for process in begun.values():
            process.kill()
            process.communicate()


def test_a_web_that_was_not_told_to_check_its_role_serves_nothing() -> None:
    """The application is named in the same file as the check, and nowhere else."""
    arguments = [part for part in PROCESSES["web"] if part != GUNICORN]
    done = subprocess.run(
        [sys.executable, *arguments],
        cwd=settings.BASE_DIR,
        capture_output=True,
        text=True,
        timeout=SECONDS_MAX,
        check=False,
    )
    assert done.returncode == 1
    assert "No application module specified" in done.stderr


def reasons_of(statement: str) -> list[str]:
    """What is found after the owner has run a statement; the session is the owner's own."""
    with connection.cursor() as cursor:
        cursor.execute("RESET ROLE")
        try:
            cursor.execute(statement)
        finally:
            cursor.execute(f'SET ROLE "{settings.APP_ROLE}"')
    return [found for found in serving.reasons() if settings.OWNER_ROLE not in found]


def test_the_applications_role_may_serve() -> None:
    assert reasons_of("SELECT 1") == []


def test_a_tenant_table_without_row_level_security_is_a_reason() -> None:
    found = reasons_of("ALTER TABLE unions_announcement DISABLE ROW LEVEL SECURITY")
    assert found == ["the table unions_announcement has no row-level security"]


def test_a_role_that_may_create_tables_is_a_reason() -> None:
    found = reasons_of(f'GRANT CREATE ON SCHEMA public TO "{settings.APP_ROLE}"')
    assert found == [f"the database role {settings.APP_ROLE} may create tables"]


def test_a_database_that_is_away_is_none(monkeypatch: pytest.MonkeyPatch) -> None:
    def away() -> None:
        raise OperationalError

    monkeypatch.setattr(serving, "reasons", away)
    monkeypatch.setattr(serving, "connection", type("Quiet", (), {"close": staticmethod(int)}))
    serving.refuse_strong_role()
