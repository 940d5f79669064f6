"""Giving money by the form, and confirming it."""

from datetime import date
from uuid import uuid4

import pytest
import time_machine
from django.utils import timezone

from commonpurse.ledger.actions import periods
from commonpurse.ledger.models.journal_entry import JournalEntry
from commonpurse.pledges.models.pledge import Pledge
from tests.cast import Cast


def give(cast: Cast, who: str, amount: str, client_id: str = "") -> int:
    sent = {"amount": amount, "client_id": client_id or str(uuid4())}
    return cast.client(who).post(cast.url("purse/give/"), sent).status_code


def only(cast: Cast) -> Pledge:
    with cast.scope():
        return Pledge.objects.get()


def state_of(cast: Cast, pledge: Pledge) -> str:
    with cast.scope():
        return Pledge.objects.get(pk=pledge.pk).state


def test_given_confirmed_and_shown_to_the_giver(harbour: Cast) -> None:
    assert give(harbour, "hana", "12,50") == 302
    pledge = only(harbour)
    assert pledge.amount_minor == 1_250
    desk = harbour.client("dev").get(harbour.url("purse/pledges/")).content.decode()
    assert "£12.50" in desk
    assert "Hana" in desk
    url = harbour.url(f"purse/pledges/{pledge.pk}/receive/")
    on = timezone.localdate().isoformat()
    assert harbour.client("hana").post(url).status_code == 403
    assert harbour.client("dev").post(url, {"way": "cash", "on": on}).status_code == 302
    assert harbour.client("ana").post(url, {"way": "bank", "on": on}).status_code == 422
    mine = harbour.client("hana").get(harbour.url("purse/give/")).content.decode()
    assert "seen by Dev" in mine
    assert only(harbour).way == "cash"


def test_money_came_on_the_day_that_was_said_though_it_was_promised_later(harbour: Cast) -> None:
    with time_machine.travel("2026-11-02 12:00", tick=False):
        give(harbour, "hana", "5")
        url = harbour.url(f"purse/pledges/{only(harbour).pk}/receive/")
        sent = {"way": "bank", "on": "2026-10-31"}
        assert harbour.client("dev").post(url, sent).status_code == 302
    pledge = only(harbour)
    with harbour.scope():
        entry = JournalEntry.objects.get(source_kind="pledge")
    assert pledge.entry_id == entry.pk
    assert pledge.received_on == entry.effective_on == date(2026, 10, 31)


@pytest.mark.parametrize(
    ("on", "said"),
    [
        ("", "This field is required"),
        ("10/31/2026", "This is not a day"),
        ("2026-11-03", "This day has not come yet"),
        ("2025-11-02", "more than two months before it was promised"),
        ("2026-08-31", "more than two months before it was promised"),
        ("2026-10-31", "The books of this month are closed"),
    ],
)
def test_a_day_on_which_it_cannot_have_come_is_told_at_its_own_field(
    harbour: Cast, on: str, said: str
) -> None:
    with time_machine.travel("2026-11-02 12:00", tick=False):
        with harbour.scope():
            periods.close_period(month=date(2026, 10, 1), by=harbour.dev)
        give(harbour, "hana", "5")
        pledge = only(harbour)
        give(harbour, "jo", "6")
        url = harbour.url(f"purse/pledges/{pledge.pk}/receive/")
        answer = harbour.client("dev").post(url, {"way": "bank", "on": on})
    page = answer.content.decode()
    assert (answer.status_code, page.count(said)) == (422, 2), "above the form and at the field"
    assert f'href="#{pledge.pk}-on"' in page
    assert "from Jo" in " ".join(page.split())
    assert state_of(harbour, pledge) == "promised"


def test_same_form_sent_twice_counts_once(harbour: Cast) -> None:
    client_id = str(uuid4())
    assert give(harbour, "hana", "5", client_id) == 302
    assert give(harbour, "hana", "5", client_id) == 302
    assert give(harbour, "hana", "6", client_id) == 422
    assert only(harbour).amount_minor == 500


def test_withdrawn_by_the_giver_alone(harbour: Cast) -> None:
    give(harbour, "hana", "5")
    url = harbour.url(f"purse/pledges/{only(harbour).pk}/withdraw/")
    assert harbour.client("jo").post(url).status_code == 422
    assert harbour.client("hana").post(url).status_code == 302
    assert only(harbour).state == "withdrawn"


def test_problem_is_told_at_the_field(harbour: Cast) -> None:
    answer = harbour.client("hana").post(
        harbour.url("purse/give/"), {"amount": "lots", "client_id": str(uuid4())}
    )
    assert answer.status_code == 422
    page = answer.content.decode()
    assert "Problem:" in page
    assert "not an amount of money" in page


def test_desk_is_for_keepers(harbour: Cast, millrace: Cast) -> None:
    assert harbour.client("hana").get(harbour.url("purse/pledges/")).status_code == 403
    assert millrace.client("kit").get(harbour.url("purse/pledges/")).status_code == 404


@pytest.mark.parametrize("rows", [1, 3])
def test_desk_asks_as_often_for_three_as_for_one(
    harbour: Cast, rows: int, django_assert_num_queries: object
) -> None:
    for _ in range(rows):
        give(harbour, "hana", "5")
    client = harbour.client("dev")
    client.get(harbour.url("purse/pledges/"))
    with django_assert_num_queries(DESK_QUERIES):  # type: ignore[operator]
        page = client.get(harbour.url("purse/pledges/"))
    assert page.content.decode().count("from Hana") == rows


DESK_QUERIES = 13
