"""`manage.py seed_demo`: fills an empty demo with the story of the harbour that flooded."""

from collections.abc import Callable
from importlib import import_module
from importlib.util import find_spec
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.db import transaction
from django.utils import timezone

from unions.demo import REGIONS, Story, join_another, settle
from unions.founding.queries.unions import live
from unions.tenancy.scopes import union_scope

CHAPTERS = ("commonpurse.demo", "provisioning.demo", "federation.demo")


class Command(BaseCommand):
    """Tells each union's chapters in order, all in one transaction; a filled demo stays as is."""

    help = "Fill an empty demo with invented people and twelve months of history."

    def add_arguments(self, parser: CommandParser) -> None:
        """The seed, and the region, by default this instance's name."""
        parser.add_argument("--seed", type=int, default=7)
        parser.add_argument("--region", default=settings.INSTANCE_NAME)

    def handle(self, *args: Any, **options: Any) -> None:
        """Fill the instance of a region."""
        if not settings.IS_DEMO:
            raise CommandError("The demo's people are invented; they may not enter a real union.")
        if live():
            self.stdout.write("The demo is filled already; nothing was changed.")
            return
        slugs = REGIONS.get(options["region"], REGIONS["northshore"])
        with transaction.atomic():
            stories = [self._tell(slug, options["seed"]) for slug in slugs]
            if len(stories) > 1:
                today, (first, second) = stories[0].today, stories[:2]
                join_another(member=second.people["kira"], union=first.union, today=today)

    def _tell(self, slug: str, seed: int) -> Story:
        self.stdout.write(f"  {slug}: people", ending="\n")
        story = settle(slug=slug, today=timezone.localdate(), seed=seed)
        for chapter in chapters():
            self.stdout.write(f"  {slug}: {chapter.__module__.split('.')[0]}")
            with union_scope(story.union.id):
                chapter(story)
        return story


def chapters() -> list[Callable[[Story], None]]:
    """The `tell` of every app that has a chapter, lowest app first."""
    return [import_module(name).tell for name in CHAPTERS if find_spec(name)]
