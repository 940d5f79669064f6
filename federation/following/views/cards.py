"""What this subject pins to the menu."""

from django.utils.translation import gettext_lazy as _

from unions import cards

cards.menu(_("Hub and unions"), "federation:hub.show", "map", order=70)
