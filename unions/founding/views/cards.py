"""What this subject pins to the menu."""

from django.utils.translation import gettext_lazy as _

from unions.cards import HOME_PLACE, MORE_PLACE, pin_to_bar

pin_to_bar(label=_("Home"), icon="house", address="unions:home.show", place=HOME_PLACE)
pin_to_bar(label=_("More"), icon="menu", address="unions:more.index", place=MORE_PLACE)
