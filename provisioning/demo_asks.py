"""The demo's chapter of what is asked today: the November round, and what is still open."""

from dataclasses import dataclass
from datetime import timedelta
from uuid import UUID, uuid5

from django.utils import timezone

from provisioning.needs.actions import allocation_rounds, need_covers, needs
from provisioning.needs.actions.needs import Asking
from provisioning.needs.models.need import Need
from provisioning.needs.models.need_cover import NeedCover
from provisioning.needs.rules.categories import Category
from provisioning.tiers import Tier
from unions.demo import Story
from unions.people.models.guardianship import Guardianship
from unions.people.queries import people
from unions.rights import Office

SURVIVAL, HEALTH, LIVELIHOOD, COMFORT = Tier


@dataclass(frozen=True)
class Ask:
    """Who asks for what, for whom (by key), and into which tier it was accepted, if it was."""

    by: str
    title: str
    category: Category
    amount_minor: int
    tier: Tier | None = None
    covers: str = ""
    words: str = ""
    only_whole: bool = False
    on_board: bool = False
    named: bool = False
    days_ago: int = 6
    by_in: int = 0
    question: str = ""


NOVEMBER = (
    Ask("ruth", "Rent", Category.HOME, 78_000, SURVIVAL, "ruth finn dan", only_whole=True),
    Ask("amina", "Heating", Category.HOME, 21_000, SURVIVAL, words="The meter is nearly empty."),
    Ask("sam", "Food", Category.FOOD, 54_000, SURVIVAL, "sam ines bo"),
    Ask("omar", "Boiler repair", Category.HOME, 45_000, SURVIVAL, "omar bea pia"),
    Ask("amina", "Glasses", Category.HEALTH, 64_000, HEALTH, words="Mine broke at work."),
    Ask("maya", "Medicine", Category.HEALTH, 9_500, HEALTH),
    Ask("lena", "Teeth", Category.HEALTH, 88_000, HEALTH, "lena taro"),
    Ask(
        "hana",
        "Tools for work",
        Category.WORK,
        180_000,
        LIVELIHOOD,
        "hana idris jo",
        words="We want to mend boats together.",
        on_board=True,
        named=True,
        by_in=18,
    ),
    Ask("dan", "Welding course", Category.WORK, 42_000, LIVELIHOOD, on_board=True, by_in=14),
    Ask("tom", "Bike", Category.TRAVEL, 26_000, LIVELIHOOD, on_board=True),
    Ask(
        "maya",
        "Children’s trip",
        Category.OTHER,
        18_000,
        COMFORT,
        "zoë kit milo taro",
        on_board=True,
        by_in=25,
    ),
    Ask("bo", "Guitar strings", Category.OTHER, 4_500, COMFORT),
    Ask("pia", "Hut by the sea", Category.OTHER, 9_000, COMFORT),
)
# Asked after the round was closed for counting, and in the other unions.
OPEN = {
    "harbour-lights": (
        Ask("ruth", "Storm lamps", Category.HOME, 6_400, on_board=True, days_ago=1, by_in=9),
        Ask("idris", "Rain jacket", Category.WORK, 7_900, days_ago=2, words="Size M would fit."),
        Ask(
            "sam",
            "Work boots",
            Category.WORK,
            8_500,
            days_ago=2,
            question="Which size do you wear?",
        ),
        Ask("hana", "Bread oven stone", Category.FOOD, 5_200, None, "hana jo", days_ago=1),
    ),
    "alder-vale": (
        Ask(
            "xenia",
            "Firewood",
            Category.HOME,
            24_000,
            SURVIVAL,
            "xenia yann",
            on_board=True,
            by_in=10,
        ),
        Ask("dora", "Hearing aid battery", Category.HEALTH, 3_200, HEALTH),
        Ask(
            "gus",
            "Train fare to a course",
            Category.TRAVEL,
            8_400,
            LIVELIHOOD,
            on_board=True,
            by_in=20,
        ),
        Ask("fay", "Pruning saw", Category.WORK, 4_600, on_board=True, named=True, days_ago=2),
        Ask("emil", "Winter tyres", Category.TRAVEL, 31_000, days_ago=3),
    ),
    "millrace": (
        Ask("nico", "Heating", Category.HOME, 19_500, SURVIVAL, on_board=True, by_in=7),
        Ask("olga", "Physiotherapy", Category.HEALTH, 16_000, HEALTH),
        Ask("pavel", "Evening class", Category.WORK, 12_000, LIVELIHOOD, on_board=True, by_in=30),
        Ask("uli", "Pram", Category.OTHER, 14_000, COMFORT, on_board=True, named=True),
        Ask("vik", "Repair of a wheelchair", Category.HEALTH, 22_500, days_ago=2),
        Ask("wanda", "Bus pass", Category.TRAVEL, 9_800, on_board=True, days_ago=1),
    ),
}


def tell_asks(story: Story) -> None:
    """What is asked today; Harbour Lights’ round waits for its second yes."""
    carers = story.holding(Office.CARE_CIRCLE)
    if story.union.slug == "harbour-lights":
        for number, ask in enumerate(NOVEMBER):
            _ask(story, ask, number)
        this = allocation_rounds.start(
            client_id=_number(story, "round"),
            title="November round",
            seed="harbour-lights-november",
            by=carers[0],
        )
        allocation_rounds.freeze(round_id=this.pk, by=carers[0])
        allocation_rounds.propose(round_id=this.pk, by=carers[0])
        allocation_rounds.approve(round_id=this.pk, by=carers[0])
    for number, ask in enumerate(OPEN[story.union.slug]):
        _ask(story, ask, 100 + number)


def _ask(story: Story, ask: Ask, number: int) -> None:
    by, carers = story.people[ask.by], story.holding(Office.CARE_CIRCLE)
    covered = [story.person_id(key) for key in (ask.covers or ask.by).split()]
    need = needs.ask(
        asking=Asking(
            client_id=_number(story, str(number)),
            category=ask.category,
            amount_minor=ask.amount_minor,
            person_ids=covered,
            by_on=story.today + timedelta(days=ask.by_in) if ask.by_in else None,
            on_board=ask.on_board,
            named=ask.named,
            title=ask.title,
            words=ask.words,
            only_whole=ask.only_whole,
        ),
        by=by,
    )
    asked_at = timezone.now() - timedelta(days=ask.days_ago, minutes=7 * number)
    Need.objects.filter(pk=need.pk).update(asked_at=asked_at)
    if ask.tier is not None:
        _assent(need)
        needs.accept(need_id=need.pk, tier=ask.tier, by=carers[number % 2])
    elif ask.question:
        needs.ask_back(need_id=need.pk, question=ask.question, by=carers[0])


def _assent(need: Need) -> None:
    """Everyone whom the need covers says yes, children through whoever looks after them."""
    waiting = NeedCover.objects.filter(need=need, assented_at=None).order_by("id")
    for cover in list(waiting.select_related("person")):
        guardian = Guardianship.objects.filter(dependant_id=cover.person_id).first()
        person_id = guardian.guardian_id if guardian else cover.person_id
        member = people.membership_of(person_id)
        if member is not None and NeedCover.objects.get(pk=cover.pk).assented_at is None:
            need_covers.assent(need_id=need.pk, by=member)


def _number(story: Story, name: str) -> UUID:
    """A sender's number that is the same each time the story is told to this union."""
    return uuid5(story.union.id, name)
