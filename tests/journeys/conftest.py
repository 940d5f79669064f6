"""A real Chromium in front of the real site: a live server on loopback, PostgreSQL, one cast."""

import os
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Any, Protocol

import pytest
from django.conf import settings
from django.test import Client
from playwright.sync_api import Browser, BrowserContext

from config.services import chromium
from tests.federation.conftest import begun, instance
from tests.federation.following.conftest import log
from tests.journeys.hands import EVERY_MODE, MODES, Mode, Visitor
from tests.journeys.stage import Stage

# Their stories are walked on a desk by keyboard alone, and on a phone without scripts.
BOOKS = ("test_books", "test_months", "test_purse", "test_seals")
# The federation's own tests make the instance and the other region's log.
__all__ = ["begun", "instance", "log"]
os.environ.update(chromium.driver_variables())


class HasClients(Protocol):
    """Something that knows its people's sessions."""

    def client(self, name: str) -> Client:
        """The session of one of them."""


@pytest.fixture(scope="session")
def browser_type_launch_args(browser_type_launch_args: dict[str, Any]) -> dict[str, Any]:
    """The Chromium of this machine; without one the run ends, it never skips."""
    found = chromium.found()
    if found is None:
        pytest.exit(chromium.MISSING, returncode=chromium.MISSING_CODE)
    return {
        **browser_type_launch_args,
        "executable_path": str(found.program),
        "env": {**os.environ, **found.variables},
    }


def pytest_generate_tests(metafunc: pytest.Metafunc) -> None:
    """A story is walked in four ways, one of the books in the last two of them; each
    in all ways when the whole matrix is asked for."""
    if "visit" in metafunc.fixturenames:
        some = MODES[2:] if metafunc.module.__name__.endswith(BOOKS) else MODES
        modes = EVERY_MODE if os.environ.get("ONECLOAK_ALL_MODES") else some
        metafunc.parametrize("mode", modes, ids=lambda mode: mode.name)


@pytest.fixture
def stage(transactional_db: None) -> Stage:
    """Harbour Lights with a filled purse."""
    return Stage.set()


Arrive = Callable[[str], Visitor]


@pytest.fixture
def visit(browser: Browser, live_server: Any, stage: Stage, mode: Mode) -> Iterator[Arrive]:
    """A browser of its own for each person, used as the mode says."""
    with arrivals(browser, live_server.url, stage, mode) as arrive:
        yield arrive


@pytest.fixture
def phone(browser: Browser, live_server: Any, stage: Stage) -> Iterator[Arrive]:
    """The same on a phone only, for what does not depend on hands."""
    with arrivals(browser, live_server.url, stage, MODES[0]) as arrive:
        yield arrive


@contextmanager
def arrivals(browser: Browser, url: str, stage: Stage, mode: Mode) -> Iterator[Arrive]:
    """Browsers that end together; whatever one of them complains about fails the test."""
    visitors: list[Visitor] = []

    def arrive(name: str) -> Visitor:
        context = browser.new_context(**mode.options, base_url=url)
        sign_in(context, stage, name, url)
        visitors.append(Visitor.arrive(context, mode, stage.union_path))
        return visitors[-1]

    yield arrive
    complaints = [words for visitor in visitors for words in visitor.complaints]
    for visitor in visitors:
        visitor.page.context.close()
    assert not complaints, "\n".join(complaints)


def sign_in(context: BrowserContext, stage: HasClients, name: str, url: str) -> None:
    """Give the browser the session of a person who has signed in; a guest gets none."""
    if name:
        cookie = stage.client(name).cookies[settings.SESSION_COOKIE_NAME]
        context.add_cookies([{"name": cookie.key, "value": cookie.value, "url": url}])
