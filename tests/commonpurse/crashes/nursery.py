"""The process that brings up writers by forking, kills them when told, and looks at the books.

It is a process of its own, since its database is one that the tests around it do not know.
"""

import os
import signal
import time
import traceback
from datetime import date
from pathlib import Path
from typing import Any
from uuid import UUID

from django.db import InterfaceError, OperationalError, connection
from django.test import override_settings

from commonpurse.ledger.actions import journal_entries
from commonpurse.ledger.models.journal_entry import JournalEntry
from commonpurse.ledger.models.posting import Posting
from commonpurse.ledger.rules.entries import Draft, Memo, moving
from commonpurse.seals.actions import seals
from commonpurse.seals.queries import chains
from tests import pipes
from tests.cast import HARBOUR, Cast, gather
from tests.commonpurse.conftest import fill
from tests.commonpurse.crashes import plan
from tests.commonpurse.crashes.diary import Diary
from unions.invariants import laws

DAY = date(2026, 11, 3)
AGAIN_SECONDS = 0.05
GONE_SECONDS_MAX = 60
OTHERS = """SELECT 1 FROM pg_stat_activity
WHERE usename = current_user AND datname = current_database() AND pid <> pg_backend_pid()"""


class Nursery:
    """One union with one purse, and whoever writes into it."""

    cast: Cast
    purse: UUID
    bank: UUID

    def found(self) -> None:
        """A union with its people and a purse with money in it."""
        self.cast = gather("crashed", "Crashed", HARBOUR, "northshore")
        with self.cast.scope():
            accounts = fill(self.cast, plan.OPENED_WITH, on=DAY)
        self.purse, self.bank = accounts.purse, accounts.bank
        connection.close()

    def begin(self, writer: int, diaries: str, *, relaxed: bool) -> int:
        """Bring up a writer, who goes on where its diary ends; `relaxed` lets it commit first and
        wait for the disk before it is told. The number of its process."""
        parent = os.getpid()
        child = os.fork()
        if not child:
            # Never back into the parent's code, whatever happens.
            try:
                slugs = {self.cast.union.slug} if relaxed else set()
                with override_settings(LEDGER_FLUSH_AFTER_COMMIT=frozenset(slugs)):
                    self._write(Diary.read(Path(diaries), writer), writer, parent)
            except BaseException:  # noqa: BLE001 - whoever looks for the reason finds it printed
                traceback.print_exc()
            finally:
                os._exit(1)
        return child

    def kill(self, child: int) -> str:
        """End a writer as a power cut would; how it ended."""
        os.kill(child, signal.SIGKILL)
        _, status = os.waitpid(child, 0)
        return "killed" if os.WIFSIGNALED(status) else f"ended by itself with {status}"

    def look(self) -> dict[str, Any]:
        """All that writers have entered, what it brought into the purse, and what is wrong."""
        self._wait_for_the_dead()
        with self.cast.scope():
            seals.seal()
            mine = Posting.objects.filter(account_id=self.purse)
            moved = dict(mine.values_list("entry_id", "amount"))
            last = mine.order_by("-account_seq")[0]
            entries = JournalEntry.objects.exclude(kind="opening").select_related("reverses")
            head = chains.head()
            found = {
                "entries": [
                    [
                        f"back {entry.reverses.key}" if entry.reverses else entry.key,
                        str(entry.pk),
                        moved.get(entry.pk),
                    ]
                    for entry in entries
                ],
                "purse": last.balance_after,
                "lines": last.account_seq,
                "sealed": head.entries if head else 0,
                "wrong": [
                    f"{law.name}: {breach.row}"
                    for law in laws()
                    if law.name.startswith("commonpurse.")
                    for breach in law.breaches()
                ],
            }
        connection.close()
        return found

    def _wait_for_the_dead(self) -> None:
        """The server may still be busy for a writer that was killed. Outside a transaction, in
        which it would answer the same again and again."""
        deadline = time.monotonic() + GONE_SECONDS_MAX
        while time.monotonic() < deadline:
            with connection.cursor() as cursor:
                cursor.execute(OTHERS)
                if not cursor.fetchall():
                    return
            time.sleep(AGAIN_SECONDS)
        raise TimeoutError("Somebody is still connected.")

    def _write(self, diary: Diary, writer: int, parent: int) -> None:
        number = diary.next_number()
        while os.getppid() == parent:
            diary.ask(number)
            diary.tell(number, self._insist(plan.act(writer, number)))
            number += 1

    def _insist(self, act: plan.Act) -> list[str]:
        """Ask until the database answers, each time for the same."""
        while True:
            try:
                with self.cast.scope():
                    return self._do(act)
            except (OperationalError, InterfaceError):
                connection.close()
                time.sleep(AGAIN_SECONDS)

    def _do(self, act: plan.Act) -> list[str]:
        if act.undoes:
            entry = JournalEntry.objects.get(key=act.undoes)
            posted = journal_entries.reverse(
                entry_id=entry.pk, why="once too often", effective_on=DAY, by=self.cast.dev
            )
            return [str(posted.entry_id)]
        drafts = [
            Draft(name, "gift", Memo("gift"), DAY, self._lines(amount))
            for name, amount in zip(act.names, act.amounts, strict=True)
        ]
        if len(drafts) == 1:
            return [str(journal_entries.post(entry=drafts[0], by=self.cast.dev).entry_id)]
        many = journal_entries.post_many(entries=drafts, by=self.cast.dev)
        return [str(posted.entry_id) for posted in many]

    def _lines(self, amount: int) -> Any:
        ways = (self.bank, self.purse) if amount > 0 else (self.purse, self.bank)
        return moving(abs(amount), out_of=ways[0], into=ways[1])


def main() -> None:
    """Serve until the pipe is closed; writers that live then end with it."""
    nursery = Nursery()
    names = ("found", "begin", "kill", "look")
    pipes.serve({name: getattr(nursery, name) for name in names})


if __name__ == "main":
    main()
