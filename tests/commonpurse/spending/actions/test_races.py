"""Several keepers at once, on real connections: nothing is overspent, nothing happens twice."""

from datetime import date
from threading import Event
from time import sleep
from uuid import UUID, uuid4

import pytest
from django.db import connection
from django.utils import timezone

from commonpurse.ledger.actions import journal_entries
from commonpurse.ledger.actions.funds import NewFund
from commonpurse.ledger.models.fund import Fund
from commonpurse.ledger.models.journal_entry import JournalEntry
from commonpurse.ledger.queries.accounts import PurseAccounts, held
from commonpurse.ledger.refusals import KeyUsed
from commonpurse.ledger.rules.accounts import AccountKind
from commonpurse.ledger.rules.entries import Draft, Memo, Source, moving
from commonpurse.ledger.rules.ways import Way
from commonpurse.spending.actions import funds, payments, set_asides
from commonpurse.spending.actions.set_asides import KeepLine
from commonpurse.spending.models.payment import Payment
from commonpurse.spending.models.set_aside import SetAside
from commonpurse.spending.refusals import NotAwaiting, SameKeeper
from commonpurse.spending.rules.wanted_payments import NewSpend, PaymentLine
from tests.cast import Cast
from tests.commonpurse.conftest import fill
from tests.commonpurse.crowd import START_SECONDS_MAX, at_once
from tests.commonpurse.ledger.test_invariants import breaches
from unions.founding.models.union_policy import UnionPolicy

pytestmark = pytest.mark.django_db(transaction=True)

# Far more than anybody comes to.
LOOKS_MAX, LOOK_SECONDS = 3_000, 0.01


@pytest.fixture
def full(transactional_db: None, harbour: Cast) -> PurseAccounts:
    with harbour.scope():
        return fill(harbour, 100_000)


def purse_sums(cast: Cast) -> tuple[int, int]:
    with cast.scope():
        found = held("GBP")
        assert breaches() == {}
    return found[AccountKind.PURSE], found[AccountKind.COMMITMENT]


def test_purse_is_never_promised_twice(harbour: Cast, full: PurseAccounts) -> None:
    def ask(number: int) -> UUID:
        new = NewSpend(uuid4(), f"Spend {number}", "", 30_000, "GBP")
        return payments.request(spend=new, by=harbour.dev).pk

    answers = at_once(harbour, ask)
    assert sum(isinstance(answer, UUID) for answer in answers) == 3
    assert purse_sums(harbour) == (10_000, 90_000)


def test_reserve_floor_holds_among_many(harbour: Cast, full: PurseAccounts) -> None:
    with harbour.scope():
        UnionPolicy.objects.create(key="reserve.floor_minor", version=1, value=35_000)

    def ask(number: int) -> UUID:
        return payments.request(
            spend=NewSpend(uuid4(), f"Spend {number}", "", 30_000, "GBP"), by=harbour.dev
        ).pk

    answers = at_once(harbour, ask)
    assert sum(isinstance(answer, UUID) for answer in answers) == 2
    assert purse_sums(harbour) == (40_000, 60_000)


def test_payment_is_paid_once_however_many_press(harbour: Cast, full: PurseAccounts) -> None:
    with harbour.scope():
        new = NewSpend(uuid4(), "Van hire", "", 13_200, "GBP")
        payment_id = payments.request(spend=new, by=harbour.dev).pk
        payments.approve(payment_id=payment_id, by=harbour.dev)

    def pay(number: int) -> str:
        keeper = harbour.dev if number % 2 else harbour.ana
        payments.pay(payment_id=payment_id, way=Way.BANK, paid_on=timezone.localdate(), by=keeper)
        return "paid"

    answers = at_once(harbour, pay)
    assert sorted(answers, key=str) == [NotAwaiting] * 7 + ["paid"]
    assert purse_sums(harbour) == (86_800, 0)


def test_one_keeper_pressing_twice_is_one_approval(harbour: Cast, full: PurseAccounts) -> None:
    with harbour.scope():
        new = NewSpend(uuid4(), "Roof", "", 50_000, "GBP")
        payment_id = payments.request(spend=new, by=harbour.dev).pk

    def approve(_: int) -> str:
        return str(payments.approve(payment_id=payment_id, by=harbour.dev).state)

    answers = at_once(harbour, approve, writers=4)
    assert sorted(answers, key=str) == [SameKeeper] * 3 + ["approved_once"]


def test_round_is_committed_once_by_many(harbour: Cast, full: PurseAccounts) -> None:
    source = Source("allocation_round", uuid4())
    lines = [
        PaymentLine(Source("need", uuid4()), harbour.hana.person_id, amount)
        for amount in (20_000, 30_000)
    ]

    def commit(_: int) -> tuple[UUID, ...]:
        return payments.commit(source=source, lines=lines, currency="GBP", by=harbour.mira)

    answers = at_once(harbour, commit, writers=4)
    assert len(set(answers)) == 1
    with harbour.scope():
        assert Payment.objects.count() == 2
    assert purse_sums(harbour) == (50_000, 50_000)


