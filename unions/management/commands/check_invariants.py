"""`manage.py check_invariants`: says whether all holds that must always hold."""

import json
from argparse import ArgumentParser
from typing import Any
from uuid import UUID

from django.conf import settings
from django.core.management.base import BaseCommand
from django.db import transaction

from unions.founding.queries import unions
from unions.invariants import Breach, Law, laws
from unions.tenancy import catalogue
from unions.tenancy.scopes import union_scope

Finding = dict[str, str]
WALLS = "tenancy.walls"


class Command(BaseCommand):
    """Runs every law, those of a union once in each union; exit code 1 names the rows."""

    help = "Check what must always hold: once per union, and the walls between unions."

    def add_arguments(self, parser: ArgumentParser) -> None:
        """The answer is JSON in any case."""
        parser.add_argument("--json", action="store_true", help="on one line, for programs")

    def handle(self, *args: Any, **options: Any) -> None:
        """Run all laws and say what was found."""
        union_ids = unions.ids()
        checked = [_walls(), *(_run(law, union_ids) for law in laws())]
        is_ok = not any(item["breaches"] for item in checked)
        answer = {"instance": settings.INSTANCE_NAME, "checked": checked, "ok": is_ok}
        self.stdout.write(json.dumps(answer, indent=None if options["json"] else 2))
        if not is_ok:
            raise SystemExit(1)


def _walls() -> dict[str, Any]:
    breaches = [{"union": "", "row": "", "words": words} for words in catalogue.breaches()]
    sentence = "The walls between unions stand as they should."
    return {"name": WALLS, "sentence": sentence, "breaches": breaches}


def _run(law: Law, union_ids: list[UUID]) -> dict[str, Any]:
    found: list[Finding] = []
    if law.of_instance:
        with transaction.atomic():
            found += [_finding(breach, "") for breach in law.breaches()]
    else:
        for union_id in union_ids:
            with union_scope(union_id):
                found += [_finding(breach, str(union_id)) for breach in law.breaches()]
    return {"name": law.name, "sentence": law.sentence, "breaches": found}


def _finding(breach: Breach, union_id: str) -> Finding:
    return {"union": union_id, "row": breach.row, "words": breach.words}
