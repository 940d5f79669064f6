"""In which order the tests run, and which of them stay in one process."""

from typing import Any

import pytest
from xdist.scheduler import LoadScopeScheduling

# These begin first, the longest before all, so that at the end no process waits for the other.
LONG = (
    *("test_state_machine", "test_up", "test_deployment_runs", "test_privacy", "wire"),
    *("test_servers", "test_crashes", "test_start", "test_delivery", "test_matrix"),
    *("test_book_files", "test_journal"),
)
# These come last, for the browser's driver never leaves the process in which it has begun.
JOURNEYS = ("test_every_page", "test_need", "test_books", "test_thing", "test_months")


class ByFile(LoadScopeScheduling):  # type: ignore[misc]
    """A process takes file after file, for the tests of a file share what one of them has made;
    those of the wire share two instances."""

    def _split_scope(self, nodeid: str) -> str:
        file = nodeid.partition("::")[0]
        return "wire" if "/wire/" in file else file


def pytest_xdist_make_scheduler(config: pytest.Config, log: Any) -> ByFile:
    """In our order, not by how many tests a file has."""
    config.option.loadscopereorder = False
    return ByFile(config, log)


@pytest.hookimpl(trylast=True)
def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Bring what takes long to the front; the rest stays as it is."""
    items.sort(key=_place)


def _place(item: pytest.Item) -> tuple[bool, int]:
    names = {item.path.stem, item.path.parent.name}
    in_browser = "journeys" in names
    order = JOURNEYS if in_browser else LONG
    return in_browser, next((n for n, name in enumerate(order) if name in names), len(order))
