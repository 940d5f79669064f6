"""What this subject pins to the menu."""

from unions import cards

cards.bar(cards.Slot.HOME, "unions:home.show")
cards.bar(cards.Slot.MORE, "unions:more.index")
