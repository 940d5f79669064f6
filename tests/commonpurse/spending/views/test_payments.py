"""The payments desk: for keepers only, every step by a button, every no in words."""

import re
from datetime import date
from uuid import UUID, uuid4

import pytest
import time_machine
from django.utils import timezone

from commonpurse.ledger.actions import periods
from commonpurse.ledger.models.journal_entry import JournalEntry
from commonpurse.ledger.rules.entries import Source
from commonpurse.spending.actions import payments
from commonpurse.spending.models.payment import Payment
from commonpurse.spending.queries import payments as queries
from commonpurse.spending.rules.wanted_payments import NewSpend, PaymentLine
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
    if verb == "pay":
        sent = {"on": today(), **sent}
    return cast.client(who).post(url, sent).status_code


def today() -> str:
    return timezone.localdate().isoformat()


def shown(page: str) -> str:
    """What stands in the page for the payments that are read on it."""
    (found,) = re.findall(r'name="shown"\s+value="(\w+)"', page)
    return str(found)


def approved(cast: Cast, amount: int = 500) -> UUID:
    """Of today, by dev alone: it is under the limit."""
    payment_id = spend(cast, amount)
    assert step(cast, "dev", payment_id, "approve") == 302
    return payment_id


def decided(cast: Cast, *amounts: int) -> str:
    """A round's payments to Hana, approved by both keepers; the address of all of them."""
    source = Source("allocation_round", uuid4())
    with cast.scope():
        person_id = cast.hana.person_id
        lines = [PaymentLine(Source("need", uuid4()), person_id, amount) for amount in amounts]
        payments.commit(source=source, lines=lines, currency="GBP", by=cast.mira)
        for keeper in (cast.dev, cast.ana):
            payments.approve_all(source=source, by=keeper)
    return cast.url(f"purse/spends/of/{source.kind}/{source.id}/pay/")


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


@pytest.mark.parametrize(
    ("on", "said"),
    [
        ("", "This field is required"),
        ("soon", "This is not a day"),
        ("2026-10-21", "This day has not come yet"),
        ("2026-10-18", "promised on 19 October 2026"),
        ("1999-12-31", "The books cover the years"),
    ],
)
def test_a_day_on_which_it_cannot_have_been_paid_is_told_at_the_field(
    filled: Cast, on: str, said: str
) -> None:
    with time_machine.travel("2026-10-19 12:00", tick=False):
        payment_id = approved(filled)
    with time_machine.travel("2026-10-20 12:00", tick=False):
        url = filled.url(f"purse/spends/{payment_id}/pay/")
        answer = filled.client("ana").post(url, {"way": "bank", "on": on})
    assert (answer.status_code, state(filled, payment_id)) == (422, "approved")
    page = answer.content.decode()
    assert said in page
    assert "Nothing is lost" in " ".join(page.split())


def test_paid_on_the_day_that_was_said(filled: Cast) -> None:
    with time_machine.travel("2026-10-19 12:00", tick=False):
        payment_id = approved(filled)
    with time_machine.travel("2026-11-02 12:00", tick=False):
        assert step(filled, "ana", payment_id, "pay", way="cash", on="2026-10-31") == 302
    with filled.scope():
        facts = queries.facts(payment_id)
        assert facts is not None
        entry = JournalEntry.objects.get(source_kind="payment", kind="spend")
    assert facts.entry_id == entry.pk
    assert facts.paid_on == entry.effective_on == date(2026, 10, 31)


def test_a_closed_month_is_told_at_the_field(filled: Cast) -> None:
    with time_machine.travel("2026-10-19 12:00", tick=False):
        payment_id = approved(filled)
    with time_machine.travel("2026-11-02 12:00", tick=False):
        with filled.scope():
            periods.close_period(month=date(2026, 10, 1), by=filled.dev)
        url = filled.url(f"purse/spends/{payment_id}/pay/")
        answer = filled.client("ana").post(url, {"way": "bank", "on": "2026-10-31"})
        assert answer.status_code == 422
        assert "The books of this month are closed" in answer.content.decode()
        assert step(filled, "ana", payment_id, "pay", way="bank", on="2026-11-01") == 302


