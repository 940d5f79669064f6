"""Which entries a reader sees only in sums."""

from collections.abc import Set as AbstractSet

from commonpurse.ledger.rules.entry_kinds import NOTHING_HIDDEN, PRIVATE, EntryKind
from commonpurse.rights import Right


def hidden_from(rights: AbstractSet[str]) -> frozenset[EntryKind]:
    """The kinds of entries that a holder of these rights may not open one by one."""
    return NOTHING_HIDDEN if Right.SEE_PRIVATE_ENTRIES in rights else PRIVATE
