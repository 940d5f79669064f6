"""Our ledger beside the least that any ledger does and beside django-hordak, in turns.

Floor d: psycopg with prepared statements, BEGIN, one header, two lines, two balance updates,
COMMIT; seven trips, no key against repeats, no guard. Floor e: COPY of 1,000 transfers and one
set-based update of the balances. Every client is a process; each row that waits for a disk is
measured on the real one and on a stand-in whose flush takes 1 ms more.
"""

import os
from collections.abc import Iterator
from functools import partial

import pytest
from django.db import connection
from django.utils import timezone

from tests.bench.ledger import databases, shape
from tests.bench.ledger.field import SMALL, Field, prepared
from tests.bench.pipes import Client, order, together
from tests.bench.scales import Goal, Table, Turns, Way, in_turns, ratios

TURNS, POSTS, CROWD_POSTS = 15, 60, 25
READS, PAGES = 20, 2
BATCH, BATCHES = 1_000, 4


@pytest.fixture(scope="module")
def field(django_db_setup: None) -> Iterator[Field]:
    """The clients, with databases made from the migrated one of the tests."""
    connection.close()
    with prepared(str(connection.settings_dict["NAME"])) as made:
        yield made


@pytest.mark.django_db(transaction=True)
def test_ledger(field: Field, table: Table) -> None:
    busy = os.getloadavg()[0]
    weigh_one_client(field, table)
    weigh_crowd(field, table, "accounts", (1.1, 0.75))
    weigh_crowd(field, table, "purse", (1.0, None))
    weigh_batches(field, table)
    weigh_history(field, table)
    weigh_pages(field, table)
    weigh_policies(field, table)
    load = f"{busy:.1f} at the beginning, {os.getloadavg()[0]:.1f} at the end"
    table.notes += [*field.notes, databases.STAND_IN, f"Processes that wanted to run: {load}."]
    recount(field)


def disks(field: Field) -> dict[str, int]:
    """What is said of each disk, and the microseconds that a flush waits on it."""
    slow = {" (1 ms disk)": databases.DELAY_MICROSECONDS} if field.stand_in else {}
    return {"": 0, **slow}


def posting(clients: list[Client], do: str, times: int, pause: int, **how: object) -> Way:
    """The same order to each of these clients, on one of the disks."""
    ready = order(clients, "pause", microseconds=pause)
    return Way(order(clients, do, times=times, **how), times * len(clients), ready=ready)


def reading(client: Client, do: str, times: int, **how: object) -> Way:
    """Something that waits for no disk."""
    return Way(order([client], do, times=times, **how), times)


def faster(
    table: Table, turns: Turns, words: str, pair: tuple[str, str], goal: Goal | None
) -> None:
    """How much of the second way's throughput the first one reaches."""
    first, second = pair
    if {first, second} <= turns.keys():
        table.compare(words, ratios(turns[second], turns[first]), goal)


def slower(
    table: Table, turns: Turns, words: str, pair: tuple[str, str], goal: Goal | None
) -> None:
    """How many times as long the first way takes."""
    first, second = pair
    if {first, second} <= turns.keys():
        table.compare(words, ratios(turns[first], turns[second]), goal)


def weigh_one_client(field: Field, table: Table) -> None:
    """One client posts from the purse."""
    one, ways = [field.one], {}
    for disk, pause in disks(field).items():
        for name, do in {"floor d": "floor_d", "psycopg": "post", "action": "action"}.items():
            ways[name + disk] = posting(one, do, POSTS, pause, between="purse")
        if field.rival:
            ways[f"hordak{disk}"] = posting([field.rival], "post", POSTS, pause)
    turns = in_turns(ways, turns=TURNS)
    for disk in disks(field):
        floor, action = f"floor d{disk}", f"action{disk}"
        words = f"post through psycopg / d{disk}"
        faster(table, turns, words, (f"psycopg{disk}", floor), Goal("at least", 0.95))
        words = f"post through the action / d{disk}"
        faster(table, turns, words, (action, floor), Goal("at least", 0.80))
        words = f"post through the action / hordak{disk}"
        faster(table, turns, words, (action, f"hordak{disk}"), Goal("at least", 1.5))
    table.keep_times(turns)


def weigh_crowd(
    field: Field, table: Table, between: str, goals: tuple[float, float | None]
) -> None:
    """Eight clients post at once, each between accounts of its own or all from one purse."""
    where = {"accounts": "8 clients, distinct accounts", "purse": "8 clients, one purse"}[between]
    ways = {}
    for disk, pause in disks(field).items():
        for name, do in {"floor d": "floor_d", "psycopg": "post", "action": "action"}.items():
            way = posting(field.small, do, CROWD_POSTS, pause, between=between)
            ways[f"{where}: {name}{disk}"] = way
    turns = in_turns(ways, turns=TURNS)
    for disk in disks(field):
        for name, figure in zip(("psycopg", "action"), goals, strict=True):
            pair = f"{where}: {name}{disk}", f"{where}: floor d{disk}"
            goal = Goal("at least", figure) if figure else None
            faster(table, turns, f"{where}: {name} / d{disk}", pair, goal)
    table.keep_times(turns)


