"""The payments desk: for keepers only, every step by a button, every no in words."""

from uuid import UUID, uuid4

import pytest

from commonpurse.ledger.rules.entries import Source
from commonpurse.spending.actions import payments
from commonpurse.spending.actions.payments import NewSpend, PaymentLine
from commonpurse.spending.queries import payments as queries
from tests.cast import Cast
from tests.commonpurse.conftest import fill


@pytest.fixture
def filled(harbour: Cast) -> Cast:
    with harbour.scope():
        fill(harbour, 100_000)
    return harbour


def spend(cast: Cast, amount: int = 20_000) -> UUID:
    with cast.scope():
        new = NewSpend(uuid4(), "Rent of the hall", "Pier House", amount, "GBP")
        return payments.request(spend=new, by=cast.dev).pk


def state(cast: Cast, payment_id: UUID) -> str:
    with cast.scope():
        facts = queries.facts(payment_id)
    assert facts is not None
    return facts.state


def step(cast: Cast, who: str, payment_id: UUID, verb: str, **sent: str) -> int:
    url = cast.url(f"purse/spends/{payment_id}/{verb}/")
    return cast.client(who).post(url, sent).status_code


def test_asked_for_approved_by_two_and_paid(filled: Cast) -> None:
    sent = {"client_id": str(uuid4()), "words": "Roof felt", "payee_words": "", "amount": "186.40"}
    answer = filled.client("dev").post(filled.url("purse/spends/new/"), sent)
    assert answer.status_code == 302
    payment_id = UUID(answer["Location"].rstrip("/").rsplit("/", 1)[1])
    assert step(filled, "dev", payment_id, "approve") == 302
    assert step(filled, "dev", payment_id, "approve") == 422
    assert step(filled, "ana", payment_id, "pay", way="bank") == 422
    assert step(filled, "ana", payment_id, "approve") == 302
    assert step(filled, "ana", payment_id, "pay", way="cash") == 302
    assert state(filled, payment_id) == "paid"
    page = filled.client("ana").get(filled.url(f"purse/spends/{payment_id}/")).content.decode()
    assert "£186.40" in page
    assert "Roof felt" in page


def test_more_than_is_free_is_told_at_the_field(filled: Cast) -> None:
    sent = {"client_id": str(uuid4()), "words": "A boat", "payee_words": "", "amount": "1000.01"}
    answer = filled.client("dev").post(filled.url("purse/spends/new/"), sent)
    assert answer.status_code == 422
    assert "not enough in the purse" in answer.content.decode()


@pytest.mark.parametrize("amount", ["", "0", "-5", "abc", "1.234", "1e9", "99999999999999999999"])
def test_amount_that_is_none_is_refused(filled: Cast, amount: str) -> None:
    sent = {"client_id": str(uuid4()), "words": "Roof", "payee_words": "", "amount": amount}
    answer = filled.client("dev").post(filled.url("purse/spends/new/"), sent)
    # "1.234" is one thousand two hundred thirty-four, which the purse does not hold.
    assert answer.status_code == 422


def test_refused_with_a_reason(filled: Cast) -> None:
    payment_id = spend(filled)
    assert step(filled, "ana", payment_id, "refuse", why="") == 422
    assert step(filled, "ana", payment_id, "refuse", why="found one for free") == 302
    page = filled.client("dev").get(filled.url("purse/spends/")).content.decode()
    assert "Not paid" in page


def test_members_are_told_who_can(filled: Cast) -> None:
    payment_id = spend(filled)
    client = filled.client("hana")
    for path in ("purse/spends/", "purse/spends/new/", f"purse/spends/{payment_id}/"):
        answer = client.get(filled.url(path))
        assert answer.status_code == 403
    assert step(filled, "hana", payment_id, "approve") == 403
    assert state(filled, payment_id) == "requested"


def test_keepers_of_another_union_find_nothing(filled: Cast, millrace: Cast) -> None:
    payment_id = spend(filled)
    client = millrace.client("kit")
    for path in ("purse/spends/", f"purse/spends/{payment_id}/"):
        assert client.get(filled.url(path)).status_code == 404
    assert client.get(millrace.url(f"purse/spends/{payment_id}/")).status_code == 404
    assert client.post(millrace.url(f"purse/spends/{payment_id}/approve/")).status_code == 404


@pytest.mark.parametrize("rows", [1, 3])
def test_desk_asks_as_often_for_three_as_for_one(
    filled: Cast, rows: int, django_assert_num_queries: object
) -> None:
    for _ in range(rows):
        spend(filled)
    client = filled.client("ana")
    client.get(filled.url("purse/spends/"))
    with django_assert_num_queries(DESK_QUERIES):  # type: ignore[operator]
        answer = client.get(filled.url("purse/spends/"))
    assert answer.content.decode().count("Rent of the hall") == rows


DESK_QUERIES = 13


def test_round_is_approved_and_paid_by_two_buttons_each(filled: Cast) -> None:
    source = Source("allocation_round", uuid4())
    with filled.scope():
        lines = [
            PaymentLine(Source("need", uuid4()), filled.hana.person_id, amount)
            for amount in (20_000, 30_000)
        ]
        payments.commit(source=source, lines=lines, currency="GBP", by=filled.mira)
    base = filled.url(f"purse/spends/of/{source.kind}/{source.id}/")
    for who in ("dev", "ana"):
        page = filled.client(who).get(filled.url("purse/spends/")).content.decode()
        assert "Approve all 2 payments" in page
        assert filled.client(who).post(f"{base}approve/").status_code == 302
    page = filled.client("dev").get(filled.url("purse/spends/")).content.decode()
    assert "All 2 payments are paid by bank" in page
    assert filled.client("dev").post(f"{base}pay/", {"way": "bank"}).status_code == 302
    with filled.scope():
        states = {facts.state for facts in queries.of_source(source.kind, source.id)}
    assert states == {"paid"}


def test_entry_leads_keepers_to_its_payment(filled: Cast) -> None:
    payment_id = spend(filled, 500)
    assert step(filled, "dev", payment_id, "approve") == 302
    assert step(filled, "dev", payment_id, "pay", way="bank") == 302
    with filled.scope():
        facts = queries.facts(payment_id)
    assert facts is not None
    url = filled.url(f"purse/entries/{facts.entry_id}/")
    for who, there in (("ana", True), ("hana", False)):
        page = filled.client(who).get(url).content.decode()
        assert "A payment" in page
        assert (str(payment_id) in page) is there
