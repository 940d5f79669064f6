"""Every page of the site, opened once on a phone in light and once on a desk in dark; in the whole
matrix also the other way round, by a member and by one who holds all offices.

Each must be free of violations by axe, no wider than its window, with one heading, a title of its
own and a language; it loads from our host alone and breaks no policy.
"""

import os
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import product
from typing import Any

import pytest
from django.test import Client
from playwright.sync_api import Browser

from tests.architecture.addresses import Address, ours
from tests.cast import Cast, gather
from tests.journeys.conftest import HasClients, sign_in
from tests.journeys.hands import EVERY_MODE, MODES, Mode, Visitor
from tests.permissions import world
from unions.rights import Office

PHONE, DESK = MODES[0], MODES[1]
NEW_PAGES_MIN = 20
CELLS = [(PHONE, "owner"), (DESK, "all")]
if os.environ.get("ONECLOAK_ALL_MODES"):
    CELLS = [*product((mode for mode in EVERY_MODE if mode.has_scripts), ("owner", "all"))]
# Pages that a person only gets by pressing a button, and answers that are no page.
NO_PAGES = ("api/", "federation/", ".well-known/")
SIGN_IN = ("/accounts/login/", "/accounts/login/code/", "/accounts/signup/")


SPOILT = """<title>Spoilt</title><style>.tiny { display: block; height: 9px; padding: 0 }</style>
<main><div style='width: 700px; color: #777; background: #888'>Faint <img src='data:,'></div>
<button class='tiny'>a</button><button class='tiny'>b</button></main>
<script>undefined.x</script>"""


class Grounds:
    """The world of the permission tests, as a stage whose people have browsers."""

    def __init__(self) -> None:
        self.world = world.build()

    def client(self, name: str) -> Client:
        return self.world.browsers[name]


@dataclass
class Newcomers:
    """A union on its first day."""

    cast: Cast

    def client(self, name: str) -> Client:
        return self.cast.client(name)


@pytest.fixture
def grounds(transactional_db: None) -> Grounds:
    return Grounds()


def pages(grounds: Grounds, who: str) -> Iterator[str]:
    """The address of every page that this person may open."""
    for address in ours():
        if not address.path.startswith(NO_PAGES):
            path = grounds.world.path(address, grounds.world.ids)
            if _is_page(grounds.client(who), path):
                yield path


def _is_page(client: Client, path: str) -> bool:
    answer = client.get(path)
    return answer.status_code == 200 and answer["Content-Type"].startswith("text/html")


@pytest.mark.parametrize(("mode", "who"), CELLS, ids=lambda one: getattr(one, "name", one))
def test_every_page_is_sound(
    browser: Browser, live_server: Any, grounds: Grounds, mode: Mode, who: str
) -> None:
    paths = [*pages(grounds, who)]
    assert len(paths) >= sum(_opens(address) for address in ours()) // 2
    found = look_at(browser, live_server.url, grounds, mode, who, paths)
    found += look_at(browser, live_server.url, grounds, mode, "", ["/", "/help/", *SIGN_IN])
    assert not found, "\n".join(found)


def test_every_page_of_a_new_union_is_sound(
    browser: Browser, live_server: Any, transactional_db: None
) -> None:
    """Where nothing has been given, asked or brought in yet, each page says what comes there."""
    new = Newcomers(gather("new", "New Union", {"ivy": list(Office)[1:]}, "westvale"))
    paths = [
        path
        for address in ours()
        if _opens(address)
        and _is_page(new.client("ivy"), path := address.path.replace("u/<slug:union>", "/u/new"))
    ]
    assert len(paths) >= NEW_PAGES_MIN
    found = look_at(browser, live_server.url, new, PHONE, "ivy", paths)
    assert not found, "\n".join(found)


def look_at(
    browser: Browser, url: str, people: HasClients, mode: Mode, who: str, paths: list[str]
) -> list[str]:
    """What is wrong with these pages in one browser."""
    found: list[str] = []
    titles: dict[str, str] = {}
    context = browser.new_context(**mode.options, base_url=url)
    sign_in(context, people, who, url)
    visitor = Visitor.arrive(context, mode, "/")
    for path in paths:
        visitor.page.goto(path)
        found += visitor.is_sound()
        title = " ".join(visitor.page.title().split())
        if titles.setdefault(title, path) != path:
            found.append(f"{path} and {titles[title]} are both titled {title!r}")
    context.close()
    return found + visitor.complaints


def _opens(address: Address) -> bool:
    return address.of_union and not address.parameters and not address.path.startswith("api/")


def test_a_spoilt_page_is_seen(browser: Browser) -> None:
    context = browser.new_context(**PHONE.options)
    visitor = Visitor.arrive(context, PHONE, "/")
    visitor.page.set_content(SPOILT)
    said = "\n".join([*visitor.is_sound(), *visitor.complaints])
    context.close()
    for fault in ("px wide", "0 h1", "no language", "image-alt", "color-contrast", "target-size"):
        assert fault in said, f"{fault} was not seen in {said}"
    assert "script:" in said
