"""A table for each file; it is printed and kept when its measurement has ended well."""

from collections.abc import Generator, Iterator

import pytest
from django.db import connection

from tests.bench.scales import Table

ENDED_WELL = pytest.StashKey[bool]()
STEPS = 1_000_000


@pytest.hookimpl(wrapper=True)
def pytest_runtest_makereport(
    item: pytest.Item, call: pytest.CallInfo[None]
) -> Generator[None, pytest.TestReport, pytest.TestReport]:
    """Remember for the table how its measurement ended."""
    report = yield
    if call.when == "call":
        item.stash[ENDED_WELL] = report.passed
    return report


def pytest_addoption(parser: pytest.Parser) -> None:
    """Let `start.py bench models --steps=30000` take a sample."""
    parser.addoption("--steps", type=int, default=STEPS, help="steps of the state machine in all")


@pytest.fixture
def steps(request: pytest.FixtureRequest) -> int:
    """How many steps the models are to agree in."""
    return int(request.config.getoption("--steps", default=STEPS))


@pytest.fixture
def table(request: pytest.FixtureRequest, capsys: pytest.CaptureFixture[str]) -> Iterator[Table]:
    """The table of `test_<name>.py`, seen on the terminal however pytest was begun."""
    made = Table(request.path.stem.removeprefix("test_"))
    yield made
    if request.node.stash.get(ENDED_WELL, False):
        made.save()
        with capsys.disabled():
            made.print()


@pytest.fixture
def flushing(db: None) -> str:
    """How the database of this run keeps what is committed, in words."""
    names = ("server_version", "fsync", "synchronous_commit")
    with connection.cursor() as cursor:
        shown = ", ".join(f"current_setting('{name}')" for name in names)
        cursor.execute(f"SELECT {shown}")
        version, flush, wait = cursor.fetchone()
    return f"PostgreSQL {version}, fsync {flush}, synchronous_commit {wait}"
