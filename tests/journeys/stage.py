"""What stands on the stage before a story begins: people, a purse, and rows to talk about."""

from dataclasses import dataclass
from datetime import timedelta
from uuid import uuid4

from django.test import Client
from django.utils import timezone

from commonpurse.pledges.actions import pledges
from provisioning.contributions.actions import contributions
from provisioning.contributions.rules.kinds import Kind
from provisioning.measures import Quantity, Unit
from tests.cast import HARBOUR, Cast, gather_again, written_again
from tests.commonpurse.conftest import fill
from tests.provisioning.goods.cast_of_things import thing
from unions.courier.actions.deliveries import Outcome, deliver
from unions.courier.models.receipt import Receipt
from unions.courier.models.work import OPEN
from unions.founding.actions.unions import set_policy


@dataclass
class Stage:
    """Harbour Lights as the stories find it."""

    harbour: Cast

    @classmethod
    def set(cls) -> "Stage":
        """Found the union, fill its purse, and let Hana and Idris have given something."""
        stage = cls(gather_again("harbour-lights", "Harbour Lights", HARBOUR, "northshore"))
        written_again(("stage", stage.harbour.union.id), stage.furnish)
        return stage

    def furnish(self) -> None:
        """Money, what was given, and a thing."""
        with self.harbour.scope():
            fill(self.harbour, 248_000)
            set_policy(key="round.silence_hours", value=0)
            self.give("hana", "Pruning", 60)
            self.give("idris", "Mending nets", 90)
            thing(self.harbour.jo)

    @property
    def union_path(self) -> str:
        """`/u/harbour-lights/`."""
        return f"/u/{self.harbour.union.slug}/"

    def client(self, name: str) -> Client:
        """A session of one of the cast."""
        return self.harbour.client(name)

    def give(self, name: str, what: str, minutes: int, days_ago: int = 3) -> None:
        """An entry of somebody's work; inside the scope."""
        contributions.log(
            kind=Kind.WORK,
            amount=Quantity(minutes, Unit.MINUTE),
            what=what,
            given_on=timezone.localdate() - timedelta(days=days_ago),
            client_id=uuid4(),
            by=self.harbour.members[name],
        )

    def deliver_news(self) -> None:
        """What relay and worker do meanwhile: hand each piece of news to those who hear it."""
        with self.harbour.scope():
            waiting = list(Receipt.objects.filter(OPEN).values_list("id", flat=True))
        for work_id in waiting:
            assert deliver(work_id=work_id, union_id=self.harbour.union.id) is Outcome.DONE

    def promise(self, name: str, amount_minor: int) -> None:
        """A promise of money that waits for a keeper; inside the scope."""
        new = pledges.NewPledge(uuid4(), amount_minor, "GBP")
        pledges.give(pledge=new, by=self.harbour.members[name])
