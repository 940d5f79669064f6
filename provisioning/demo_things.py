"""The demo's chapter of One Cloak: 64 things over three unions, and who has them."""

from dataclasses import dataclass
from datetime import datetime, time, timedelta
from zoneinfo import ZoneInfo

from provisioning.goods.models.booking import Booking
from provisioning.goods.models.shared_good import SharedGood
from unions.demo import Story
from unions.people.rules.names import sort_key
from unions.rights import Office
from unions.tenancy.ids import uuid7


@dataclass(frozen=True)
class Thing:
    """A thing's card; `copies` things of the same kind get a code each."""

    name: str
    category: SharedGood.Category
    place: str
    max_days: int
    about: str = ""
    copies: int = 1


CATEGORY = SharedGood.Category
THINGS = {
    # Codes are given in order; the cargo bike is HL 014.
    "harbour-lights": (
        "HL",
        (
            Thing("Fish smoker", CATEGORY.HOUSEHOLD, "Boat shed, back wall", 3),
            Thing("Canning kit", CATEGORY.HOUSEHOLD, "Pier House kitchen", 4, "Pot, jars, tongs"),
            Thing("Sewing machine", CATEGORY.TOOLS, "Pier House, first floor", 7, "Sews denim"),
            Thing("Cordless drill", CATEGORY.TOOLS, "Boat shed, tool wall", 3),
            Thing("Long ladder", CATEGORY.TOOLS, "Boat shed, left wall", 2, "6 metres, two people"),
            Thing("Multimeter", CATEGORY.ENERGY, "Tidewise bench", 5),
            Thing("Infrared camera", CATEGORY.ENERGY, "Tidewise bench", 2, "Finds cold corners"),
            Thing("Dehumidifier", CATEGORY.HOUSEHOLD, "Boat shed, right wall", 14, copies=3),
            Thing("Storm lantern", CATEGORY.HOUSEHOLD, "Pier House cellar", 14, copies=3),
            Thing(
                "Cargo bike",
                CATEGORY.TRANSPORT,
                "In the boat shed, left door",
                7,
                "Carries 100 kg or two children",
            ),
            Thing("Hand cart", CATEGORY.TRANSPORT, "Boat shed, yard", 3),
            Thing("Child seat for a bike", CATEGORY.CHILDREN, "Boat shed, hook 4", 14),
            Thing("Cot", CATEGORY.CHILDREN, "Pier House, attic", 60),
            Thing("Folding tables", CATEGORY.FURNITURE, "Pier House cellar", 5, "Six of them"),
            Thing("Projector", CATEGORY.ELECTRONICS, "Pier House, office", 2),
            Thing("Sleeping bag", CATEGORY.BEDDING, "Pier House, attic", 14, copies=2),
        ),
    ),
    "alder-vale": (
        "AV",
        (
            Thing("Apple press", CATEGORY.TOOLS, "Barn, press room", 3, "20 kg at a time"),
            Thing("Fruit ladder", CATEGORY.TOOLS, "Barn, north wall", 3, copies=3),
            Thing("Canning kit", CATEGORY.HOUSEHOLD, "Bakehouse", 4, "Pot, jars, tongs"),
            Thing("Dough trough", CATEGORY.HOUSEHOLD, "Bakehouse", 2),
            Thing("Scythe", CATEGORY.TOOLS, "Barn, south wall", 4, "Bring it back sharp", copies=2),
            Thing("Chipper", CATEGORY.TOOLS, "Barn, yard", 1, "Needs ten minutes of showing"),
            Thing("Van", CATEGORY.TRANSPORT, "Green at Long Orchard", 3, "Six seats, 800 kg"),
            Thing("Trailer", CATEGORY.TRANSPORT, "Barn, yard", 3),
            Thing("Sewing machine", CATEGORY.TOOLS, "Old school", 7),
            Thing("Bee suit", CATEGORY.CLOTHING, "Barn, shelf 2", 7, copies=2),
            Thing("Party tent", CATEGORY.FURNITURE, "Old school, cellar", 5, "Forty people dry"),
            Thing("Telescope", CATEGORY.OTHER, "Old school", 5),
            Thing("Seed library", CATEGORY.BOOKS, "Old school, hall", 30),
            Thing("Baby carrier", CATEGORY.CHILDREN, "Old school, hall", 60),
            Thing("Soil probe", CATEGORY.TOOLS, "Barn, shelf 1", 3),
        ),
    ),
    "millrace": (
        "MR",
        (
            Thing("Winter coat", CATEGORY.CLOTHING, "Hub, clothes rail", 90, copies=12),
            Thing("Sewing machine", CATEGORY.TOOLS, "MAKE HUB, bench 1", 7, copies=2),
            Thing("Hand loom", CATEGORY.TOOLS, "MAKE HUB, loft", 30),
            Thing("Pallet truck", CATEGORY.TRANSPORT, "Hub, ramp", 1),
            Thing("Soldering station", CATEGORY.ELECTRONICS, "Eco-lab, bench 3", 3),
            Thing("Carpet cleaner", CATEGORY.HOUSEHOLD, "Hub, shelf 9", 2),
            Thing("Projector", CATEGORY.ELECTRONICS, "Hub, office", 2),
            Thing("Shoe last set", CATEGORY.TOOLS, "MAKE HUB, bench 4", 14),
            Thing("Storm lantern", CATEGORY.HOUSEHOLD, "Hub, shelf 2", 14, copies=3),
            Thing("Wheelchair", CATEGORY.OTHER, "Hub, entrance", 60, "Folds into a car"),
        ),
    ),
}


