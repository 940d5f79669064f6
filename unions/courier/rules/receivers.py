"""Who hears which news; filled while the doors of the subjects are opened."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from unions.courier.rules.lanes import Lane


class UnknownReceiver(LookupError):
    """A receipt names a function that this release does not have."""


@dataclass(frozen=True)
class Receiver:
    """A function that takes the ids of one piece of news."""

    name: str
    topic: str
    lane: Lane
    run: Callable[..., Any]


_receivers: dict[str, Receiver] = {}


def register(receiver: Receiver) -> None:
    """Let a receiver hear its topic from now on."""
    _receivers[receiver.name] = receiver


def hearers_of(topic: str) -> list[Receiver]:
    """All receivers of a topic by name."""
    return sorted((r for r in _receivers.values() if r.topic == topic), key=lambda r: r.name)


def every() -> list[Receiver]:
    """All receivers by name."""
    return sorted(_receivers.values(), key=lambda r: r.name)


def named(name: str) -> Receiver:
    """The receiver that a receipt names. Raises UnknownReceiver."""
    try:
        return _receivers[name]
    except KeyError:
        raise UnknownReceiver(name) from None
