"""What everybody may read: nothing unless the union wants it, and then sums of closed months."""

from datetime import date
from typing import Any
from uuid import uuid4

import pytest
import time_machine
from django.http import HttpResponse
from django.test import Client

from commonpurse.ledger.actions import accounts, journal_entries, periods
from commonpurse.ledger.rules.entries import Draft, Memo, moving
from commonpurse.ledger.rules.entry_kinds import EntryKind
from commonpurse.ledger.rules.ways import Way
from commonpurse.pledges.actions import pledges
from commonpurse.pledges.models.pledge import Pledge
from commonpurse.spending.actions import payments
from commonpurse.spending.aggregates import money_out
from commonpurse.spending.models.payment import Payment
from provisioning.needs.actions import fulfilments
from provisioning.needs.aggregates import allocations
from provisioning.reports.actions import public_reports
from provisioning.reports.queries import public_reports as queries
from provisioning.tiers import Tier
from tests.cast import Cast
from tests.provisioning.reports.conftest import TODAY, pay_for
from unions.founding.actions.unions import set_policy
from unions.founding.models.audit_event import AuditEvent

TODAY_ON = date(2026, 11, 20)
FIVE = ("hana", "idris", "jo", "dev", "bo")


def give(cast: Cast, names: tuple[str, ...], on: date) -> None:
    """Each of these people gives 10.00 on a day; inside the scope."""
    for name in names:
        new = pledges.NewPledge(uuid4(), 1_000, "GBP")
        with time_machine.travel(f"{on} 12:00", tick=False):
            pledge = pledges.give(pledge=new, by=cast.members[name])
            pledges.receive(pledge_id=pledge.pk, way=Way.BANK, received_on=on, by=cast.ana)


@pytest.fixture
def told(lived: Cast) -> Cast:
    """Five people gave in September, two in October, five in August; all of it is closed."""
    with lived.scope(), time_machine.travel(TODAY, tick=False):
        give(lived, FIVE, date(2026, 8, 5))
        give(lived, FIVE, date(2026, 9, 5))
        give(lived, ("hana", "bo"), date(2026, 10, 5))
        periods.close_period(month=date(2026, 10, 1), by=lived.dev)
        public_reports.open_to_all(by=lived.dev)
    return lived


def knock(client: Client, path: str, method: str = "get") -> Any:
    with time_machine.travel(TODAY, tick=False):
        return getattr(client, method)(path)


def words_of(answer: HttpResponse) -> str:
    return " ".join(answer.content.decode().split())


@pytest.mark.parametrize("method", ["get", "head"])
def test_unless_it_is_open_it_is_as_if_there_were_no_such_union(lived: Cast, method: str) -> None:
    guest = Client(enforce_csrf_checks=True)
    slugs = ("harbour-lights", "nowhere")
    ours, nowhere = (knock(guest, f"/u/{slug}/report/", method) for slug in slugs)
    assert (ours.status_code, nowhere.status_code) == (404, 404)
    assert ours.content == nowhere.content
    assert ours.headers == nowhere.headers
    assert knock(lived.client("hana"), lived.url("report/")).status_code == 404


def test_everybody_reads_sums_by_month(told: Cast, guest: Client, millrace: Cast) -> None:
    for client in (guest, millrace.client("tom"), told.client("hana")):
        answer = knock(client, told.url("report/"))
        assert answer.status_code == 200
        page = words_of(answer)
        assert "Harbour Lights" in page
        assert "September 2026" in page
        assert "November 2026" not in page
        for name in ("Hana", "Bo", "Dev", "Mira"):
            assert f">{name}" not in page
    assert "/purse/entries/" not in words_of(knock(guest, told.url("report/")))


def cells(page: str) -> dict[str, list[str]]:
    """The table's rows by their month."""
    rows = page[page.index("<tbody") :].split("<tr")[1:]
    found = {}
    for row in rows:
        name = row.split('scope="row">')[1].split("<")[0].strip()
        found[name] = [
            cell.split("</td>")[0].replace('<span class="soft">', "").replace("</span>", "").strip()
            for cell in row.split('<td class="figures">')[1:]
        ]
    return found