def test_same_key_from_many_is_one_entry(harbour: Cast, full: PurseAccounts) -> None:
    draft = Draft(
        key="same",
        kind="gift",
        memo=Memo("gift"),
        effective_on=date(2026, 11, 3),
        lines=moving(700, out_of=full.bank, into=full.purse),
    )

    def post(_: int) -> UUID:
        return journal_entries.post(entry=draft, by=harbour.dev).entry_id

    assert len(set(at_once(harbour, post))) == 1
    with harbour.scope():
        assert JournalEntry.objects.filter(key="same").count() == 1


def test_opposite_directions_never_deadlock(harbour: Cast, full: PurseAccounts) -> None:
    pairs = [(full.purse, full.bank), (full.bank, full.purse), (full.cash, full.purse)]

    def post(number: int) -> int:
        for step in range(12):
            out_of, into = pairs[(number + step) % 3]
            draft = Draft(
                key=f"{number}:{step}",
                kind="gift",
                memo=Memo("gift"),
                effective_on=date(2026, 11, 3),
                lines=moving(5, out_of=out_of, into=into),
            )
            journal_entries.post(entry=draft, by=harbour.dev)
        return 12

    assert at_once(harbour, post, writers=4) == [12] * 4
    assert purse_sums(harbour)[0] == 100_000 + 4 * 4 * 5


def test_spend_sent_several_times_at_once_is_asked_once(harbour: Cast, full: PurseAccounts) -> None:
    new = NewSpend(uuid4(), "Van hire", "", 30_000, "GBP")
    answers = at_once(harbour, lambda _: payments.request(spend=new, by=harbour.dev).pk)
    assert len(set(answers)) == 1
    assert purse_sums(harbour) == (70_000, 30_000)


def keep(cast: Cast, need: Source, amount: int) -> None:
    """So much more for a need; in a scope."""
    lines = [KeepLine(need, amount)]
    set_asides.set_aside(source=Source("r", uuid4()), lines=lines, currency="GBP", by=cast.mira)


def until_somebody_waits() -> None:
    """Looks until a connection waits for a lock."""
    with connection.cursor() as cursor:
        for _ in range(LOOKS_MAX):
            cursor.execute("SELECT 1 FROM pg_locks WHERE NOT granted LIMIT 1")
            if cursor.fetchone():
                return
            sleep(LOOK_SECONDS)
    raise AssertionError("Nobody waits.")


def test_keeping_and_giving_back_never_wait_in_a_ring(harbour: Cast, full: PurseAccounts) -> None:
    """Who gives back waits for the purse, and holds nothing that the holder of the purse wants.

    A ring would be broken by the database with an error, which would surface here.
    """
    need, other = Source("need", uuid4()), Source("need", uuid4())
    has_the_purse = Event()
    with harbour.scope():
        keep(harbour, need, 1_000)

    def work(number: int) -> int:
        if number:
            has_the_purse.wait(timeout=START_SECONDS_MAX)
            return set_asides.release(need=need, currency="GBP", by=harbour.mira)
        keep(harbour, other, 700)
        has_the_purse.set()
        until_somebody_waits()
        keep(harbour, need, 500)
        return 0

    assert at_once(harbour, work, writers=2) == [0, 1_500]
    with harbour.scope():
        kept = dict(SetAside.objects.values_list("need_id", "amount_minor"))
        assert held("GBP")[AccountKind.SET_ASIDE] == 700
    assert kept == {need.id: 0, other.id: 700}
    assert purse_sums(harbour) == (99_300, 0)


def test_what_is_kept_is_given_back_once_however_many_press(
    harbour: Cast, full: PurseAccounts
) -> None:
    need = Source("need", uuid4())
    with harbour.scope():
        keep(harbour, need, 1_000)

    def give_back(_: int) -> int:
        return set_asides.release(need=need, currency="GBP", by=harbour.mira)

    assert sorted(at_once(harbour, give_back)) == [0] * 7 + [1_000]
    assert purse_sums(harbour) == (100_000, 0)


def test_one_key_of_a_program_opens_one_fund(harbour: Cast, full: PurseAccounts) -> None:
    def ask(number: int) -> UUID:
        new = NewFund(f"Fund {number}", "For all", restricted=False, currency="GBP")
        return funds.open_once(fund=new, key="k-1", by=harbour.dev)

    answers = at_once(harbour, ask)
    assert sorted(isinstance(answer, UUID) for answer in answers) == [*[False] * 7, True]
    assert {answer for answer in answers if not isinstance(answer, UUID)} == {KeyUsed}
    with harbour.scope():
        assert Fund.objects.count() == 1
