"""What the seals cost: while posting goes on, and when they are verified."""

from dataclasses import dataclass

from tests.bench.ledger.field import Field
from tests.bench.ledger.ways import TURNS, faster, posting, slower
from tests.bench.scales import Goal, Table, Way, in_turns
from tests.pipes import Client, order, together

POSTS = 100


@dataclass
class Sealer:
    """One more client, which seals while others post. What it is asked to seal beyond the end of
    their slice is waited for off the clock."""

    client: Client
    is_busy: bool = False

    def catch_up(self) -> None:
        """Wait for what was asked for, and seal all that waits."""
        if self.is_busy:
            self.client.hear()
        self.is_busy = False
        self.client.ask("seal", entries=0)

    def begin(self, entries: int) -> None:
        """Seal as many more, as they come in."""
        self.client.tell("seal", entries=entries)
        self.is_busy = True


def weigh_seals(field: Field, table: Table) -> None:
    """Eight clients post, each between its own accounts; one in ten entries is sealed late."""
    sealer = Sealer(field.ninth)
    count = POSTS * len(field.small)
    alone = posting(field.small, "post", POSTS, 0, between="accounts")

    def sealed_meanwhile() -> None:
        sealer.begin(count * 9 // 10)
        alone.run()

    turns = in_turns(
        {
            "posting, no sealing": Way(alone.run, count, sealer.catch_up),
            "posting while sealing": Way(sealed_meanwhile, count, sealer.catch_up),
        },
        turns=TURNS,
    )
    sealer.catch_up()
    pair = "posting while sealing", "posting, no sealing"
    faster(table, turns, "8 clients: posting while sealing / not", pair, Goal("at least", 0.95))
    table.keep_times(turns)


def weigh_verifying(field: Field, table: Table) -> None:
    """All sealed entries of the small books are verified; their bytes alone are hashed."""
    Sealer(field.ninth).catch_up()
    sealer = [field.ninth]
    (count,) = together(sealer, "take_texts")
    ways = {
        "verify an entry": Way(order(sealer, "verify"), count),
        "write and hash its bytes": Way(order(sealer, "write_texts"), count),
        "hash its bytes alone": Way(order(sealer, "hash_texts"), count),
    }
    turns = in_turns(ways, turns=TURNS // 2)
    pair = "verify an entry", "hash its bytes alone"
    slower(table, turns, "time: verify an entry / hash its bytes alone", pair, Goal("at most", 5))
    pair = "verify an entry", "write and hash its bytes"
    slower(table, turns, "time: verify an entry / write its bytes and hash them", pair, None)
    table.keep_times(turns)