def test_few_people_hide_a_sum_and_the_total_that_would_tell_it(told: Cast, guest: Client) -> None:
    page = cells(words_of(knock(guest, told.url("report/"))))
    # Two gave in October, whom the total would tell beside August and September.
    assert [page[month][0] for month in page] == [
        "50.00",
        "1,050.00",
        "too few to show",
        "too few to show",
    ]
    # Three were paid in September and in October: the same for them.
    assert page["September 2026"][1] == "too few to show"
    assert page["October 2026"][1] == "too few to show"
    assert page["Together"][1] == "too few to show"


def test_what_sibling_unions_are_told_leaves_no_sum_of_few(lived: Cast) -> None:
    """They read what members gave; what a report shows beyond it is what few gave without name."""
    with lived.scope(), time_machine.travel(TODAY, tick=False):
        purse = accounts.open_purse(currency="GBP", by=lived.dev)
        for month, gifts in ((6, 1), (7, 4), (8, 5)):
            give(lived, FIVE, date(2026, month, 5))
            for number in range(gifts):
                gift = Draft(
                    f"gift-{month}-{number}",
                    EntryKind.GIFT,
                    Memo(EntryKind.GIFT),
                    date(2026, month, 6),
                    moving(300, out_of=purse.cash, into=purse.purse),
                )
                journal_entries.post(entry=gift, by=lived.dev)
        periods.close_period(month=date(2026, 8, 1), by=lived.dev)
        rows = queries.report("GBP").units[0].rows
    assert [row.came_in for row in rows] == [None, None, 6_500]


def test_two_reports_together_tell_no_more_than_each(lived: Cast) -> None:
    """What an earlier report showed does not hide in a later one, and no later one shows what an
    earlier one hid: a total over both would tell the sum of few."""
    with lived.scope(), time_machine.travel(TODAY, tick=False):
        give(lived, ("hana",), date(2026, 6, 5))
        give(lived, FIVE, date(2026, 7, 5))
        give(lived, ("hana", "idris", "jo", "bo"), date(2026, 8, 5))
        told: dict[date, list[int | None]] = {}
        for month in (6, 7, 8):
            periods.close_period(month=date(2026, month, 1), by=lived.dev)
            unit = queries.report("GBP").units[0]
            assert unit.came_in is None
            for row in unit.rows:
                told.setdefault(row.month, []).append(row.came_in)
    assert told[date(2026, 6, 1)] == [None, None, None]
    assert told[date(2026, 7, 1)] == [5_000, 5_000]
    assert told[date(2026, 8, 1)] == [None]


def test_no_month_before_the_books_began_is_listed(told: Cast, guest: Client) -> None:
    page = cells(words_of(knock(guest, told.url("report/"))))
    assert list(page) == ["August 2026", "September 2026", "October 2026", "Together"]


def test_a_year_is_shown_at_most_and_months_without_anything_stand_in_it(lived: Cast) -> None:
    with lived.scope(), time_machine.travel(TODAY, tick=False):
        give(lived, FIVE, date(2025, 3, 5))
        periods.close_period(month=date(2026, 10, 1), by=lived.dev)
        rows = queries.report("GBP").units[0].rows
    assert (len(rows), rows[0].month) == (12, date(2025, 11, 1))
    assert (rows[0].came_in, rows[0].went_out) == (0, 0)


def test_a_sum_that_was_undone_later_still_stands_behind_its_person(lived: Cast) -> None:
    """The month's sum holds it; were its giver not counted, it would be nobody's and be shown."""
    with lived.scope(), time_machine.travel(TODAY, tick=False):
        give(lived, ("hana",), date(2026, 7, 5))
        given = Pledge.objects.get(giver=lived.hana.person_id)
        pledges.take_back(pledge_id=given.pk, why="seen twice", effective_on=TODAY_ON, by=lived.ana)
        periods.close_period(month=date(2026, 10, 1), by=lived.dev)
        before = queries.report("GBP").units[0]
    assert (before.rows[0].month, before.rows[0].came_in) == (date(2026, 7, 1), None)


