"""Test processes that run side by side do not meet on the servers they share."""

from tests.servers import databases_of

BROKER = "redis://:word@127.0.0.1:6379/0"


def test_no_two_processes_share_a_broker_or_a_cache() -> None:
    numbers = [int(a.rpartition("/")[2]) for w in range(8) for a in databases_of(f"gw{w}", BROKER)]
    assert numbers == list(range(16)), "the built-in server has sixteen"


def test_the_server_stays_the_same() -> None:
    assert databases_of("gw1", BROKER) == (BROKER[:-1] + "2", BROKER[:-1] + "3")
