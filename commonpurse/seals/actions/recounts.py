"""Reckoning the books again: what was sealed, and what they say of themselves."""

from collections.abc import Iterator
from dataclasses import dataclass

from django.db import transaction

from commonpurse.ledger import invariants
from commonpurse.ledger.queries import evidence
from commonpurse.seals.actions import seals
from commonpurse.seals.invariants import books_are_as_sealed
from commonpurse.seals.models.verification import WORDS_LENGTH_MAX, Verification
from commonpurse.seals.queries import chains
from unions.invariants import Breach

LAWS = (
    books_are_as_sealed,
    invariants.entries_balance,
    invariants.entries_have_lines,
    invariants.running_balances_are_whole,
    invariants.balances_are_sums,
    invariants.months_are_sums,
    invariants.flows_are_sums,
    invariants.lines_bear_the_day_of_their_entry,
    invariants.reversals_restore,
    invariants.closed_months_stay,
)


@dataclass(frozen=True, slots=True)
class Recount:
    """What was reckoned, and the first row that is wrong; None when all is whole."""

    entries: int
    lines: int
    head: chains.Head | None
    wrong: Breach | None

    @property
    def is_whole(self) -> bool:
        """Whether nothing is wrong."""
        return self.wrong is None

    @property
    def sentence(self) -> str:
        """What was found, for the person at the terminal."""
        if self.wrong:
            return f"WRONG at {self.wrong.row}: {self.wrong.words}"
        sealed = (
            f"{self.head.entries} sealed, head {self.head.hash}" if self.head else "none sealed"
        )
        return f"whole; {self.entries} entries with {self.lines} lines, {sealed}"

    def as_dict(self) -> dict[str, object]:
        """The same for programs."""
        return {
            "ok": self.is_whole,
            "entries": self.entries,
            "lines": self.lines,
            "sealed": self.head.entries if self.head else 0,
            "block": self.head.block if self.head else 0,
            "head": self.head.hash if self.head else None,
            "wrong": {"row": self.wrong.row, "words": self.wrong.words} if self.wrong else None,
        }


@transaction.atomic
def verify_at_night() -> Recount:
    """Seals what waits, then verifies; called by the program's clock."""
    seals.seal()
    return verify()


@transaction.atomic
def verify(*, head: str | None = None) -> Recount:
    """Reckons the books of the union in scope again, from the first line, and keeps what was found
    for all to see. `head` is the hash in hex of a seal that was printed or kept elsewhere and must
    be in the chain. Asked for by the host, or by the program's clock.
    """
    entries, lines = evidence.counts()
    found = Recount(entries, lines, chains.head(), next(_breaches(head), None))
    Verification.objects.create(
        block=found.head.block if found.head else 0,
        entries=entries,
        words=f"{found.wrong.row}: {found.wrong.words}"[:WORDS_LENGTH_MAX] if found.wrong else "",
    )
    return found


def _breaches(head: str | None) -> Iterator[Breach]:
    if head is not None and not chains.has_hash(head):
        yield Breach(f"head {head}", "is not in this chain")
    for law in LAWS:
        yield from law()
