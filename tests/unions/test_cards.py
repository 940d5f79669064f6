"""Cards, menu and bar: pinned by subjects, in fixed places, as far as the reader may see."""

import pytest

from unions import cards
from unions.cards import Card, FirstStep, Place, Slot
from unions.founding.models.union import Union
from unions.rights import Office, Right
from unions.standing import Standing


@pytest.fixture(autouse=True)
def _empty_board(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(cards, "_cards", {place: [] for place in Place})
    monkeypatch.setattr(cards, "_steps", [])
    monkeypatch.setattr(cards, "_entries", [])
    monkeypatch.setattr(cards, "_bar", {})


def standing(*offices: Office) -> Standing:
    """A reader with these offices."""
    return Standing(union=Union(slug="here", name="Here"), offices=frozenset(offices))


def test_cards_stand_in_order_and_some_makers_have_none() -> None:
    @cards.card(place=Place.NEEDED, order=20)
    def later(standing: Standing) -> Card:
        return Card("later.html")

    @cards.card(place="needed", order=10)
    def sooner(standing: Standing) -> list[Card]:
        return [Card("one.html", {"n": 1}), Card("two.html", {"n": 2})]

    @cards.card(place=Place.NEEDED)
    def nothing(standing: Standing) -> None:
        return None

    found = cards.cards_of(Place.NEEDED, standing())
    assert [card.template for card in found] == ["one.html", "two.html", "later.html"]
    assert cards.cards_of(Place.NEWS, standing()) == []


def test_a_card_pinned_again_hangs_once() -> None:
    def make(standing: Standing) -> Card:
        return Card("once.html")

    cards.card(place=Place.NEWS)(make)
    cards.card(place=Place.NEWS)(make)
    assert len(cards.cards_of(Place.NEWS, standing())) == 1


def test_an_entry_shows_to_those_who_hold_its_right() -> None:
    cards.menu("Offices", "unions:role_terms.create", "users", 20, right=Right.FILL_OFFICES)
    cards.menu("People", "unions:people.index", "users", 10)
    cards.menu("People", "unions:people.index", "users", 10)
    assert [e.label for e in cards.entries(standing(Office.MEMBER))] == ["People"]
    circle = standing(Office.MEMBER, Office.CARE_CIRCLE)
    assert [e.label for e in cards.entries(circle)] == ["People", "Offices"]


def test_the_bar_keeps_its_order_and_leaves_out_what_leads_nowhere() -> None:
    cards.bar(Slot.MORE, "unions:more.index")
    cards.bar("home", "unions:home.show")
    assert [entry.url_name for entry in cards.bar_entries()] == [
        "unions:home.show",
        "unions:more.index",
    ]
    assert [entry.icon for entry in cards.bar_entries()] == ["house", "menu"]


def test_first_steps_stand_in_order() -> None:
    @cards.first_step(order=2)
    def purse(standing: Standing) -> FirstStep:
        return FirstStep("purse", "a:b", done=False)

    @cards.first_step(order=1)
    def people(standing: Standing) -> FirstStep:
        return FirstStep("people", "a:b", done=True)

    assert [step.label for step in cards.first_steps(standing())] == ["people", "purse"]
