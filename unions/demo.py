"""The demo's people: three unions of "The autumn the harbour flooded"; everyone is invented."""

from dataclasses import dataclass, field
from datetime import date, timedelta
from uuid import UUID

from unions.circles.actions.role_terms import appoint
from unions.circles.queries.demo_people import DEMO_DOMAIN
from unions.founding.actions.unions import found, set_policy
from unions.founding.models.union import Union
from unions.people.actions.memberships import add_dependant, admit
from unions.people.models.membership import Membership
from unions.people.models.person import Person
from unions.people.models.user import User
from unions.rights import Office
from unions.tenancy.scopes import union_scope

KEEPER, CARE, STEWARD, HUB = (
    Office.KEEPER,
    Office.CARE_CIRCLE,
    Office.STEWARD,
    Office.HUB_OPERATOR,
)


@dataclass(frozen=True)
class Plan:
    """A union as the story finds it: adults and children by name, offices by key."""

    slug: str
    name: str
    setting: str
    area: str
    region: tuple[str, str]
    adults: str
    children: str
    offices: dict[str, tuple[Office, ...]]
    policies: dict[str, int] = field(default_factory=dict)


@dataclass(frozen=True)
class Story:
    """What every chapter needs: the union, the day, the seed, and people by key."""

    union: Union
    today: date
    seed: int
    people: dict[str, Membership]
    children: dict[str, Person]

    def holding(self, office: Office) -> list[Membership]:
        """The members whom the plan seats in an office, in the order of the plan."""
        plan = PLANS[self.union.slug]
        return [self.people[key] for key, held in plan.offices.items() if office in held]

    def person_id(self, key: str) -> UUID:
        """A person's id by key, adult or child."""
        if key in self.children:
            return self.children[key].id
        return self.people[key].person_id


WESTVALE, NORTHSHORE = ("westvale", "Westvale"), ("northshore", "Northshore")
PLANS = {
    plan.slug: plan
    for plan in (
        Plan(
            slug="harbour-lights",
            name="Harbour Lights",
            setting="Harbour town on the coast",
            area="GB-NSH",
            region=NORTHSHORE,
            adults="Hana Sato, Idris Bell, Jo Marsh, Noor Haddad, Mira Okafor, Dev Lind, "
            "Ana Brook, Amina Diallo, Bo Carrick, Cleo Vance, Dan Frost, Maya Reyes, "
            "Tom Pell, Pia Holm, Sam Quill, Lena Voss, Omar Finch, Ruth Tide",
            children="Zoë, Kit, Milo, Ines, Taro, Bea, Finn",
            offices={
                "mira": (CARE,),
                "noor": (CARE,),
                "cleo": (CARE,),
                "dev": (KEEPER,),
                "ana": (KEEPER,),
                "jo": (STEWARD,),
                "bo": (HUB,),
            },
            policies={"round.silence_hours": 0},
        ),
        Plan(
            slug="alder-vale",
            name="Alder Vale",
            setting="Villages and orchards",
            area="GB-WSV",
            region=WESTVALE,
            adults="Elsa Alder, Ivo Reed, Marta Lowe, Nils Hazel, Orla Fenn, Piet Rowan, "
            "Quinn Ash, Rosa Thorn, Stef Birch, Tilda Moss, Udo Field, Vera Glen, "
            "Wim Hart, Xenia Dale, Yann Brook, Zita Hill, Arlo Stone, Britt Lane, "
            "Cato Wood, Dora Heath, Emil Ford, Fay Barrow, Gus Hollow, Hedda Lea",
            children="Anouk, Benno, Cora, Dov, Edie, Fritz, Greta, Hugo, Isla",
            offices={
                "elsa": (CARE,),
                "ivo": (CARE,),
                "marta": (CARE,),
                "nils": (KEEPER,),
                "orla": (KEEPER,),
                "piet": (STEWARD,),
            },
            policies={"round.silence_hours": 0},
        ),
        Plan(
            slug="millrace",
            name="Millrace",
            setting="Mill town, hosts the regional hub",
            area="GB-WSV",
            region=WESTVALE,
            adults="Ada Loom, Bram Weir, Carla Spindle, Dirk Mill, Eva Warp, Felix Shuttle, "
            "Gina Weft, Hank Carding, Ilse Bobbin, Jan Sluice, Kira Felt, Lars Dye, "
            "Mona Twill, Nico Serge, Olga Hemp, Pavel Linen, Rena Flax, Saul Cotton, "
            "Tess Wool, Uli Denim, Vik Tweed, Wanda Jute, Xaver Silk, Yara Nettle, "
            "Zeno Cord, Abe Canvas, Bess Gauze, Carl Satin, Dina Velvet, Egon Baize, "
            "Fern Calico, Gert Drill, Hope Muslin, Ira Chintz, Jule Damask, Knut Lace, "
            "Lou Ribbon, Max Toile, Nell Batik, Otis Plaid, Petra Ticking",
            children="Alma, Boris, Clio, Dean, Elif, Fido, Gil, Hera, Igor, Jana, Kai, Lia, Moe",
            offices={
                "ada": (CARE,),
                "bram": (CARE,),
                "carla": (CARE,),
                "dirk": (KEEPER,),
                "eva": (KEEPER,),
                "felix": (STEWARD,),
                "gina": (HUB,),
            },
            policies={"round.silence_hours": 0},
        ),
    )
}
REGIONS = {"westvale": ("alder-vale", "millrace"), "northshore": ("harbour-lights",)}


def settle(*, slug: str, today: date, seed: int) -> Story:
    """Found one union of the story with its people and offices."""
    plan = PLANS[slug]
    union = found(
        slug=slug,
        name=plan.name,
        region_slug=plan.region[0],
        region_name=plan.region[1],
        setting=plan.setting,
        area=plan.area,
    )
    since_on = today - timedelta(days=500)
    people: dict[str, Membership] = {}
    with union_scope(union.id):
        for key, value in plan.policies.items():
            set_policy(key=key, value=value)
        for name in plan.adults.split(", "):
            key = name.split()[0].lower()
            user = User.objects.create_user(f"{key}@{DEMO_DOMAIN}")
            people[key] = admit(
                name=name,
                user=user,
                since_on=since_on,
                state=Membership.State.ASSOCIATE,
                by=None,
            )
        guardians = [people[key] for key in list(people)[-len(plan.children.split(", ")) :]]
        children = {
            name.lower(): add_dependant(
                name=name, birth_year=today.year - 4 - index, guardian=guardian
            )
            for index, (name, guardian) in enumerate(
                zip(plan.children.split(", "), guardians, strict=True)
            )
        }
        for key, held in plan.offices.items():
            for office in held:
                appoint(
                    membership=people[key],
                    office=office,
                    from_on=today - timedelta(days=120),
                    until_on=today + timedelta(days=245),
                    by=None,
                )
    return Story(union, today, seed, people, children)


def join_another(*, member: Membership, union: Union, today: date) -> None:
    """Let someone of one union also belong to another, as the story has it."""
    with union_scope(member.union_id):
        name = str(member.person.display_name)
    with union_scope(union.id):
        admit(
            name=name,
            user=member.user,
            since_on=today - timedelta(days=90),
            state=Membership.State.ASSOCIATE,
            by=None,
        )
