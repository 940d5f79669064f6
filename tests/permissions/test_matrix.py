"""Who gets what answer at every address: the table in `matrix.txt`, walked cell by cell.

The table's columns are the people of `world.py`, its rows an address and a method. A new address
without a row fails, and says which row it would need.
"""

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any
from uuid import uuid4

import pytest
from django.conf import settings as django_settings
from django.db import transaction
from django.test import override_settings

from federation.log.actions import key_statements
from tests.architecture.addresses import Address, ours
from tests.permissions.world import KNOCKING, Ids, World, build, keys

CLIENT_ID = str(uuid4())
TABLE = Path(__file__).parent / "matrix.txt"
PAGE_METHODS = ("GET", "POST")
OK, PAGES_MIN = 200, 40
PAGES_OF = ("unions", "commonpurse", "provisioning", "federation")
API_METHODS = ("GET", "POST", "PUT", "PATCH", "DELETE")
ADDRESSES = {address.name: address for address in ours()}


def rows() -> dict[tuple[str, str], tuple[int, ...]]:
    """(name, method) → the statuses by column."""
    table = {}
    for line in TABLE.read_text(encoding="utf-8").splitlines():
        if line.strip() and not line.startswith("#"):
            name, method, *statuses = line.split()
            assert (name, method) not in table, f"{name} {method} stands twice"
            table[name, method] = tuple(map(int, statuses))
    return table


def cells() -> list[tuple[str, str]]:
    """What the table must hold: every address with every method that could be tried."""
    return [
        (name, method)
        for name, address in sorted(ADDRESSES.items())
        for method in (API_METHODS if address.path.startswith("api/") else PAGE_METHODS)
    ]


@pytest.fixture(scope="module")
def world(
    django_db_setup: None, django_db_blocker: Any, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[World]:
    """Built once, inside a transaction that is thrown away; the instance has begun its log."""
    folder = tmp_path_factory.mktemp("federation")
    settings = {"origin": "https://us.example", "key_dir": folder, "journal": folder / "journal"}
    federation = override_settings(FEDERATION={**django_settings.FEDERATION, **settings})
    with federation, django_db_blocker.unblock(), transaction.atomic():
        key_statements.begin()
        yield build()
        transaction.set_rollback(True)


@pytest.fixture
def db(django_db_blocker: Any) -> Iterator[None]:
    """Opens the database to a test whose transaction is the world's."""
    with django_db_blocker.unblock():
        yield


def knock(world: World, who: str, method: str, address: Address, ids: Ids) -> int:
    """The status of one request that fills in no form; whatever it changed is undone."""
    body, content_type = f"client_id={CLIENT_ID}", "application/x-www-form-urlencoded"
    if address.path.startswith("api/"):
        body, content_type = json.dumps({"client_id": CLIENT_ID}), "application/json"
    with transaction.atomic():
        answer = world.browsers[who].generic(
            method,
            world.path(address, ids),
            "" if method in {"GET", "HEAD"} else body,
            content_type,
        )
        transaction.set_rollback(True)
    return answer.status_code


def test_table_holds_every_address_and_no_other() -> None:
    unlisted = [cell for cell in cells() if cell not in rows()]
    assert not unlisted, f"Without a row: {unlisted}"
    gone = [cell for cell in rows() if cell not in cells()]
    assert not gone, f"A row without an address: {gone}"


@pytest.mark.usefixtures("db")
@pytest.mark.parametrize(("name", "method"), cells(), ids=map(" ".join, cells()))
def test_answers_are_as_the_table_says(world: World, name: str, method: str) -> None:
    address = ADDRESSES[name]
    found = tuple(knock(world, who, method, address, world.ids) for who in KNOCKING)
    row = " ".join(map(str, found))
    assert rows().get((name, method)) == found, f"{name:42} {method:6} {row}"


@pytest.mark.usefixtures("db")
def test_a_page_is_asked_for_its_head_alone_as_for_the_whole(world: World) -> None:
    """What looks after links or the server asks so; the whole is asked for above."""
    pages = {
        name: row
        for (name, method), row in rows().items()
        if method == "GET" and OK in row and name.split(":")[0] in PAGES_OF
    }
    assert len(pages) > PAGES_MIN
    for name, whole in pages.items():
        head = tuple(knock(world, who, "HEAD", ADDRESSES[name], world.ids) for who in KNOCKING)
        assert head == whole, name


@pytest.mark.usefixtures("db")
@pytest.mark.parametrize(
    "address",
    [address for address in ours() if address.of_union and address.parameters],
    ids=lambda address: address.name,
)
def test_what_another_union_owns_is_not_there(world: World, address: Address) -> None:
    """Millrace's ids under Harbour's paths: 404 even for someone who holds every office."""
    for key in keys(address, world.ids):
        if world.ids[key] == world.foreign[key]:
            continue
        ids = {**world.ids, key: world.foreign[key]}
        for method in PAGE_METHODS:
            assert knock(world, "all", method, address, ids) in {404, 405}, (method, key)