def test_undoing_it_later_changes_no_closed_month(told: Cast, guest: Client) -> None:
    before = knock(guest, told.url("report/")).content
    with told.scope(), time_machine.travel(TODAY, tick=False):
        for name in ("hana", "bo", "jo"):
            given = Pledge.objects.filter(giver=told.members[name].person_id)
            first = given.order_by("received_on")[0].pk
            pledges.take_back(pledge_id=first, why="wrong", effective_on=TODAY_ON, by=told.ana)
    assert knock(guest, told.url("report/")).content == before


def test_a_promise_that_never_arrived_makes_nobody_more(lived: Cast) -> None:
    with lived.scope(), time_machine.travel(TODAY, tick=False):
        give(lived, ("hana", "bo"), date(2026, 10, 5))
        for name in ("idris", "jo", "dev"):
            new = pledges.NewPledge(uuid4(), 1_000, "GBP")
            pledges.give(pledge=new, by=lived.members[name])
        periods.close_period(month=date(2026, 10, 1), by=lived.dev)
        october = queries.report("GBP").units[0].rows[-1]
    assert (october.month, october.came_in) == (date(2026, 10, 1), None)


def test_what_is_entered_later_changes_nothing(told: Cast, guest: Client) -> None:
    before = knock(guest, told.url("report/")).content
    with told.scope(), time_machine.travel(TODAY, tick=False):
        give(told, ("hana",), date(2026, 11, 20))
        pay_for(told, ("hana",), 1_000, date(2026, 11, 20), Tier.COMFORT)
    assert knock(guest, told.url("report/")).content == before


def test_before_the_first_closed_month_it_says_why_it_is_empty(lived: Cast, guest: Client) -> None:
    with lived.scope():
        public_reports.open_to_all(by=lived.dev)
    assert "No month is closed yet." in words_of(knock(guest, lived.url("report/")))


def test_a_keeper_opens_and_closes_it_and_leaves_a_trace(lived: Cast, guest: Client) -> None:
    dev = lived.client("dev")
    page = words_of(knock(dev, lived.url("report/preview/")))
    assert "outside of this union nobody can tell that it exists" in page
    assert knock(dev, lived.url("report/open/"), "post").status_code == 302
    assert knock(guest, lived.url("report/")).status_code == 200
    assert "Close the public report" in words_of(knock(dev, lived.url("report/preview/")))
    assert knock(dev, lived.url("report/close/"), "post").status_code == 302
    assert knock(guest, lived.url("report/")).status_code == 404
    with lived.scope():
        traces = AuditEvent.objects.filter(act__startswith="report.").order_by("id")
        assert [(row.act, row.actor_id) for row in traces] == [
            ("report.opened", lived.dev.pk),
            ("report.closed", lived.dev.pk),
        ]


def test_opening_twice_is_opening_once(lived: Cast) -> None:
    with lived.scope():
        public_reports.open_to_all(by=lived.dev)
        public_reports.open_to_all(by=lived.ana)
        assert AuditEvent.objects.filter(act="report.opened").count() == 1


@pytest.mark.parametrize("who", ["hana", "mira", "jo"])
@pytest.mark.parametrize(
    ("path", "method"), [("preview", "get"), ("open", "post"), ("close", "post")]
)
def test_others_neither_see_nor_do_it(lived: Cast, who: str, path: str, method: str) -> None:
    answer = knock(lived.client(who), lived.url(f"report/{path}/"), method)
    assert answer.status_code == 403


def test_the_purse_leads_to_it(told: Cast) -> None:
    assert told.url("report/") in words_of(knock(told.client("hana"), told.url("purse/")))
    assert "Public report" in words_of(knock(told.client("hana"), told.url("")))
    assert told.url("report/preview/") in words_of(knock(told.client("dev"), told.url("purse/")))
    assert told.url("report/preview/") not in words_of(
        knock(told.client("hana"), told.url("purse/"))
    )


