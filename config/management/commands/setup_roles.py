"""`manage.py setup_roles`: makes database and roles on a host's own PostgreSQL."""

import os
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from config.services import roles
from config.services.refusals import ServiceRefused
from config.services.roles import Instance, Login

ADMIN = "DATABASE_ADMIN_URL"
NEEDED = ("DATABASE_OWNER_URL", "DATABASE_APP_URL", "DATABASE_PLATFORM_URL")


class Command(BaseCommand):
    """Running it again changes nothing; a changed password in an address is taken over."""

    help = (
        f"Make the database and the three roles that {', '.join(NEEDED)} name, as the role of "
        f"{ADMIN} (each also as a file: NAME_FILE)."
    )
    requires_system_checks: list[str] = []

    def handle(self, *args: Any, **options: Any) -> None:
        """Make them, or say what is missing."""
        addresses = {name: _address(name) for name in (ADMIN, *NEEDED)}
        missing = [name for name, address in addresses.items() if not address]
        if missing:
            raise CommandError(f"Set {', '.join(missing)}; see .env.example.")
        owner, app, platform = (Login.from_address(addresses[name]) for name in NEEDED)
        if len({login.database for login in (owner, app, platform)}) != 1:
            raise CommandError(f"{', '.join(NEEDED)} must name the same database.")
        try:
            roles.set_up(addresses[ADMIN], Instance(owner, app, platform))
        except ServiceRefused as refusal:
            raise CommandError(str(refusal)) from None
        self.stdout.write(f"Database {owner.database} and its roles are as they must be.")


def _address(name: str) -> str:
    file = os.environ.get(f"{name}_FILE")
    return Path(file).read_text(encoding="utf-8").strip() if file else os.environ.get(name, "")
