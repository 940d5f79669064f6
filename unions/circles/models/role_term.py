"""An office held for a time, on one seat."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from unions.people.models.membership import Membership
from unions.rights import OFFICE_NAMES, Office
from unions.states import States
from unions.tenancy.rows import TenantKey, TenantModel


class RoleTerm(TenantModel):
    """At most twelve months; one serving term per seat."""

    class State(models.TextChoices):
        """nominated → serving → ended, recalled or resigned."""

        SERVING = "serving", _("serving")
        ENDED = "ended", _("ended")
        RECALLED = "recalled", _("recalled")
        RESIGNED = "resigned", _("resigned")

    MOVES = States({State.SERVING: {State.ENDED, State.RECALLED, State.RESIGNED}})

    membership = TenantKey(Membership, on_delete=models.PROTECT, related_name="role_terms")
    office = models.CharField(max_length=20, choices=[(o, OFFICE_NAMES[o]) for o in Office])
    seat = models.PositiveSmallIntegerField()
    from_on = models.DateField()
    until_on = models.DateField()
    state = models.CharField(max_length=10, choices=State, default=State.SERVING)

    class Meta(TenantModel.Meta):
        constraints = [
            models.UniqueConstraint(
                fields=["union", "office", "seat"],
                condition=models.Q(state="serving"),
                name="role_term_one_per_seat",
            ),
            models.UniqueConstraint(
                fields=["union", "office", "membership"],
                condition=models.Q(state="serving"),
                name="role_term_one_per_member",
            ),
            models.CheckConstraint(
                condition=models.Q(state__in=["serving", "ended", "recalled", "resigned"]),
                name="role_term_state_known",
            ),
            models.CheckConstraint(
                condition=models.Q(until_on__gt=models.F("from_on")), name="role_term_has_an_end"
            ),
        ]
        indexes = [models.Index(fields=["union", "membership"], name="role_term_member")]
