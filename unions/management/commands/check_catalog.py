"""`manage.py check_catalog` asks whether the walls between unions stand."""

from typing import Any

from django.core.management.base import BaseCommand, CommandError

from unions.tenancy.catalogue import breaches


class Command(BaseCommand):
    """Prints what is wrong with the database's catalogue; exit code 1 if anything is."""

    help = "Compare the database's catalogue with the walls that should stand between unions."

    def handle(self, *_args: Any, **_options: Any) -> None:
        """Run all checks."""
        found = list(breaches())
        for sentence in found:
            self.stdout.write(sentence)
        if found:
            raise CommandError(f"{len(found)} walls do not stand as they should.", returncode=1)
        self.stdout.write("All walls between unions stand.")
