"""The pages of the funds: what each holds, and what keepers do with them."""

from typing import Any
from uuid import UUID, uuid4

import pytest
from django.test import Client

from commonpurse.ledger.actions import funds as books
from commonpurse.ledger.actions.funds import NewFund
from commonpurse.ledger.models.fund import Fund
from commonpurse.ledger.models.journal_entry import JournalEntry
from commonpurse.ledger.queries import funds as queries
from commonpurse.ledger.queries.accounts import PurseAccounts
from commonpurse.spending.actions import funds
from commonpurse.spending.actions.funds import FundMove
from commonpurse.spending.models.payment import Payment
from tests.cast import Cast
from tests.commonpurse.conftest import fill

FUND_QUERIES = 19
INDEX_QUERIES = 13


@pytest.fixture
def purse_of(harbour: Cast) -> PurseAccounts:
    with harbour.scope():
        return fill(harbour, 100_000)


def fund(cast: Cast, name: str = "Roof", *, restricted: bool = False, amount: int = 0) -> UUID:
    with cast.scope():
        new = NewFund(name, "Felt and slates", restricted=restricted, currency="GBP")
        fund_id = books.open_fund(fund=new, by=cast.dev)
        if amount:
            move = FundMove(fund_id, amount, "GBP", "first part", str(uuid4()))
            funds.put_in(move=move, by=cast.dev)
        return fund_id


def page(cast: Cast, who: str, path: str = "", status: int = 200) -> str:
    answer = cast.client(who).get(cast.url(f"purse/funds/{path}"))
    assert answer.status_code == status
    return " ".join(answer.content.decode().split())


def send(cast: Cast, who: str, path: str, sent: dict[str, str]) -> Any:
    return cast.client(who).post(cast.url(f"purse/funds/{path}"), sent)


def holds(cast: Cast, fund_id: UUID) -> int:
    with cast.scope():
        sheet = queries.fund(fund_id)
    assert sheet is not None
    return sheet.holdings[0].balance


def move(**changed: str) -> dict[str, str]:
    return {
        "client_id": "8c5f2c0e-6d0f-4a5e-9f5e-2f1d8f6f7a10",
        "amount": "25",
        "words": "felt",
    } | (changed)


def test_every_member_sees_what_a_fund_is_for_and_holds(
    harbour: Cast, purse_of: PurseAccounts
) -> None:
    roof = fund(harbour, restricted=True, amount=4_000)
    listed = page(harbour, "hana")
    assert "Felt and slates" in listed
    assert "£40.00" in listed
    assert "Open a fund" not in listed
    shown = page(harbour, "hana", f"{roof}/")
    assert "For its purpose only" in shown
    assert "first part" in shown
    assert f"/purse/journal/?fund={roof}" in shown
    for button in ("Put money in", "Take money out", "Close this fund"):
        assert button not in shown


def test_where_there_is_none_it_says_what_a_fund_is(harbour: Cast) -> None:
    assert "All money is in the common purse." in page(harbour, "hana")
    assert "Open a fund" in page(harbour, "dev")


def test_a_keeper_opens_fills_empties_and_closes_a_fund(
    harbour: Cast, purse_of: PurseAccounts
) -> None:
    new = {"name": "Children’s trip", "purpose": "A day at the sea", "use": "free"}
    opened = send(harbour, "dev", "new/", new)
    with harbour.scope():
        roof = Fund.objects.get().pk
    assert opened["Location"].endswith(f"/purse/funds/{roof}/")
    for _ in range(2):
        assert send(harbour, "dev", f"{roof}/put-in/", move()).status_code == 302
    assert holds(harbour, roof) == 2_500
    assert "A fund that still holds" in page(harbour, "dev", f"{roof}/")
    assert send(harbour, "dev", f"{roof}/close/", {}).status_code == 422
    assert send(harbour, "dev", f"{roof}/take-out/", move()).status_code == 302
    assert holds(harbour, roof) == 0
    assert send(harbour, "dev", f"{roof}/close/", {}).status_code == 302
    closed = page(harbour, "dev", f"{roof}/")
    assert "Closed" in closed
    assert "Put money in" not in closed