def tell_things(story: Story) -> None:
    """The things of One Cloak: 64 over the three unions, each with a code and a steward."""
    letters, things = THINGS[story.union.slug]
    cards = [thing for thing in things for _ in range(thing.copies)]
    steward = story.holding(Office.STEWARD)[0]
    SharedGood.objects.bulk_create(
        SharedGood(
            code=f"{letters} {number:03}",
            name=thing.name,
            sort_key=sort_key(thing.name),
            about=thing.about,
            category=thing.category,
            place=thing.place,
            steward_id=steward.person_id,
            max_days=thing.max_days,
            rules=RULES,
        )
        for number, thing in enumerate(cards, 1)
    )


RULES = (
    "Look it over before you take it, and bring it back as you would like to find it.\n"
    "Something is loose or worn? Say so when you bring it back; nobody pays for wear."
)


@dataclass(frozen=True)
class Plan:
    """A booking by day: 0 is the story's today; `state` as it is on that day."""

    code: str
    who: str
    first: int
    last: int
    state: Booking.State = Booking.State.BOOKED


OUT, BACK = Booking.State.OUT, Booking.State.RETURNED
# 19 things are out; others are booked for later, or are back.
BOOKINGS = {
    "harbour-lights": (
        Plan("HL 002", "maya", -1, 2, OUT),
        Plan("HL 004", "hana", -1, 1, OUT),
        Plan("HL 008", "ruth", -9, 3, OUT),
        Plan("HL 009", "omar", -4, 8, OUT),
        Plan("HL 017", "lena", -30, 25, OUT),
        Plan("HL 006", "amina", -5, -1, OUT),
        Plan("HL 014", "tom", 2, 4),
        Plan("HL 014", "hana", 12, 13),
        Plan("HL 014", "cleo", 16, 18),
        Plan("HL 003", "idris", 3, 6),
        Plan("HL 014", "jo", -12, -10, BACK),
        Plan("HL 003", "hana", -20, -15, BACK),
    ),
    "alder-vale": (
        Plan("AV 001", "rosa", -1, 1, OUT),
        Plan("AV 002", "ivo", 0, 2, OUT),
        Plan("AV 010", "marta", -1, 1, OUT),
        Plan("AV 013", "yann", -3, 3, OUT),
        Plan("AV 019", "dora", -20, 30, OUT),
        Plan("AV 001", "quinn", 3, 5),
        Plan("AV 010", "tilda", 4, 6),
        Plan("AV 008", "udo", -14, -13, BACK),
    ),
    "millrace": (
        Plan("MR 001", "gina", -30, 50, OUT),
        Plan("MR 002", "hank", -30, 50, OUT),
        Plan("MR 003", "ilse", -25, 60, OUT),
        Plan("MR 004", "lars", -25, 60, OUT),
        Plan("MR 005", "olga", -12, 70, OUT),
        Plan("MR 013", "tess", -2, 4, OUT),
        Plan("MR 015", "kira", -10, 15, OUT),
        Plan("MR 017", "saul", -1, 1, OUT),
        Plan("MR 013", "fern", 6, 9),
        Plan("MR 020", "bess", -9, -3, BACK),
    ),
}


def tell_bookings(story: Story) -> None:
    """Who has what on the story's day, who will, and what is back."""
    goods = {good.code: good for good in SharedGood.objects.all()}
    Booking.objects.bulk_create(
        _booking(story, goods[plan.code], plan) for plan in BOOKINGS[story.union.slug]
    )


def _booking(story: Story, good: SharedGood, plan: Plan) -> Booking:
    member = story.people[plan.who]
    first_on = story.today + timedelta(days=plan.first)
    last_on = story.today + timedelta(days=plan.last)
    zone = ZoneInfo(story.union.time_zone)
    was_out = plan.state in {OUT, BACK}
    return Booking(
        client_id=uuid7(),
        good=good,
        person_id=member.person_id,
        booked_by=member,
        first_on=first_on,
        last_on=last_on,
        state=plan.state,
        out_at=datetime.combine(first_on, time(0), zone) if was_out else None,
        back_at=datetime.combine(last_on, time(17), zone) if plan.state == BACK else None,
    )