def weigh_batches(field: Field, table: Table) -> None:
    """Many entries in one call, per entry."""
    ways = {}
    for disk, pause in disks(field).items():
        ways[f"one by one: floor d{disk}"] = posting(
            [field.one], "floor_d", POSTS, pause, between="purse"
        )
        for name, do, size in (
            ("floor e", "floor_e", BATCH),
            ("psycopg, 100", "post_many", 100),
            ("psycopg, 1,000", "post_many", BATCH),
            ("action, 100", "action_many", 100),
            ("action, 1,000", "action_many", BATCH),
        ):
            way = posting([field.one], do, BATCHES, pause, size=size)
            ways[f"many: {name}{disk}"] = Way(way.run, way.times * size, way.ready)
    turns = in_turns(ways, turns=TURNS)
    for disk in disks(field):
        floors = {"d": f"one by one: floor d{disk}", "e": f"many: floor e{disk}"}
        goals = (("100", "d", 22), ("1,000", "d", 32), ("1,000", "e", 0.30))
        for door in ("psycopg", "action"):
            for number, floor, figure in goals:
                pair = f"many: {door}, {number}{disk}", floors[floor]
                words = f"post_many {number} through {door} / {floor}{disk}"
                faster(table, turns, words, pair, Goal("at least", figure))
    table.keep_times(turns)


def weigh_history(field: Field, table: Table) -> None:
    """What a long history costs: reading it, and posting after it."""
    ways, today = {}, timezone.localdate().isoformat()
    for size, client in (("10 k", field.one), ("1 M", field.large)):
        ways[f"balance, {size}"] = reading(client, "balance", READS)
        ways[f"statement, {size}"] = reading(client, "statement", 2)
        ways[f"posting into {size}"] = posting([client], "post", POSTS, 0, between="purse")
    if field.rival:
        ways["hordak balance, 1 M"] = reading(field.rival, "balance", 1)
        ways["hordak statement, 1 M"] = reading(field.rival, "statement", 1, today=today)
    turns = in_turns(ways, turns=TURNS // 2)
    for what in ("balance", "statement"):
        named = {"balance": "balance", "statement": f"statement of {shape.STATEMENT_ROWS} rows"}
        pair = f"{what}, 1 M", f"{what}, 10 k"
        slower(table, turns, f"time: {named[what]}, 1 M / 10 k", pair, Goal("at most", 1.1))
        pair = f"hordak {what}, 1 M", f"{what}, 1 M"
        slower(table, turns, f"time: {named[what]}, hordak / ours", pair, Goal("at least", 500))
    pair = "posting into 1 M", "posting into 10 k"
    slower(table, turns, "time: posting into 1 M / 10 k", pair, Goal("at most", 1.1))
    table.keep_times(turns)


def weigh_pages(field: Field, table: Table) -> None:
    """Whole pages of both sizes, through every middleware."""
    pages = {"purse page": "purse/", "accounts": "purse/accounts/"}
    ways = {
        f"{name}, {size}": reading(client, "page", PAGES, path=path)
        for name, path in pages.items()
        for size, client in (("10 k", field.one), ("1 M", field.large))
    }
    turns = in_turns(ways, turns=TURNS // 2)
    for name in pages:
        pair = f"{name}, 1 M", f"{name}, 10 k"
        slower(table, turns, f"time: {name}, 1 M / 10 k", pair, Goal("at most", 1.5))
    table.keep_times(turns)


def weigh_policies(field: Field, table: Table) -> None:
    """The same with the policies of the ledger's tables switched off, by the owner, in between."""
    with databases.as_owner(SMALL) as owner:
        tables = [row[0] for row in owner.execute(databases.GUARDED).fetchall()]

        def switch(word: str) -> None:
            for name in tables:
                owner.execute(f"ALTER TABLE {name} {word} ROW LEVEL SECURITY".encode())

        ways = {}
        for words, word in {"policies on": "ENABLE", "policies off": "DISABLE"}.items():
            for name, way in {
                "balance": reading(field.one, "balance", READS),
                "statement": reading(field.one, "statement", 2),
                "action": posting([field.one], "action", POSTS, 0, between="purse"),
            }.items():
                ways[f"{name}, {words}"] = Way(way.run, way.times, ready=partial(switch, word))
        try:
            turns = in_turns(ways, turns=TURNS)
        finally:
            switch("ENABLE")
    for name in ("balance", "statement"):
        pair = f"{name}, policies on", f"{name}, policies off"
        slower(table, turns, f"time: {name}, policies on / off", pair, Goal("at most", 1.1))
    pair = "action, policies on", "action, policies off"
    faster(table, turns, "posts per second: policies on / off", pair, Goal("at least", 0.9))
    table.keep_times(turns)


def recount(field: Field) -> None:
    """Whatever was acknowledged stands once; the purses hold what the entries say."""
    for clients in (field.small, [field.large]):
        counts = together(clients, "counted")
        assert sum(count["acknowledged"] for count in counts) == counts[0]["entries"]
        broken = clients[0].ask("broken")
        assert not broken, broken
