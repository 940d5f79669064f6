"""The demo's chapter of what people gave: twelve months, worked out from the story's seed."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from hashlib import sha256
from zoneinfo import ZoneInfo

from provisioning.contributions.models.contribution import Contribution
from provisioning.contributions.rules.kinds import Kind
from provisioning.measures import Unit
from unions.demo import Story
from unions.people.models.membership import Membership
from unions.rights import Office
from unions.tenancy.ids import uuid7

DAYS_TOLD = 365
WAITS_DAYS = 4
HARVEST_MONTHS = (8, 9, 10)
BATCH_ROWS = 1_000


@dataclass(frozen=True)
class Habit:
    """Something that people of a union give now and then, `weight` times as often as others."""

    what: str
    kind: Kind
    unit: Unit
    least: int
    most: int
    step: int
    weight: int = 4
    harvest: bool = False


def hours(what: str, least: int, most: int, weight: int = 4) -> Habit:
    """Work by the quarter of an hour."""
    return Habit(what, Kind.WORK, Unit.MINUTE, least, most, 15, weight)


def care(what: str, least: int, most: int, weight: int = 4) -> Habit:
    """Care by the quarter of an hour."""
    return Habit(what, Kind.CARE, Unit.MINUTE, least, most, 15, weight)


def kilos(what: str, least: int, most: int) -> Habit:
    """Food from gardens, by half a kilo; most of it comes in when it is ripe."""
    return Habit(what, Kind.GOODS, Unit.GRAM, least * 1_000, most * 1_000, 500, 2, harvest=True)


def pieces(what: str, least: int, most: int) -> Habit:
    """Made or given things."""
    return Habit(what, Kind.GOODS, Unit.PIECE, least, most, 1, 1)


def session(what: str) -> Habit:
    """One evening on which someone shows how."""
    return Habit(what, Kind.KNOWLEDGE, Unit.SESSION, 1, 1, 1, 1)


HABITS = {
    "harbour-lights": (
        hours("Mending nets", 30, 180),
        hours("Pruning", 60, 120),
        hours("Clearing gutters", 60, 150, 2),
        hours("Cleaning solar panels", 60, 180, 3),
        hours("Roof garden", 30, 150),
        hours("Harbour watch", 120, 240, 2),
        care("Lunch", 60, 150),
        care("School run", 30, 30, 5),
        care("Sitting with neighbours", 60, 120, 3),
        kilos("Kale and beans from the roof garden", 1, 8),
        pieces("Jars of fish soup", 2, 12),
        session("How to read a meter"),
        session("First aid evening"),
        Habit("Room for a visitor", Kind.SPACE, Unit.NIGHT, 1, 4, 1, 1),
    ),
    "alder-vale": (
        hours("Orchard work", 60, 240, 6),
        hours("Baking", 90, 240),
        hours("Kitchen garden", 30, 180),
        hours("Fences and paths", 60, 180, 2),
        care("School run", 30, 45, 4),
        care("Looking in on neighbours", 30, 90, 3),
        care("Cooking for all", 90, 180, 3),
        kilos("Apples", 5, 40),
        kilos("Potatoes", 5, 60),
        pieces("Loaves", 4, 20),
        session("Grafting fruit trees"),
        session("Bread from sourdough"),
        Habit("Bed in the loft", Kind.SPACE, Unit.NIGHT, 1, 3, 1, 1),
    ),
    "millrace": (
        hours("Weaving", 60, 240, 5),
        hours("Sorting at the eco-lab", 60, 180),
        hours("Hub: unloading and shelves", 60, 180),
        hours("Mill pond and sluice", 60, 150, 2),
        care("Children's morning", 90, 180, 4),
        care("Lunch", 60, 150),
        care("Walking with someone", 30, 60, 2),
        kilos("Vegetables from the gardens", 2, 15),
        pieces("Wool socks", 1, 6),
        pieces("Repaired lamps", 1, 3),
        session("Sewing evening"),
        session("Sharpening tools"),
        Habit("Bench in the workshop", Kind.SPACE, Unit.NIGHT, 1, 2, 1, 1),
    ),
}
# What Hana logged last: the three chips on her page, the last one first.
LAST_OF_HANA = (care("School run", 30, 30), care("Lunch", 120, 120), hours("Pruning", 60, 60))


@dataclass(frozen=True)
class Dice:
    """Numbers that look like chance and are the same for the same seed."""

    seed: str

    def throw(self, sides: int, *words: object) -> int:
        """A number from 0 below `sides` for these words."""
        text = ":".join([self.seed, *map(str, words)])
        return int.from_bytes(sha256(text.encode()).digest()[:8], "big") % sides


def tell_contributions(story: Story) -> None:
    """Twelve months of what every member gave; a few entries are taken back, most are seen."""
    rows = [row for member in story.people.values() for row in _year_of(story, member)]
    rows.sort(key=lambda row: row.logged_at)
    Contribution.objects.bulk_create(rows, batch_size=BATCH_ROWS)
    # What nobody had seen after some days was a slip: its giver had taken it back at once.
    undone = [row for row in rows if row.seen_by is None and row.given_on < _still_waits(story)]
    Contribution.objects.bulk_create([_taken_back(row) for row in undone], batch_size=BATCH_ROWS)


def _year_of(story: Story, member: Membership) -> Iterator[Contribution]:
    dice = Dice(f"{story.seed}:{story.union.slug}:{member.person.display_name}")
    habits = [habit for habit in HABITS[story.union.slug] for _ in range(habit.weight)]
    for back in range(DAYS_TOLD, 0, -1):
        day = story.today - timedelta(days=back)
        habit = habits[dice.throw(len(habits), "habit", back)]
        unripe = habit.harvest and day.month not in HARVEST_MONTHS
        if dice.throw(7, back) > 1 or (unripe and dice.throw(4, "ripe", back)):
            continue
        steps = (habit.most - habit.least) // habit.step
        amount = habit.least + habit.step * dice.throw(steps + 1, "much", back)
        at = _moment(story, day, 8 + dice.throw(12, "hour", back))
        seen_by = _second_person(story, member, day, dice.throw(30, "seen", back))
        yield _entry(member, habit, amount, at, seen_by)
    if member is story.people.get("hana"):
        day = story.today - timedelta(days=1)
        for place, habit in enumerate(LAST_OF_HANA):
            yield _entry(member, habit, habit.least, _moment(story, day, 20 + place), None)


def _moment(story: Story, day: date, hour: int) -> datetime:
    return datetime.combine(day, time(hour), ZoneInfo(story.union.time_zone))


def _still_waits(story: Story) -> date:
    return story.today - timedelta(days=WAITS_DAYS)


def _second_person(story: Story, member: Membership, day: date, thrown: int) -> Membership | None:
    """Someone of the care circle other than the giver; nobody for the last days, and rarely."""
    if thrown == 0 or day >= _still_waits(story):
        return None
    others = [keeper for keeper in story.holding(Office.CARE_CIRCLE) if keeper is not member]
    return others[thrown % len(others)]


def _entry(
    member: Membership, habit: Habit, amount: int, at: datetime, seen_by: Membership | None
) -> Contribution:
    return Contribution(
        client_id=uuid7(),
        person_id=member.person_id,
        kind=habit.kind,
        quantity=amount,
        unit=habit.unit,
        given_on=at.date(),
        what=habit.what,
        logged_by=member,
        logged_at=at,
        seen_by=seen_by,
        seen_at=at + timedelta(hours=20) if seen_by else None,
    )


def _taken_back(row: Contribution) -> Contribution:
    return Contribution(
        client_id=uuid7(),
        person_id=row.person_id,
        kind=row.kind,
        quantity=-row.quantity,
        unit=row.unit,
        given_on=row.given_on,
        what=row.what,
        logged_by_id=row.logged_by_id,
        logged_at=row.logged_at + timedelta(minutes=5),
        reverses=row,
    )
