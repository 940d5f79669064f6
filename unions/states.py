"""States of a row as a table beside its model; what is not in the table is refused."""

from collections.abc import Iterable, Iterator, Mapping

from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from unions.refusals import Refused


class MoveRefused(Refused):
    """The table of states has no such move."""

    code = "move-refused"
    message = _("This has moved on meanwhile. Nothing was changed.")


class States(Mapping[str, frozenset[str]]):
    """From each state the states that may follow: `MOVES = States({ASKED: {ACCEPTED}})`.

    A state that appears only as a goal is an end. Hangs on the model as `MOVES`.
    """

    def __init__(self, moves: Mapping[str, Iterable[str]]) -> None:
        table = {str(state): frozenset(map(str, goals)) for state, goals in moves.items()}
        ends = frozenset().union(*table.values()) - table.keys()
        self._table = {**table, **{state: frozenset[str]() for state in sorted(ends)}}

    def __getitem__(self, state: str) -> frozenset[str]:
        return self._table[str(state)]

    def __iter__(self) -> Iterator[str]:
        return iter(self._table)

    def __len__(self) -> int:
        return len(self._table)

    def allow(self, state: str, to: str) -> bool:
        """True when the table has this move."""
        return str(to) in self._table.get(str(state), frozenset())

    def require(self, state: str, to: str) -> None:
        """Raise MoveRefused unless the table has this move."""
        if not self.allow(state, to):
            raise MoveRefused

    def check(self, field: str = "state") -> Q:
        """The condition of the check constraint that holds the column to these states."""
        return Q(**{f"{field}__in": sorted(self._table)})
