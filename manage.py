#!/usr/bin/env python
"""The command line of One Cloak: Django's commands, and `up`, `down`, `status` and `reset`."""

import os
import sys

from config.services import commands
from config.services.refusals import ServiceRefused


def main(arguments: list[str]) -> int:
    """Run the command that the arguments name; with services for its time where none are given."""
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "config.settings")
    commands.read_dotenv()
    rest, instance = commands.taken_out(arguments)
    command = rest[0] if rest else ""
    try:
        if command in commands.SERVICE_VERBS:
            return commands.SERVICE_VERBS[command](rest[1:])
        with commands.prepared(command, instance):
            # Only now: Django reads its settings when it is imported.
            from django.core.management import execute_from_command_line  # noqa: PLC0415

            execute_from_command_line([sys.argv[0], *rest])
    except ServiceRefused as refusal:
        sys.stderr.write(f"{refusal}\n")
        return 1
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
