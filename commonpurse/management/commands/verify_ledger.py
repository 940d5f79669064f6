"""`manage.py verify_ledger`: reckons the books again from their first line."""

import json
import re
from argparse import ArgumentParser
from typing import Any

from django.core.management.base import BaseCommand, CommandError
from django.utils import timezone

from commonpurse.seals.actions import recounts
from commonpurse.seals.actions.recounts import Recount
from unions.founding.queries import unions
from unions.tenancy.scopes import union_scope

HASH = re.compile(r"[0-9a-f]{64}")


class Command(BaseCommand):
    """Exit code 0 when the books of every union are whole; 1 with the first wrong row of each."""

    help = "Recompute seals, balances, running balances and months; name what is wrong."

    def add_arguments(self, parser: ArgumentParser) -> None:
        """One union or all; words or JSON; a head that was printed or kept elsewhere."""
        parser.add_argument("--union", metavar="SLUG", help="only the books of this union")
        parser.add_argument("--json", action="store_true", help="one line of JSON, for programs")
        parser.add_argument(
            "--head", metavar="HASH", help="a head from a statement or an archive: is it ours?"
        )

    def handle(self, *args: Any, **options: Any) -> None:
        """Recount and say what was found."""
        head = options["head"]
        if head is not None:
            head = "".join(head.split()).lower()
        if head is not None and not HASH.fullmatch(head):
            raise CommandError("A head has 64 signs, 0 to 9 and a to f, as printed.")
        chosen = [
            (found.slug, found.pk)
            for found in unions.live()
            if options["union"] in (None, found.slug)
        ]
        if not chosen:
            raise CommandError(f"There is no union {options['union']!r} here.")
        answers = []
        for slug, union_id in chosen:
            with union_scope(union_id):
                answers.append((slug, recounts.verify(head=head)))
        self._say(answers, as_json=options["json"])
        if not all(found.is_whole for _, found in answers):
            raise SystemExit(1)

    def _say(self, answers: list[tuple[str, Recount]], *, as_json: bool) -> None:
        if as_json:
            told = {slug: found.as_dict() for slug, found in answers}
            whole = all(found.is_whole for _, found in answers)
            checked_at = timezone.now().isoformat(timespec="seconds")
            self.stdout.write(json.dumps({"ok": whole, "at": checked_at, "unions": told}))
            return
        for slug, found in answers:
            self.stdout.write(f"{slug}: {found.sentence}")
