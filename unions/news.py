"""The board for news: a lower subject tells what happened, higher ones hear it.

`need_met = Announcement("need_id")` stands in `<subject>/news.py`; an action calls
`need_met.announce(need_id=need.id)` in its own transaction. A receiver stands in
`<subject>/receivers.py` under `@hears(need_met)`, takes the ids, calls one action, and runs after
the commit, in the union's scope, exactly once for everything in the database.
"""

import inspect
import sys
from collections.abc import Callable
from typing import Any, TypeVar
from uuid import UUID

from unions.courier.actions import announcements
from unions.courier.queries import work
from unions.courier.rules import receivers
from unions.courier.rules.lanes import Lane

Function = TypeVar("Function", bound=Callable[..., Any])


class Announcement:
    """A kind of news, told by these ids; the first one is what the news is about."""

    def __init__(self, *ids: str) -> None:
        """Raises ValueError unless every name ends in `_id` and there is at least one."""
        if not ids or not all(name.endswith("_id") for name in ids):
            raise ValueError("News are told by ids alone, and by one at least.")
        self.ids = ids
        frame = inspect.currentframe()
        maker = frame.f_back if frame else None
        self._module = maker.f_globals["__name__"] if maker else ""

    @property
    def topic(self) -> str:
        """`provisioning.needs.need_met`: the subject and the name it has in its module.

        Raises LookupError for news that no module names.
        """
        for name, value in vars(sys.modules[self._module]).items():
            if value is self:
                return f"{self._module.removesuffix('.news')}.{name}"
        raise LookupError("News belong to a module, under a name of their own.")

    def announce(self, **ids: UUID) -> None:
        """Write the news and its receipts in the open transaction. Raises NoScope, TypeError."""
        if tuple(ids) != self.ids or not all(isinstance(value, UUID) for value in ids.values()):
            raise TypeError(f"{self.topic} is told by {', '.join(self.ids)}, in this order.")
        announcements.announce(topic=self.topic, payload=ids)


def unheard(*kinds: Announcement) -> set[UUID]:
    """What such news are about (their first id) as far as a receiver has still to hear of it; not
    what was given up on. Raises NoScope."""
    return work.about([kind.topic for kind in kinds])


def hears(
    announcement: Announcement, *, lane: Lane | str = Lane.DEFAULT
) -> Callable[[Function], Function]:
    """Let a function hear this news; it takes the announcement's ids by name.

    On the network lane it runs without scope or transaction, at least once, and is told
    `union_id` and `receipt_id` besides, the latter as its key against doing a thing twice.
    """

    def register(function: Function) -> Function:
        name = f"{function.__module__}.{function.__name__}"
        receivers.register(receivers.Receiver(name, announcement.topic, Lane(lane), function))
        return function

    return register
