"""What an adult in association does in one union: offices, positions, promises."""

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from unions.people.models.person import Person
from unions.states import States
from unions.tenancy.rows import TenantKey, TenantModel


class Membership(TenantModel):
    """A login's place in a union; without a login a helper acts and the record says so."""

    class State(models.TextChoices):
        """applied → provisional → associate ⇄ paused; → left or ended; left → provisional."""

        APPLIED = "applied", _("applied")
        PROVISIONAL = "provisional", _("new")
        ASSOCIATE = "associate", _("member")
        PAUSED = "paused", _("taking a break")
        LEFT = "left", _("left")
        ENDED = "ended", _("ended")

    PRESENT = (State.PROVISIONAL, State.ASSOCIATE, State.PAUSED)

    MOVES = States(
        {
            State.APPLIED: {State.PROVISIONAL},
            State.PROVISIONAL: {State.ASSOCIATE, State.LEFT},
            State.ASSOCIATE: {State.PAUSED, State.LEFT, State.ENDED},
            State.PAUSED: {State.ASSOCIATE, State.LEFT},
            State.LEFT: {State.PROVISIONAL},
        }
    )

    user = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        on_delete=models.PROTECT,
        null=True,
        related_name="memberships",
        db_index=False,
    )
    person = TenantKey(Person, on_delete=models.PROTECT, related_name="memberships")
    state = models.CharField(max_length=12, choices=State, default=State.ASSOCIATE)
    since_on = models.DateField()

    class Meta(TenantModel.Meta):
        constraints = [
            models.UniqueConstraint(fields=["union", "user"], name="membership_one_per_user"),
            models.UniqueConstraint(fields=["union", "person"], name="membership_one_per_person"),
            models.CheckConstraint(
                condition=models.Q(
                    state__in=["applied", "provisional", "associate", "paused", "left", "ended"]
                ),
                name="membership_state_known",
            ),
        ]

    def __str__(self) -> str:
        """The name of its person."""
        return self.person.display_name

    @property
    def is_present(self) -> bool:
        """True while this member may enter."""
        return self.state in self.PRESENT
