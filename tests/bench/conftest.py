"""A table for each file; it is printed and kept when its measurement has ended well."""

from collections.abc import Iterator

import pytest
from django.db import connection

from tests.bench.scales import Table


@pytest.fixture
def table(request: pytest.FixtureRequest, capsys: pytest.CaptureFixture[str]) -> Iterator[Table]:
    """The table of `test_<name>.py`, seen on the terminal however pytest was begun."""
    name = request.path.stem.removeprefix("test_")
    made = Table(name)
    yield made
    assert made.rows, "A measurement compares something."
    made.save()
    with capsys.disabled():
        made.print()


@pytest.fixture
def flushing(db: None) -> str:
    """How the database of this run keeps what is committed, in words."""
    with connection.cursor() as cursor:
        names = ("server_version", "fsync", "synchronous_commit")
        cursor.execute("SELECT current_setting(name) FROM unnest(%s) AS name", [list(names)])
        version, flush, wait = (row[0] for row in cursor.fetchall())
    return f"PostgreSQL {version}, fsync {flush}, synchronous_commit {wait}"
