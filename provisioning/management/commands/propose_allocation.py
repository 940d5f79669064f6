"""Works out a round again: one input object in, one proposal out, no database."""

import json
import sys
from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from provisioning.needs.rules.allocation import work_out
from provisioning.needs.rules.allocation_input import UnreadableInput, canonical, read_text

STANDARD_INPUT = "-"


class Command(BaseCommand):
    """`manage.py propose_allocation [FILE]`."""

    help = "Divides a purse by the rule “needs-first, equal level”. Reads FILE or standard input."
    requires_system_checks: list[str] = []

    def add_arguments(self, parser: ArgumentParser) -> None:
        """FILE and --pretty."""
        parser.add_argument("file", nargs="?", default=STANDARD_INPUT, metavar="FILE")
        parser.add_argument("--pretty", action="store_true", help="Indent the output by 2.")

    def handle(self, *args: Any, **options: Any) -> None:
        """Print the proposal as canonical JSON. Raises CommandError with one line."""
        try:
            proposal = work_out(read_text(_content(options["file"]))).as_json()
        except UnreadableInput as error:
            raise CommandError(" ".join(str(error).split())) from error
        if options["pretty"]:
            self.stdout.write(json.dumps(proposal, sort_keys=True, indent=2, ensure_ascii=False))
        else:
            self.stdout.write(canonical(proposal))


def _content(name: str) -> str:
    try:
        content = sys.stdin.buffer.read() if name == STANDARD_INPUT else Path(name).read_bytes()
        return content.decode()
    except OSError as error:
        raise CommandError(f"{name}: {error.strerror}") from error
    except UnicodeDecodeError as error:
        raise UnreadableInput("input: this is not UTF-8") from error
