"""The books in a browser: a figure followed to its rows, a mistake put right, a fund filled."""

from collections.abc import Callable
from datetime import timedelta
from uuid import UUID, uuid4

import pytest
from django.utils import timezone

from commonpurse.ledger.actions import journal_entries
from commonpurse.ledger.queries.accounts import purse_accounts
from commonpurse.ledger.rules.entries import Draft, Memo, moving
from provisioning.needs.actions import allocation_rounds
from tests.journeys.hands import Visitor
from tests.journeys.stage import Stage

Arrive = Callable[[str], Visitor]


@pytest.fixture
def twice(stage: Stage) -> list[UUID]:
    """Roof felt that Ana entered on two days, one after the other."""
    today = timezone.localdate()
    with stage.harbour.scope():
        purse = purse_accounts("GBP")
        assert purse is not None
        drafts = [
            Draft(
                key=str(uuid4()),
                kind="spend",
                memo=Memo("spend", words="Roof felt"),
                effective_on=today - timedelta(days=days_ago),
                lines=moving(18_640, out_of=purse.purse, into=purse.bank),
            )
            for days_ago in (1, 0)
        ]
        by = stage.harbour.ana
        return [p.entry_id for p in journal_entries.post_many(entries=drafts, by=by)]


def is_sound(visitor: Visitor) -> None:
    """Nothing is wrong with the page by axe, which is a script, and it fits its window."""
    assert not visitor.mode.has_scripts or visitor.is_sound() == []


def test_from_a_figure_to_its_rows_and_back(visit: Arrive, twice: list[UUID]) -> None:
    hana = visit("hana").open("purse/")
    hana.sees("2,107.20")
    hana.press("2,107.20", "link")
    hana.sees("Roof felt")
    hana.press("Roof felt", "link")
    hana.sees("£186.40 goes out and the same comes in: the entry balances.")
    is_sound(hana)
    hana.press("Common purse", "link")
    hana.sees("In the journal")
    is_sound(hana)
    hana.press("In the journal", "link")
    hana.sees("Common purse")
    assert "Roof felt" in hana.reads()
    is_sound(hana)
    hana.press("Purse and books", "link")
    hana.sees("2,107.20")


def test_a_filter_is_dropped_alone(visit: Arrive, twice: list[UUID]) -> None:
    hana = visit("hana").open("purse/journal/?kind=gift&words=roof")
    hana.sees("No entry fits")
    is_sound(hana)
    hana.press("Kind Gifts", "link")
    hana.sees("2 entries, 2 shown.")
    is_sound(hana)
    hana.press("Words roof", "link")
    hana.sees_not("Only these are shown:")
    hana.sees("3 entries, 3 shown.")


TABLES = "[...document.querySelectorAll('.table')].map(e => [e.scrollWidth, e.clientWidth])"


@pytest.mark.parametrize("path", ["trial-balance/", "accounts/", "books/", "journal/"])
def test_no_table_of_the_books_scrolls_aside_on_a_phone(
    phone: Arrive, twice: list[UUID], path: str
) -> None:
    widths = phone("hana").open(f"purse/{path}").page.evaluate(TABLES)
    assert widths
    assert all(wide <= seen for wide, seen in widths)


# On how many rows the stages stand.
STAGE_ROWS = "new Set([...document.querySelectorAll('.stages > li')].map(e => e.offsetTop)).size"


def test_the_stages_of_a_round_stand_in_one_row_on_a_phone(phone: Arrive, stage: Stage) -> None:
    with stage.harbour.scope():
        this = allocation_rounds.start(client_id=uuid4(), title="June", by=stage.harbour.mira)
    mira = phone("mira").open(f"rounds/{this.pk}/")
    mira.sees("Collecting")
    mira.sees("Closed for counting")
    assert mira.page.evaluate(STAGE_ROWS) == 1


def test_a_keeper_puts_a_mistake_right(visit: Arrive, twice: list[UUID]) -> None:
    dev = visit("dev").open("purse/journal/?words=roof")
    dev.sees("2 entries, 2 shown.")
    dev.press("Roof felt", "link")
    dev.press("Reverse", "link")
    dev.sees("In your words")
    is_sound(dev)
    dev.press("Check")
    dev.sees("There is a problem. Nothing is lost.")
    dev.choose("Entered twice")
    dev.fill("In your words", "the bill came by post too")
    dev.press("Check")
    dev.sees("is taken back on")
    dev.sees("186.40 more")
    is_sound(dev)
    dev.press("Reverse")
    dev.sees("Together they are zero on every account.")
    is_sound(dev)
    dev.press("Its reversal", "link")
    dev.sees("This entry takes back another:")

    hana = visit("hana").open("purse/journal/?pairs=on")
    hana.sees("Reversal: entered twice: the bill came by post too")
    hana.sees("reversed on")
    hana.open("purse/").sees("2,293.60")
    hana.open("purse/trial-balance/").sees("these books balance")
    is_sound(hana)


def test_money_is_kept_in_a_fund_for_its_purpose(visit: Arrive, stage: Stage) -> None:
    dev = visit("dev").open("purse/funds/")
    dev.press("Open a fund", "link")
    dev.fill("What is it called?", "Roof")
    dev.fill("What is it for?", "Felt and slates for Pier House")
    dev.choose("No, for its purpose only it goes out by a payment from the fund")
    is_sound(dev)
    dev.press("Open the fund")
    dev.sees("The fund is open.")
    dev.press("Put money in", "link")
    dev.fill("How much?", "850")
    dev.fill("What for?", "first part")
    is_sound(dev)
    dev.press("Put it in")
    dev.sees("£850.00")
    dev.press("Ask for a payment from it", "link")
    dev.fill("What is it for?", "Roof felt")
    dev.fill("How much?", "99")
    dev.press("Ask for it")
    dev.sees("Out of the fund")

    hana = visit("hana").open("purse/accounts/")
    hana.sees("In funds, each for its own purpose")
    is_sound(hana)
    hana.open("purse/funds/").press("Roof", "link")
    hana.sees("£751.00")
    is_sound(hana)
