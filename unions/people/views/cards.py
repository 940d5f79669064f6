"""What this subject pins to the menu."""

from django.utils.translation import gettext_lazy as _

from unions.cards import pin_to_rail

pin_to_rail(label=_("Settings"), icon="settings", address="unions:settings.show", place=100)
