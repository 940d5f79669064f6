"""No process serves with rights that serving does not need."""

import subprocess
import sys

import pytest
from django.conf import settings
from django.db import OperationalError, connection

from unions.tenancy import serving

pytestmark = pytest.mark.django_db
SECONDS_MAX = 240


def test_a_web_that_was_not_told_to_check_its_role_serves_nothing() -> None:
    """The application is named in the same file as the check, and nowhere else."""
    done = subprocess.run(
        [sys.executable, "-m", "gunicorn", "--bind=127.0.0.1:0", "--no-control-socket"],
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