# One of them asks where the books begin.
QUERIES = 15


def test_a_guest_costs_little(told: Cast, guest: Client, django_assert_num_queries: object) -> None:
    counted: Any = django_assert_num_queries
    with time_machine.travel(TODAY, tick=False), counted(QUERIES):
        guest.get(told.url("report/"))


@pytest.fixture
def july(lived: Cast) -> Cast:
    """Five gave in July, and four were paid for survival, one of them more than the others."""
    with lived.scope(), time_machine.travel(TODAY, tick=False):
        set_policy(key="federation.min_cell", value=3)
        give(lived, FIVE, date(2026, 7, 5))
        for name, amount in {"hana": 9_173, "idris": 5_001, "jo": 5_001, "bo": 5_001}.items():
            pay_for(lived, (name,), amount, date(2026, 7, 10), Tier.SURVIVAL)
    return lived


def sums(cast: Cast) -> dict[int, tuple[int | None, int | None]]:
    """What the report shows of a month, once August is closed."""
    periods.close_period(month=date(2026, 8, 1), by=cast.dev)
    rows = queries.report("GBP").units[0].rows
    return {row.month.month: (row.came_in, row.went_out) for row in rows}


def test_payments_that_stay_are_shown_and_told_alike(july: Cast) -> None:
    with july.scope(), time_machine.travel(TODAY, tick=False):
        assert sums(july) == {7: (5_000, 24_176), 8: (0, 0)}
        span = (date(2026, 7, 1), date(2026, 7, 31))
        told = [sum(row[2] for row in rows) for rows in (money_out(*span), allocations(*span))]
    assert told == [24_176, 24_176]


@pytest.mark.parametrize("again", [True, False], ids=["paid again", "not paid"])
def test_a_month_in_which_payments_came_back_shows_no_sum(july: Cast, again: bool) -> None:
    """Who takes what three gave back from what four got is left with the fourth."""
    with july.scope(), time_machine.travel(TODAY, tick=False):
        for name in ("idris", "jo", "bo"):
            bounce(july, name, 5_001, date(2026, 7, 12), again=again)
        assert sums(july) == {7: (None, None), 8: (0, 0)}


def test_nor_does_it_where_they_are_of_an_earlier_month(july: Cast) -> None:
    """July reads as before, for it was shown; August would tell what is left of it."""
    with july.scope(), time_machine.travel(TODAY, tick=False):
        for name in ("idris", "jo", "bo"):
            bounce(july, name, 5_001, date(2026, 8, 12), again=False)
        assert sums(july) == {7: (5_000, 24_176), 8: (None, None)}
        span = (date(2026, 7, 1), date(2026, 7, 31))
        told = [sum(row[2] for row in rows) for rows in (money_out(*span), allocations(*span))]
    assert told == [24_176, 24_176], "as the books of July have it"


def test_nor_where_money_did_not_arrive(july: Cast) -> None:
    with july.scope(), time_machine.travel(TODAY, tick=False):
        for name in ("hana", "idris", "jo", "dev"):
            given = Pledge.objects.get(giver=july.members[name].person_id, state="received")
            pledges.take_back(
                pledge_id=given.pk, why="wrong", effective_on=date(2026, 8, 9), by=july.ana
            )
        assert sums(july) == {7: (5_000, 24_176), 8: (None, None)}


def bounce(cast: Cast, name: str, amount: int, on: date, *, again: bool = True) -> None:
    """A payment comes back on a day and is paid again on it."""
    rows = Payment.objects.filter(payee_id=cast.members[name].person_id, amount_minor=amount)
    paid = rows.get(state="paid")
    payments.take_back(
        payment_id=paid.pk, why="came back", effective_on=on, key=str(paid.pk), by=cast.ana
    )
    if again:
        payments.pay(payment_id=rows.get(replaces=paid).pk, way=Way.BANK, paid_on=on, by=cast.dev)
    fulfilments.follow(payment_id=paid.pk)
