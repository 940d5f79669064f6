"""What this subject pins to the menu and the home page."""

from django.utils.translation import gettext_lazy as _

from unions import cards
from unions.cards import FirstStep
from unions.people.queries import people
from unions.standing import Standing

cards.menu(_("Settings"), "unions:settings.show", "settings", 100)


@cards.first_step(order=20)
def invite_people(_standing: Standing) -> FirstStep:
    """More than one person."""
    return FirstStep(str(_("Invite people")), "unions:invitations.create", people.counted() > 1)
