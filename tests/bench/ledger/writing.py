"""What posting costs: one client and eight, one entry and many at once."""

from tests.bench.ledger.field import Field
from tests.bench.ledger.ways import CROWD_POSTS, POSTS, TURNS, disks, faster, posting
from tests.bench.scales import Goal, Table, Way, in_turns
from tests.pipes import order, together

BATCH, BATCHES = 1_000, 2
SENDING = f"{CROWD_POSTS} payments in a sending, timed until the last is in the books"


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


def weigh_distinct_accounts(field: Field, table: Table) -> None:
    """Eight clients post at once, each between two accounts of its own."""
    where, ways = "8 clients, distinct accounts", {}
    for disk, pause in disks(field).items():
        for name, do in {"floor d": "floor_d", "psycopg": "post", "action": "action"}.items():
            way = posting(field.small, do, CROWD_POSTS, pause, between="accounts")
            ways[f"{where}: {name}{disk}"] = way
    turns = in_turns(ways, turns=TURNS)
    for disk in disks(field):
        for name, figure in {"psycopg": 1.1, "action": 0.75}.items():
            pair = f"{where}: {name}{disk}", f"{where}: floor d{disk}"
            faster(table, turns, f"{where}: {name} / d{disk}", pair, Goal("at least", figure))
    table.keep_times(turns)


def weigh_one_purse(field: Field, table: Table) -> None:
    """Eight clients post at once from one purse; `relaxed` is the flush after the commit."""
    where, ways = "8 clients, one purse", {}
    for disk, pause in disks(field).items():
        for name, do, how in (
            ("floor d", "floor_d", {}),
            ("psycopg", "post", {}),
            ("psycopg, flush after commit", "post_relaxed", {}),
            ("action", "action", {}),
            ("action, flush after commit", "action", {"relaxed": True}),
        ):
            way = posting(field.small, do, CROWD_POSTS, pause, between="purse", **how)
            ways[f"{where}: {name}{disk}"] = way
        ways[f"{where}: intake{disk}"] = taking_in(field, pause)
    turns = in_turns(ways, turns=TURNS)
    goals = {
        "psycopg": Goal("at least", 1.0),
        "psycopg, flush after commit": Goal("at least", 2.2),
        "action": None,
        "action, flush after commit": None,
        "intake": Goal("at least", 4.5),
    }
    for disk in disks(field):
        for name, goal in goals.items():
            pair = f"{where}: {name}{disk}", f"{where}: floor d{disk}"
            faster(table, turns, f"{where}: {name} / d{disk}", pair, goal)
    table.keep_times(turns)


def taking_in(field: Field, pause: int) -> Way:
    """Each of the eight tells of its payments in one sending; a ninth client enters them. Done
    when the last is in the books."""
    everybody = [*field.small, field.ninth]
    count = CROWD_POSTS * len(field.small)

    def run() -> None:
        field.ninth.tell("drain", items=count)
        together(field.small, "take_in", size=CROWD_POSTS)
        field.ninth.hear()

    return Way(run, count, ready=order(everybody, "pause", microseconds=pause))


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