@pytest.mark.parametrize(
    ("changed", "words"),
    [
        ({"amount": "0"}, "has to be above zero"),
        ({"amount": "-5"}, "has to be above zero"),
        ({"amount": "lots"}, "not an amount of money"),
        ({"amount": "99999999999999"}, "cannot be moved like that"),
        ({"amount": "1000.01"}, "not enough in the purse"),
        ({"words": ""}, "This field is required."),
        ({"words": "x" * 201}, "at most 200 characters"),
    ],
)
def test_a_bad_move_is_said_at_its_field_and_nothing_is_lost(
    harbour: Cast, purse_of: PurseAccounts, changed: dict[str, str], words: str
) -> None:
    roof = fund(harbour)
    for verb in ("put-in", "take-out"):
        answer = send(harbour, "dev", f"{roof}/{verb}/", move(**changed))
        shown = answer.content.decode()
        assert answer.status_code == 422
        assert words in shown
        assert "Problem:" in shown
        if "words" not in changed:
            assert 'value="felt"' in shown
    with harbour.scope():
        assert not JournalEntry.objects.filter(kind__startswith="fund_").exists()


@pytest.mark.parametrize(
    ("changed", "field"),
    [({"name": ""}, "id_name"), ({"name": "x" * 81}, "id_name"), ({"purpose": ""}, "id_purpose"),
     ({"use": "other"}, "id_use"), ({"name": "roof"}, "id_name")],
)  # fmt: skip
def test_a_bad_fund_is_said_at_its_field(
    harbour: Cast, purse_of: PurseAccounts, changed: dict[str, str], field: str
) -> None:
    fund(harbour)
    new = {"name": "Stores", "purpose": "For the winter", "use": "free", **changed}
    answer = send(harbour, "dev", "new/", new)
    assert answer.status_code == 422
    assert f"{field}_error" in answer.content.decode()
    with harbour.scope():
        assert Fund.objects.count() == 1


def test_restricted_money_leads_to_a_payment_from_the_fund(
    harbour: Cast, purse_of: PurseAccounts
) -> None:
    roof = fund(harbour, restricted=True, amount=4_000)
    assert "Ask for a payment from the fund instead." in page(harbour, "dev", f"{roof}/take-out/")
    assert send(harbour, "dev", f"{roof}/take-out/", move()).status_code == 422
    ask = harbour.url("purse/spends/new/")
    form = harbour.client("dev").get(f"{ask}?fund={roof}").content.decode()
    assert f'<option value="{roof}" selected>' in form
    sent = {"client_id": str(uuid4()), "words": "Felt", "amount": "15", "fund": str(roof)}
    harbour.client("dev").post(ask, sent)
    with harbour.scope():
        payment = Payment.objects.get()
    assert (payment.fund_id, holds(harbour, roof)) == (roof, 2_500)
    shown = harbour.client("dev").get(harbour.url(f"purse/spends/{payment.pk}/")).content.decode()
    assert "Out of the fund" in shown
    wrong = harbour.client("dev").post(ask, {**sent, "client_id": str(uuid4()), "fund": "x"})
    assert wrong.status_code == 422


def test_closed_to_guests_and_strangers_and_writes_to_members(
    harbour: Cast, millrace: Cast, guest: Client, purse_of: PurseAccounts
) -> None:
    roof = fund(harbour)
    assert guest.get(harbour.url("purse/funds/")).status_code == 302
    for path in (f"{roof}/", f"{roof}/put-in/", f"{roof}/take-out/"):
        assert millrace.client("kit").get(harbour.url(f"purse/funds/{path}")).status_code == 404
        assert millrace.client("kit").get(millrace.url(f"purse/funds/{path}")).status_code == 404
    assert page(harbour, "hana", "new/", 403)
    assert send(harbour, "hana", f"{roof}/put-in/", move()).status_code == 403
    assert page(harbour, "dev", f"{uuid4()}/", 404)


@pytest.mark.parametrize("rows", [1, 3])
def test_pages_ask_as_often_for_three_as_for_one(
    harbour: Cast, purse_of: PurseAccounts, rows: int, django_assert_num_queries: Any
) -> None:
    roof = fund(harbour)
    for number in range(rows):
        fund(harbour, f"Fund {number}", amount=100)
        with harbour.scope():
            funds.put_in(move=FundMove(roof, 5, "GBP", "felt", str(uuid4())), by=harbour.dev)
    client = harbour.client("hana")
    client.get(harbour.url("purse/funds/"))
    with django_assert_num_queries(INDEX_QUERIES):
        client.get(harbour.url("purse/funds/"))
    with django_assert_num_queries(FUND_QUERIES):
        shown = client.get(harbour.url(f"purse/funds/{roof}/")).content.decode()
    assert shown.count("at-day") == rows
