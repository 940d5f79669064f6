"""What reading costs after a long history, behind the policies, and as whole pages."""

from functools import partial

from django.utils import timezone

from tests.bench.ledger import databases, shape
from tests.bench.ledger.field import SMALL, Field
from tests.bench.ledger.ways import POSTS, TURNS, faster, posting, reading, slower
from tests.bench.scales import Goal, Table, Way, in_turns

READS, PAGES = 20, 2


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
    pages = {"purse page": "purse/", "trial balance": "purse/trial-balance/"}
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
