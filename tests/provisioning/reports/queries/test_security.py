"""The security gauge: what is counted, over which months, and what stays hidden."""

from collections.abc import Iterator
from datetime import date
from uuid import uuid4

import pytest
import time_machine

from commonpurse.ledger.actions import journal_entries
from commonpurse.ledger.queries.accounts import purse_accounts
from commonpurse.ledger.rules.entries import Draft, Memo, moving
from commonpurse.spending.actions import payments
from commonpurse.spending.rules.wanted_payments import NewSpend
from provisioning.reports.queries import security
from provisioning.reports.queries.security import Gauge
from provisioning.tiers import Tier
from tests.cast import Cast
from tests.commonpurse.conftest import fill
from tests.provisioning.reports.conftest import TODAY, pay_for
from unions.founding.actions.unions import set_policy


@pytest.fixture
def inside(lived: Cast) -> Iterator[Cast]:
    with time_machine.travel(TODAY, tick=False), lived.scope():
        yield lived


def read(today: date = date(2026, 11, 20)) -> Gauge:
    return security.gauge("GBP", today=today)


def test_what_is_left_over_what_survival_took_on_average(inside: Cast) -> None:
    found = read()
    assert found.total == 65_000
    assert [(place.name, place.balance) for place in found.held] == [
        ("Common purse", 65_000),
        ("Reserve", 0),
    ]
    assert found.basis is not None
    assert (found.basis.amount, found.basis.persons) == (30_000, 3)
    assert found.basis.months == (date(2026, 9, 1), date(2026, 10, 1))
    # 650.00 over 150.00 a month is 4.33 months.
    assert found.tenths == 43
    assert found.tenths_if_more == 39
    assert (found.is_low, found.lacking) == (False, 0)


def test_promised_money_is_not_counted_and_the_reserve_is(inside: Cast) -> None:
    purse = purse_accounts("GBP")
    assert purse is not None
    keep = Draft(
        key=str(uuid4()),
        kind="reserve",
        memo=Memo("reserve"),
        effective_on=date(2026, 11, 3),
        lines=moving(20_000, out_of=purse.purse, into=purse.reserve),
    )
    journal_entries.post(entry=keep, by=inside.dev)
    assert read().total == 65_000
    payments.request(spend=NewSpend(uuid4(), "Roof", "", 40_000, "GBP"), by=inside.dev)
    found = read()
    assert found.total == 25_000
    assert (found.tenths, found.is_low, found.lacking) == (16, True, 5_000)


def test_the_mark_is_the_unions_own(inside: Cast) -> None:
    set_policy(key="security.alert_months", value=5)
    found = read()
    assert (found.alert_months, found.is_low, found.lacking) == (5, True, 10_000)


def test_the_running_month_is_no_full_month(inside: Cast) -> None:
    pay_for(inside, ("hana", "idris", "jo"), 5_000, date(2026, 11, 10), Tier.SURVIVAL)
    found = read()
    assert found.basis is not None
    assert found.basis.amount == 30_000
    later = read(date(2026, 12, 1))
    assert later.basis is not None
    assert (later.basis.amount, len(later.basis.months)) == (35_000, 3)


def test_a_month_with_few_people_waits_for_others(inside: Cast) -> None:
    pay_for(inside, ("hana", "jo"), 9_000, date(2026, 11, 10), Tier.SURVIVAL)
    waiting = read(date(2026, 12, 5))
    assert waiting.basis is not None
    assert waiting.basis.amount == 30_000
    pay_for(inside, ("idris",), 1_000, date(2026, 12, 10), Tier.SURVIVAL)
    together = read(date(2027, 1, 5))
    assert together.basis is not None
    assert (together.basis.amount, len(together.basis.months)) == (40_000, 4)


def test_without_a_payment_there_is_nothing_to_measure_against(in_harbour: Cast) -> None:
    empty = read()
    assert (empty.basis, empty.is_hidden, empty.tenths, empty.is_low) == (None, False, None, False)
    assert empty.held == ()


def test_the_line_goes_from_month_to_month(inside: Cast) -> None:
    points = read().trend.points
    assert [point.month for point in points][::11] == [date(2025, 12, 1), date(2026, 11, 1)]
    # September's end: 850.00 over 100.00; October's: 650.00 over 150.00; today the same.
    assert [point.value for point in points] == [None] * 9 + [85, 43, 43]
    assert points[9].words == "8.5"


def test_it_reads_no_line_of_the_books(inside: Cast, django_assert_max_num_queries: object) -> None:
    with django_assert_max_num_queries(8) as asked:  # type: ignore[operator]
        read()
    assert not [query for query in asked if "commonpurse_posting" in query["sql"]]


def test_where_only_few_were_ever_helped_it_says_so(in_harbour: Cast) -> None:
    with time_machine.travel("2026-09-01 12:00", tick=False):
        set_policy(key="round.silence_hours", value=0)
        fill(in_harbour, 50_000, on=date(2026, 9, 1))
    pay_for(in_harbour, ("hana", "jo"), 10_000, date(2026, 9, 10), Tier.SURVIVAL)
    found = read()
    assert (found.basis, found.is_hidden, found.tenths) == (None, True, None)
    assert {point.value for point in found.trend.points} == {None}
