"""`manage.py found_union`: a new union with its first member, who lets the others in."""

from argparse import ArgumentParser
from datetime import timedelta
from typing import Any
from zoneinfo import available_timezones

from allauth.account.models import EmailAddress
from babel.core import get_global
from django.core.exceptions import ValidationError
from django.core.management.base import BaseCommand, CommandError
from django.core.validators import validate_email
from django.db import transaction
from django.utils import timezone
from django.utils.text import slugify

from unions.circles.actions.role_terms import appoint
from unions.founding.actions.unions import found
from unions.founding.models.union import Union
from unions.founding.queries.union_policies import whole
from unions.people.actions.memberships import admit
from unions.people.models.membership import Membership
from unions.people.models.user import User
from unions.refusals import Refused
from unions.rights import Office
from unions.tenancy.scopes import union_scope

DAYS_A_MONTH = 30


class Command(BaseCommand):
    """All or nothing; a second call with the same short name changes nothing and says so."""

    help = "Found a union, and seat its first member in the care circle."

    def add_arguments(self, parser: ArgumentParser) -> None:
        """Take what a union is called and where it is, and who opens the door to the others."""
        parser.add_argument("name", help="the union's name, like 'Harbour Lights'")
        parser.add_argument("--region", required=True, help="the region it lies in, by name")
        parser.add_argument("--person", required=True, metavar="NAME", help="its first member")
        parser.add_argument("--email", required=True, help="where that person gets a code")
        parser.add_argument("--slug", help="its short name in addresses; else made of the name")
        parser.add_argument("--region-slug", help="the region's; unions of one region share it")
        parser.add_argument("--currency", default="GBP", help="of its purse, for good: EUR, …")
        parser.add_argument("--time-zone", default="Europe/London")
        parser.add_argument("--area", default="GB", help="its country, by two letters")

    def handle(self, *args: Any, **options: Any) -> None:
        """Found it, or say in one sentence what is wrong."""
        if options["currency"] not in get_global("all_currencies"):
            raise CommandError(f"There is no currency {options['currency']!r}: write EUR, GBP, …")
        if options["time_zone"] not in available_timezones():
            raise CommandError(f"There is no time zone {options['time_zone']!r}: Europe/Berlin, …")
        try:
            validate_email(options["email"])
            with transaction.atomic():
                union = self.found(options)
        except ValidationError as error:
            raise CommandError(f"Nothing was founded. {_in_one_line(error)}") from None
        except Refused as refusal:
            raise CommandError(f"Nothing was founded. {refusal}") from None
        self.stdout.write(
            f"{union.name} is founded: /u/{union.slug}/. {options['person']} signs in with a code "
            f"sent to {options['email']}, invites the others, and seats keepers and other offices."
        )

    def found(self, options: dict[str, Any]) -> Union:
        """The union, its first member, and that member's seat in the care circle."""
        union = found(
            slug=options["slug"] or slugify(options["name"]),
            name=options["name"],
            region_slug=options["region_slug"] or slugify(options["region"]),
            region_name=options["region"],
            currency=options["currency"],
            time_zone=options["time_zone"],
            area=options["area"],
        )
        user, today = _login(options["email"]), timezone.localdate()
        with union_scope(union.id):
            member = admit(
                name=options["person"],
                user=user,
                since_on=today,
                state=Membership.State.ASSOCIATE,
                by=None,
            )
            appoint(
                membership=member,
                office=Office.CARE_CIRCLE,
                from_on=today,
                until_on=today + timedelta(days=DAYS_A_MONTH * whole("term.max_months")),
                by=None,
            )
        return union


def _login(email: str) -> User:
    """The login with this address, or a new one: the host vouches for it, and only who reads its
    mail gets the code."""
    known = User.objects.filter(email=email.strip().lower()).first()
    if known is not None:
        return known
    user = User.objects.create_user(email)
    EmailAddress.objects.create(user=user, email=user.email, verified=True, primary=True)
    return user


def _in_one_line(error: ValidationError) -> str:
    if not hasattr(error, "error_dict"):
        return " ".join(error.messages)
    return " ".join(f"{field}: {' '.join(said)}" for field, said in error.message_dict.items())
