"""`manage.py found_union`: a new union with its first member, who lets the others in."""

import re
from argparse import ArgumentParser
from dataclasses import dataclass
from typing import Any
from zoneinfo import available_timezones

from allauth.account.models import EmailAddress
from babel.core import get_global
from babel.numbers import get_territory_currencies as tender_of
from django.core.exceptions import ValidationError
from django.core.management.base import BaseCommand, CommandError
from django.core.validators import validate_email
from django.db import IntegrityError, OperationalError, transaction
from django.utils import timezone
from django.utils.text import slugify

from unions.circles.actions.role_terms import appoint
from unions.circles.queries.role_terms import longest_until
from unions.founding.actions.unions import found
from unions.founding.models.region import Region
from unions.founding.models.union import Union
from unions.people.actions.memberships import admit
from unions.people.models.membership import Membership
from unions.people.models.user import User
from unions.people.rules.names import NAME_CHARS_MAX, in_one_line
from unions.refusals import Refused
from unions.rights import Office
from unions.tenancy.scopes import union_scope

EMAIL_CHARS_MAX = 254
# As a union's card tells it to other regions.
SLUG_CHARS_MAX = 40
SLUG = (r"[a-z0-9][a-z0-9-]{0,39}", "small letters, digits and hyphens, 40 at most")
SHAPES = {
    "--slug": ("slug", *SLUG),
    "--region-slug": ("region_slug", *SLUG),
    "--area": ("area", r"[A-Z]{2}", "two letters"),
}


@dataclass(frozen=True)
class Wanted:
    """What a host says, as it will be kept."""

    name: str
    slug: str
    region: str
    region_slug: str
    person: str
    email: str
    currency: str
    time_zone: str
    area: str


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
        parser.add_argument("--area", default="GB", help="its country, by two letters: DE, ES, …")

    def handle(self, *args: Any, **options: Any) -> None:
        """Found it, or say in one sentence what is wrong."""
        wanted = _read(options)
        try:
            with transaction.atomic():
                _found(wanted)
        except Refused as refusal:
            raise CommandError(f"Nothing was founded. {refusal}") from None
        except IntegrityError:
            words = "Something else was founded at the same moment. Nothing was founded; try again."
            raise CommandError(words) from None
        except OperationalError:
            words = "The database is busy or away. Nothing was founded; try again."
            raise CommandError(words) from None
        self.stdout.write(
            f"{wanted.name} is founded: /u/{wanted.slug}/. {wanted.person} signs in with a code "
            f"sent to {wanted.email}, invites the others, and seats keepers and other offices."
        )


def _read(options: dict[str, Any]) -> Wanted:
    """What was said, as it will be kept; raises CommandError for what cannot be."""
    said = {name: in_one_line(options[name] or "") for name in Wanted.__dataclass_fields__}
    said["slug"] = said["slug"] or slugify(said["name"])[:SLUG_CHARS_MAX]
    said["region_slug"] = said["region_slug"] or slugify(said["region"])[:SLUG_CHARS_MAX]
    said["email"] = said["email"].lower()
    said["currency"], said["area"] = said["currency"].upper(), said["area"].upper()
    for option, name in (("NAME", "name"), ("--region", "region"), ("--person", "person")):
        if not 0 < len(said[name]) <= NAME_CHARS_MAX:
            raise CommandError(f"{option} is a line of 1 to {NAME_CHARS_MAX} letters.")
    for option, (name, way, kind) in SHAPES.items():
        if not re.fullmatch(way, said[name]):
            raise CommandError(f"{option} is made of {kind}; {said[name]!r} is not.")
    if said["currency"] not in _currencies():
        raise CommandError(f"There is no currency {said['currency']!r} in use: write EUR, GBP, …")
    if said["time_zone"] not in available_timezones() - {"localtime"}:
        raise CommandError(f"There is no time zone {said['time_zone']!r}: write Europe/Berlin, …")
    wanted = Wanted(**said)
    _check_what_is_there(wanted)
    return wanted


def _currencies() -> set[str]:
    """What is legal tender somewhere today."""
    return {code for area in get_global("territory_currencies") for code in tender_of(area)}


def _check_what_is_there(wanted: Wanted) -> None:
    if Union.objects.filter(slug=wanted.slug).exists():
        raise CommandError(f"There is a union at /u/{wanted.slug}/ already. Give another --slug.")
    region = Region.objects.filter(slug=wanted.region_slug).first()
    if region is not None and region.name != wanted.region:
        raise CommandError(
            f"The region {wanted.region_slug!r} is called {region.name!r} here. Write it like "
            "that, or give another --region-slug."
        )
    try:
        validate_email(wanted.email)
    except ValidationError:
        raise CommandError(f"{wanted.email!r} is no e-mail address.") from None
    if len(wanted.email) > EMAIL_CHARS_MAX:
        raise CommandError(f"An e-mail address has {EMAIL_CHARS_MAX} letters at most.")
    if User.objects.filter(email=wanted.email, is_active=False).exists():
        raise CommandError(f"The login {wanted.email} is shut. Give another --email, or open it.")


def _found(wanted: Wanted) -> None:
    """The union, its first member, and that member's seat in the care circle."""
    union = found(
        slug=wanted.slug,
        name=wanted.name,
        region_slug=wanted.region_slug,
        region_name=wanted.region,
        currency=wanted.currency,
        time_zone=wanted.time_zone,
        area=wanted.area,
    )
    user, today = _login(wanted.email), timezone.localdate()
    with union_scope(union.id):
        member = admit(
            name=wanted.person,
            user=user,
            since_on=today,
            state=Membership.State.ASSOCIATE,
            by=None,
        )
        appoint(
            membership=member,
            office=Office.CARE_CIRCLE,
            from_on=today,
            until_on=longest_until(today),
            by=None,
        )


def _login(email: str) -> User:
    """The login with this address, or a new one: the host vouches for it, and only who reads its
    mail gets the code."""
    user = User.objects.filter(email=email).first() or User.objects.create_user(email)
    known = EmailAddress.objects.filter(user=user).exists()
    if not known:
        EmailAddress.objects.create(user=user, email=email, verified=True, primary=True)
    return user
