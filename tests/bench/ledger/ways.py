"""How the clients of the ledger's measurement are told to work, and how two ways are compared."""

from tests.bench.ledger import databases
from tests.bench.ledger.field import Field
from tests.bench.scales import Goal, Table, Turns, Way, ratios
from tests.pipes import Client, order

TURNS, POSTS, CROWD_POSTS = 15, 60, 25


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
