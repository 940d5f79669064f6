"""How entries leave the house for readers from whom some are hidden: in sums of a month.

A month is told the same way whatever else is asked for, so two exports side by side say no more
than one. Where too few touched an account in a month, no amount of theirs is told, but what their
accounts held when it was over: nothing more than everybody may read.
"""

from collections import Counter, defaultdict
from collections.abc import Callable, Hashable, Iterable, Iterator, Sequence
from collections.abc import Set as AbstractSet
from dataclasses import dataclass, replace
from datetime import date
from itertools import groupby
from uuid import UUID

from commonpurse.ledger.rules import months
from commonpurse.ledger.rules.statement import FOLDED_MIN


@dataclass(frozen=True, slots=True)
class Happening:
    """An entry as it stands in the books, with its lines as (account, amount).

    `story_kind` is the kind of the reversed entry where the entry is a reversal, else its own.
    """

    entry_id: UUID
    on: date
    kind: str
    story_kind: str
    lines: tuple[tuple[UUID, int], ...]
    count: int = 1
    words: str = ""
    by: tuple[str, ...] = ()
    reverses_id: UUID | None = None
    reversed_by_id: UUID | None = None


@dataclass(frozen=True, slots=True)
class Told:
    """One entry, or the private ones that are told together on the day of the last of them."""

    on: date
    happenings: tuple[Happening, ...]
    private: bool

    @property
    def first(self) -> Happening:
        """The happening that stands for it."""
        return self.happenings[0]

    @property
    def too_few(self) -> bool:
        """Whether fewer than FOLDED_MIN stand behind what it did to one of its accounts."""
        touched = Counter(account for one in self.happenings for account in _accounts(one))
        return self.private and min(touched.values()) < FOLDED_MIN

    def lines(self) -> dict[UUID, int]:
        """What it did to each account; an account on which all cancels out is left out."""
        sums: dict[UUID, int] = defaultdict(int)
        for happening in self.happenings:
            for account_id, amount in happening.lines:
                sums[account_id] += amount
        return {account_id: amount for account_id, amount in sums.items() if amount}


def told(happenings: Iterable[Happening], *, hidden: AbstractSet[str]) -> Iterator[Told]:
    """What a reader is told, in order of days, from happenings in order of (day, id).

    Those whose story is of a `hidden` kind fold within their month; one month is held in memory at
    a time. Whatever is hidden, every account moves by the same sum in every month.
    """
    if not hidden:
        yield from (Told(happening.on, (happening,), private=False) for happening in happenings)
        return
    for _, month in groupby(happenings, key=lambda happening: months.first_of(happening.on)):
        yield from _month(list(month), hidden)


def _month(listed: Sequence[Happening], hidden: AbstractSet[str]) -> list[Told]:
    private = [happening for happening in listed if happening.story_kind in hidden]
    folded = [_folded(fold) for fold in _folds(private)]
    alone = [
        Told(happening.on, (happening,), private=False)
        for happening in listed
        if happening.story_kind not in hidden
    ]
    return sorted([*folded, *alone], key=_order)


def _folded(fold: Sequence[Happening]) -> Told:
    """On the day of the last of them; too few tell no day and stand at the end of their month."""
    one = Told(max(happening.on for happening in fold), tuple(fold), private=True)
    return replace(one, on=months.last_day(one.on)) if one.too_few else one


def _order(one: Told) -> tuple[date, bool, bool, UUID]:
    """By days; of a day sums are first, and last those of which only the balance behind all else
    is told."""
    return (one.on, one.private and one.too_few, not one.private, one.first.entry_id)


def _folds(private: Sequence[Happening]) -> Iterator[Sequence[Happening]]:
    """By the accounts they touch, then by kind.

    Fewer than FOLDED_MIN on the same accounts cannot hide among others: those accounts tell them
    by their balances. So they fold with each other only, and the rest keeps its kinds.
    """
    few: list[Happening] = []
    for group in _parted(private, _accounts):
        if len(group) < FOLDED_MIN:
            few.extend(group)
        else:
            yield from _kinds(group)
    if few:
        yield sorted(few, key=_place)


def _kinds(group: Sequence[Happening]) -> list[Sequence[Happening]]:
    """Kind by kind; kinds with too few fold together, and with all others if still too few."""
    parts = _parted(group, lambda happening: (happening.kind, happening.story_kind))
    few = [happening for part in parts if len(part) < FOLDED_MIN for happening in part]
    if few and len(few) < FOLDED_MIN:
        return [group]
    whole = [part for part in parts if len(part) >= FOLDED_MIN]
    return [*whole, sorted(few, key=_place)] if few else whole


def _parted(
    happenings: Sequence[Happening], key: Callable[[Happening], Hashable]
) -> list[Sequence[Happening]]:
    parts: dict[Hashable, list[Happening]] = defaultdict(list)
    for happening in happenings:
        parts[key(happening)].append(happening)
    return list(parts.values())


def _accounts(happening: Happening) -> frozenset[UUID]:
    return frozenset(account_id for account_id, _ in happening.lines)


def _place(happening: Happening) -> tuple[date, UUID]:
    return (happening.on, happening.entry_id)
