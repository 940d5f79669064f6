"""Django's handle on this app."""

from django.apps import AppConfig
from django.db import connection
from django.db.models.signals import post_migrate

from commonpurse.rights import HELD
from unions.rights import register_rights
from unions.subjects import open_doors


class CommonPurseConfig(AppConfig):
    """What we hold in money."""

    name = "commonpurse"
    default = True
    subjects: tuple[str, ...] = (
        "ledger",
        "seals",
        "spending",
        "pledges",
        "intake",
        "closings",
    )

    def ready(self) -> None:
        """Add the table of rights and open the doors of every subject."""
        register_rights(HELD)
        open_doors(self.name, self.subjects)
        post_migrate.connect(mark_epoch, sender=self, dispatch_uid="books.mark_epoch")


def mark_epoch(**_: object) -> None:
    """After every migrate: books that now live in another cluster begin a new epoch."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT to_regprocedure('ledger_mark_epoch()') IS NOT NULL")
        if cursor.fetchone() == (True,):
            cursor.execute("SELECT ledger_mark_epoch()")