def test_round_is_approved_by_a_button_and_paid_after_reading_it_over(filled: Cast) -> None:
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
    dev = filled.client("dev")
    page = dev.get(filled.url("purse/spends/")).content.decode()
    assert "Say that all 2 payments are paid" in page
    assert f'href="{base}pay/"' in page
    page = dev.get(f"{base}pay/").content.decode()
    assert all(amount in page for amount in ("£200.00", "£300.00", "£500.00"))
    sent = {"way": "bank", "on": today(), "shown": shown(page)}
    assert dev.post(f"{base}pay/", sent).status_code == 302
    with filled.scope():
        states = {facts.state for facts in queries.of_source(source.kind, source.id)}
    assert states == {"paid"}
    # The page is still open in another window, or was sent twice.
    for method in (dev.get, dev.post):
        again = method(f"{base}pay/", sent, follow=True).content.decode()
        assert "None of these payments waits to be paid by you." in again


def test_another_payment_of_the_same_sum_is_not_paid_in_the_place_of_one_that_was_read(
    filled: Cast,
) -> None:
    url = decided(filled, 2_000, 2_000, 2_000)
    with filled.scope():
        first, _, third = Payment.objects.order_by("id").values_list("id", flat=True)
        Payment.objects.filter(pk=third).update(state="requested", first_by=None, first_at=None)
    dev = filled.client("dev")
    read = shown(dev.get(url).content.decode())
    step(filled, "ana", first, "refuse", why="moved away")
    step(filled, "ana", third, "approve")
    answer = dev.post(url, {"way": "bank", "on": today(), "shown": read})
    page = " ".join(answer.content.decode().split())
    assert (answer.status_code, state(filled, third)) == (422, "approved")
    assert "Some of these payments have moved on meanwhile" in page
    # What stands there now may be sent as it is read.
    assert dev.post(url, {"way": "bank", "on": today(), "shown": shown(page)}).status_code == 302
    assert state(filled, third) == "paid"


@pytest.mark.parametrize("slip", [{"on": ""}, {"on": "0026-11-02"}, {"way": ""}, {"on": "soon"}])
def test_a_slip_in_the_form_does_not_hide_that_the_payments_are_others(
    filled: Cast, slip: dict[str, str]
) -> None:
    url = decided(filled, 2_000, 2_000, 2_000)
    with filled.scope():
        third = Payment.objects.latest("id").pk
        Payment.objects.filter(pk=third).update(state="requested", first_by=None, first_at=None)
    dev = filled.client("dev")
    read = shown(dev.get(url).content.decode())
    sent = {"way": "bank", "on": today(), "shown": read, **slip}
    assert "moved on meanwhile" not in dev.post(url, sent).content.decode()
    step(filled, "ana", third, "approve")
    page = " ".join(dev.post(url, sent).content.decode().split())
    assert page.count("Some of these payments have moved on meanwhile") == 1
    assert shown(page) != read


@pytest.mark.parametrize("sent", [{}, {"shown": ""}, {"shown": "0" * 64}, {"shown": "é\u202e"}])
def test_what_was_not_read_is_not_paid(filled: Cast, sent: dict[str, str]) -> None:
    url = decided(filled, 20_000, 30_000)
    answer = filled.client("dev").post(url, {"way": "bank", "on": today(), **sent})
    assert answer.status_code == 422
    with filled.scope():
        assert not JournalEntry.objects.filter(kind="need_payment").exists()


@pytest.mark.parametrize("way", [{}, {"way": ""}, {"way": "zz"}])
def test_nobody_guesses_the_way(filled: Cast, way: dict[str, str]) -> None:
    payment_id, url = approved(filled), decided(filled, 500)
    for place in (filled.url(f"purse/spends/{payment_id}/pay/"), url):
        answer = filled.client("ana").post(place, {"on": today(), **way})
        assert answer.status_code == 422
        assert "by bank or in cash" in answer.content.decode()
    assert filled.client("ana").post(url).status_code == 422, "nothing at all is no reading"


def test_a_long_decision_is_read_and_counted_whole(filled: Cast) -> None:
    many = queries.PAGE_ROWS_MAX + 2
    url = decided(filled, *[100 + n for n in range(many)])
    dev = filled.client("dev")
    page = dev.get(url).content.decode()
    assert all(f"£{1 + n / 100:.2f}" in page for n in range(many))
    assert "£65.26" in page
    desk = dev.get(filled.url("purse/spends/")).content.decode()
    assert f"Say that all {many} payments are paid" in desk


def test_nobody_is_shown_a_decision_that_is_none_or_pays_them(filled: Cast) -> None:
    missing = filled.url(f"purse/spends/of/allocation_round/{uuid4()}/pay/")
    assert filled.client("dev").get(missing).status_code == 404
    assert filled.client("hana").get(decided(filled, 500)).status_code == 403


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
