"""The home page: fixed places, filled by whoever pins a card."""

from datetime import UTC, datetime

import pytest
from django.utils.translation import override

from tests.cast import Cast
from unions import cards
from unions.cards import Card, FirstStep, Place
from unions.founding.views.home import greeting
from unions.standing import Standing

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def empty_board(monkeypatch: pytest.MonkeyPatch) -> None:
    """Only what a test pins hangs on the board."""
    monkeypatch.setattr(cards, "_cards", {place: [] for place in Place})
    monkeypatch.setattr(cards, "_steps", [])


def page(harbour: Cast, name: str = "hana") -> str:
    """The home page as this member reads it."""
    return harbour.client(name).get(harbour.url("")).content.decode()


@pytest.mark.parametrize(
    ("hour", "words"),
    [(4, "Good morning, Hana"), (12, "Good day, Hana"), (18, "Good evening, Hana"), (3, "Good ev")],
)
def test_the_greeting_goes_by_the_unions_clock(hour: int, words: str) -> None:
    with override("en"):
        assert greeting(datetime(2026, 11, 30, hour, tzinfo=UTC), name="Hana").startswith(words)


def test_a_home_without_cards_says_so_and_does_not_fail(harbour: Cast) -> None:
    shown = page(harbour)
    assert "Nothing waits for you." in shown
    assert "Needed now" in shown
    assert "What came in and went out" not in shown


def test_a_card_is_shown_to_whom_its_maker_makes_it_for(harbour: Cast) -> None:
    @cards.card(place=Place.WAITING)
    def letters(standing: Standing) -> Card | None:
        if standing.person.display_name != "Hana":
            return None
        return Card("errors/signed_out.html")

    assert "You have been signed out" in page(harbour, "hana")
    assert "You have been signed out" not in page(harbour, "idris")


def test_at_most_three_needs_are_shown(harbour: Cast) -> None:
    @cards.card(place=Place.NEEDED)
    def needs(_standing: Standing) -> list[Card]:
        return [Card("errors/signed_out.html")] * 5

    assert page(harbour).count("You have been signed out") == cards.NEEDED_MAX


def test_first_steps_stand_until_all_are_done(harbour: Cast) -> None:
    done = False

    @cards.first_step(order=10)
    def gather(_standing: Standing) -> FirstStep:
        return FirstStep("Invite the first people", "unions:people.index", done)

    assert "Invite the first people" in page(harbour)
    done = True
    assert "Invite the first people" not in page(harbour)
