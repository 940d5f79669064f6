"""`manage.py dead_letters`: work that was given up on, and what a person does about it."""

from argparse import ArgumentParser
from collections.abc import Iterator
from typing import Any
from uuid import UUID

from django.core.management.base import BaseCommand, CommandError

from unions.courier.actions import dead_letters as actions
from unions.courier.queries import dead_letters
from unions.courier.queries.dead_letters import DeadLetter
from unions.founding.queries import unions
from unions.tenancy.scopes import union_scope


class Command(BaseCommand):
    """Lists dead letters; `--retry ID` takes one up again, `--close ID --because …` ends it."""

    help = "List work that was given up on; retry it, or close it with a reason."

    def add_arguments(self, parser: ArgumentParser) -> None:
        """Take what to do with which."""
        parser.add_argument("--retry", type=UUID, metavar="ID")
        parser.add_argument("--close", type=UUID, metavar="ID")
        parser.add_argument("--because", default="", metavar="REASON")

    def handle(self, *args: Any, **options: Any) -> None:
        """List, retry or close."""
        retried, closed = options["retry"], options["close"]
        if closed and not options["because"]:
            raise CommandError("Closing needs a reason: --because '…'.")
        found = list(self.everywhere())
        if not retried and not closed:
            for union_id, letter in found:
                self.stdout.write(_line(union_id, letter))
            self.stdout.write(f"{len(found)} dead letters.")
            return
        wanted = retried or closed
        union_ids = [union_id for union_id, letter in found if letter.work_id == wanted]
        if not union_ids:
            raise CommandError(f"There is no dead letter {wanted}.")
        self.act(wanted, union_ids[0], because=options["because"] if closed else "")

    def everywhere(self) -> Iterator[tuple[UUID | None, DeadLetter]]:
        """All dead letters with their union; jobs of the instance have none."""
        for letter in dead_letters.of_instance():
            yield None, letter
        for union_id in unions.ids():
            with union_scope(union_id):
                letters = dead_letters.of_union()
            for letter in letters:
                yield union_id, letter

    def act(self, work_id: UUID, union_id: UUID | None, *, because: str) -> None:
        """Close with a reason, or retry without one."""
        if union_id is not None:
            with union_scope(union_id):
                self.act_here(work_id, union_id, because=because)
        else:
            self.act_here(work_id, None, because=because)
        self.stdout.write("Closed." if because else "It will be tried again.")

    def act_here(self, work_id: UUID, union_id: UUID | None, *, because: str) -> None:
        """The same, in the scope that is open."""
        if because:
            actions.close(work_id=work_id, union_id=union_id, because=because)
        else:
            actions.retry(work_id=work_id, union_id=union_id)


def _line(union_id: UUID | None, letter: DeadLetter) -> str:
    when = f"{letter.dead_at:%Y-%m-%d %H:%M}" if letter.dead_at else ""
    return f"{letter.work_id}  {when}  {letter.what}  {letter.error}  union {union_id or '-'}"
