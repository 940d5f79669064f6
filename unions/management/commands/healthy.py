"""`manage.py healthy NAME`: says by the age of its pulse whether a process lives."""

from argparse import ArgumentParser
from typing import Any

from django.core.management.base import BaseCommand, CommandError
from django.utils import timezone

from unions.courier.queries import pulses

NAMES = ("relay", "beat", "worker", pulses.JOURNEY)


class Command(BaseCommand):
    """Exit code 0 while the pulse is at most three minutes old, else 1."""

    help = "Check that relay, beat, worker or the journey through all of them is alive."

    def add_arguments(self, parser: ArgumentParser) -> None:
        """Take the name."""
        parser.add_argument("name", choices=NAMES)

    def handle(self, *args: Any, **options: Any) -> None:
        """Compare the pulse with the clock."""
        age = pulses.age(options["name"], now=timezone.now())
        if age is None:
            raise CommandError(f"{options['name']} has not been heard yet.", returncode=1)
        seconds = int(age.total_seconds())
        if age > pulses.STALE:
            raise CommandError(f"{options['name']} was last heard {seconds} s ago.", returncode=1)
        self.stdout.write(f"{options['name']} was heard {seconds} s ago.")
