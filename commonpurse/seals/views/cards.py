"""What vouches for the books, beside the purse and under every statement."""

from commonpurse.rights import Right
from commonpurse.seals.queries import sheets
from unions import cards
from unions.cards import Card, Place
from unions.standing import Standing

FOLDER = "commonpurse/seals/cards"


@cards.card(place=Place.UNDER_BOOKS, order=10)
def under_statement(standing: Standing) -> Card | None:
    """The line of the chain, as it is printed on every statement."""
    if not standing.has(Right.READ_PURSE):
        return None
    return Card(f"{FOLDER}/line.html", {"chain": sheets.chain_line(), "union": standing.union.slug})


@cards.card(place=Place.BESIDE_PURSE, order=90)
def beside_purse(standing: Standing) -> Card | None:
    """Whether the books are right."""
    if not standing.has(Right.READ_PURSE):
        return None
    return Card(
        f"{FOLDER}/beside.html", {"chain": sheets.chain_line(), "union": standing.union.slug}
    )
