"""Logging, taking back, confirming: what is kept, what is refused, what a repeat does."""

import threading
from collections.abc import Callable, Iterator
from datetime import date, datetime, timedelta
from typing import Any
from zoneinfo import ZoneInfo

import pytest
import time_machine
from django.db import DatabaseError, IntegrityError, connection, transaction
from django.utils import timezone

from provisioning.contributions.actions.contributions import confirm, log, log_again, reverse
from provisioning.contributions.models.contribution import Contribution
from provisioning.contributions.refusals import (
    AlreadyReversed,
    AlreadySeen,
    DayIsOver,
    DayNotOpen,
    OwnEntry,
    SaysNothing,
    SentByAnother,
    TooMuch,
    UnitOfAnotherKind,
)
from provisioning.contributions.rules.kinds import Kind
from provisioning.measures import Quantity, Unit
from tests.cast import Cast
from unions.people.models.membership import Membership
from unions.refusals import NotFound
from unions.tenancy.ids import uuid7
from unions.tenancy.scopes import union_scope

HOUR = Quantity(60, Unit.MINUTE)
NOON = datetime(2026, 11, 30, 12, tzinfo=ZoneInfo("UTC"))


@pytest.fixture(autouse=True)
def noon() -> Iterator[Any]:
    with time_machine.travel(NOON, tick=False) as traveller:
        yield traveller


def given(by: Membership, **changes: Any) -> Contribution:
    entry: dict[str, Any] = {
        "kind": Kind.WORK,
        "amount": HOUR,
        "what": "Pruning",
        "given_on": timezone.localdate(),
        "client_id": uuid7(),
    }
    return log(**(entry | changes), by=by)


def test_an_entry_is_kept_as_it_was_given(in_harbour: Cast) -> None:
    entry = given(in_harbour.hana)
    kept = Contribution.objects.get(id=entry.id)
    assert (kept.kind, kept.amount, kept.what) == (Kind.WORK, HOUR, "Pruning")
    assert kept.person_id == in_harbour.hana.person_id
    assert kept.given_on == date(2026, 11, 30)
    assert kept.seen_by_id is None


def test_a_repeated_send_counts_once(in_harbour: Cast) -> None:
    number = uuid7()
    first = given(in_harbour.hana, client_id=number)
    second = given(in_harbour.hana, client_id=number, what="Changed on the way")
    assert first.id == second.id
    assert Contribution.objects.count() == 1
    assert Contribution.objects.get().what == "Pruning"


def test_a_number_of_someone_else_is_refused_and_tells_nothing(in_harbour: Cast) -> None:
    number = uuid7()
    given(in_harbour.hana, client_id=number)
    with pytest.raises(SentByAnother):
        given(in_harbour.idris, client_id=number)
    assert Contribution.objects.count() == 1


def test_the_same_number_in_two_unions_are_two_entries(harbour: Cast, millrace: Cast) -> None:
    number = uuid7()
    for cast, name in ((harbour, "hana"), (millrace, "tom")):
        with cast.scope():
            given(cast.members[name], client_id=number)
            assert Contribution.objects.count() == 1


@pytest.mark.parametrize(
    ("changes", "refusal"),
    [
        ({"what": ""}, SaysNothing),
        ({"what": " \u200b\u202e "}, SaysNothing),
        ({"kind": Kind.GOODS}, UnitOfAnotherKind),
        ({"amount": Quantity(1_000, Unit.GRAM)}, UnitOfAnotherKind),
        ({"amount": Quantity(24 * 60 + 1, Unit.MINUTE)}, TooMuch),
        ({"amount": Quantity(0, Unit.MINUTE)}, TooMuch),
        ({"amount": Quantity(-60, Unit.MINUTE)}, TooMuch),
        ({"kind": Kind.GOODS, "amount": Quantity(2**62, Unit.GRAM)}, TooMuch),
        ({"given_on": date(2026, 12, 1)}, DayNotOpen),
        ({"given_on": date(2025, 11, 28)}, DayNotOpen),
    ],
)
def test_refusals_keep_nothing(
    in_harbour: Cast, changes: dict[str, Any], refusal: type[Exception]
) -> None:
    with pytest.raises(refusal):
        given(in_harbour.hana, **changes)
    assert Contribution.objects.count() == 0


def test_a_day_holds_no_more_than_a_day(in_harbour: Cast) -> None:
    given(in_harbour.hana, amount=Quantity(20 * 60, Unit.MINUTE))
    with pytest.raises(TooMuch, match="20 h"):
        given(in_harbour.hana, kind=Kind.CARE, amount=Quantity(5 * 60, Unit.MINUTE))
    given(in_harbour.hana, amount=Quantity(4 * 60, Unit.MINUTE))
    given(in_harbour.idris, amount=Quantity(5 * 60, Unit.MINUTE))


def test_hostile_words_are_kept_as_words(in_harbour: Cast) -> None:
    entry = given(in_harbour.hana, what="<script>'; DROP TABLE x;-- \u202eZoë 🌱\x00")
    assert entry.what == "<script>'; DROP TABLE x;-- Zoë 🌱"


def test_again_is_a_new_entry_of_today(in_harbour: Cast) -> None:
    first = given(in_harbour.hana, given_on=date(2026, 11, 1), what="Lunch")
    number = uuid7()
    again = log_again(contribution_id=first.id, client_id=number, by=in_harbour.hana)
    twice = log_again(contribution_id=first.id, client_id=number, by=in_harbour.hana)
    assert again.id == twice.id != first.id
    assert (again.what, again.given_on) == ("Lunch", date(2026, 11, 30))
    assert Contribution.objects.count() == 2


def test_nobody_logs_again_what_another_gave(in_harbour: Cast) -> None:
    entry = given(in_harbour.hana)
    with pytest.raises(NotFound):
        log_again(contribution_id=entry.id, client_id=uuid7(), by=in_harbour.idris)


def test_a_reversal_takes_back_exactly_and_keeps_both_rows(in_harbour: Cast) -> None:
    entry = given(in_harbour.hana)
    back = reverse(contribution_id=entry.id, by=in_harbour.hana)
    assert (back.amount, back.reverses_id) == (-HOUR, entry.id)
    assert Contribution.objects.count() == 2
    assert sum(Contribution.objects.values_list("quantity", flat=True)) == 0


def test_what_was_taken_back_is_taken_back_once(in_harbour: Cast) -> None:
    entry = given(in_harbour.hana)
    back = reverse(contribution_id=entry.id, by=in_harbour.hana)
    for again in (entry, back):
        with pytest.raises(AlreadyReversed):
            reverse(contribution_id=again.id, by=in_harbour.hana)


def test_the_day_after_an_entry_stays(in_harbour: Cast, noon: Any) -> None:
    entry = given(in_harbour.hana)
    noon.move_to(NOON + timedelta(hours=12, minutes=1))
    assert timezone.localdate() == date(2026, 12, 1)
    with pytest.raises(DayIsOver):
        reverse(contribution_id=entry.id, by=in_harbour.hana)


def test_nobody_takes_back_what_another_gave(in_harbour: Cast) -> None:
    entry = given(in_harbour.hana)
    with pytest.raises(NotFound):
        reverse(contribution_id=entry.id, by=in_harbour.mira)


def test_a_second_person_sees_it_once(in_harbour: Cast) -> None:
    entry = given(in_harbour.hana)
    confirm(contribution_id=entry.id, by=in_harbour.mira)
    kept = Contribution.objects.get(id=entry.id)
    assert kept.seen_by_id == in_harbour.mira.id
    with pytest.raises(AlreadySeen):
        confirm(contribution_id=entry.id, by=in_harbour.noor)


def test_nobody_is_their_own_second_person(in_harbour: Cast) -> None:
    entry = given(in_harbour.mira)
    with pytest.raises(OwnEntry):
        confirm(contribution_id=entry.id, by=in_harbour.mira)


def test_what_was_taken_back_needs_no_eyes(in_harbour: Cast) -> None:
    entry = given(in_harbour.hana)
    back = reverse(contribution_id=entry.id, by=in_harbour.hana)
    for row in (entry, back):
        with pytest.raises(AlreadyReversed):
            confirm(contribution_id=row.id, by=in_harbour.mira)


@pytest.mark.parametrize("act", [reverse, confirm])
def test_entries_of_another_union_are_not_there(
    harbour: Cast, millrace: Cast, act: Callable[..., Any]
) -> None:
    with harbour.scope():
        entry = given(harbour.hana)
    with millrace.scope(), pytest.raises(NotFound):
        act(contribution_id=entry.id, by=millrace.ada)


class TestTheDatabaseItself:
    """What the guards refuse, the tables refuse too."""

    @pytest.mark.parametrize(
        "statement",
        [
            "UPDATE provisioning_contribution SET quantity = 600",
            "UPDATE provisioning_contribution SET person_id = %s",
            "DELETE FROM provisioning_contribution",
            "TRUNCATE provisioning_contribution",
        ],
    )
    def test_the_app_may_not_change_an_entry(self, in_harbour: Cast, statement: str) -> None:
        given(in_harbour.hana)
        values = [in_harbour.idris.person_id] if "%s" in statement else None
        with (
            pytest.raises(DatabaseError, match="permission denied"),
            transaction.atomic(),
            connection.cursor() as cursor,
        ):
            cursor.execute(statement, values)

    @pytest.mark.parametrize(
        "statement",
        [
            "UPDATE provisioning_contribution SET quantity = 600",
            "DELETE FROM provisioning_contribution",
        ],
    )
    def test_not_even_the_owner_changes_an_entry(
        self, in_harbour: Cast, as_owner: Any, statement: str
    ) -> None:
        given(in_harbour.hana)
        with as_owner() as cursor, pytest.raises(IntegrityError), transaction.atomic():
            cursor.execute(statement)

    def test_a_sighting_is_never_taken_back_or_given_to_oneself(self, in_harbour: Cast) -> None:
        entry = given(in_harbour.hana)
        rows = Contribution.objects.filter(id=entry.id)
        with pytest.raises(IntegrityError, match="second person"), transaction.atomic():
            rows.update(seen_by=in_harbour.hana, seen_at=timezone.now())
        confirm(contribution_id=entry.id, by=in_harbour.mira)
        with pytest.raises(IntegrityError, match="was seen"), transaction.atomic():
            rows.update(seen_by=None, seen_at=None)

    @pytest.mark.parametrize(
        "changes", [{"quantity": -30}, {"kind": "care"}, {"given_on": date(2026, 11, 29)}]
    )
    def test_a_reversal_must_mirror_its_entry(
        self, in_harbour: Cast, changes: dict[str, Any]
    ) -> None:
        entry = given(in_harbour.hana)
        row: dict[str, Any] = {
            "client_id": uuid7(),
            "person_id": entry.person_id,
            "kind": entry.kind,
            "quantity": -entry.quantity,
            "unit": entry.unit,
            "given_on": entry.given_on,
            "what": entry.what,
            "logged_by": in_harbour.hana,
            "reverses": entry,
        }
        with pytest.raises(IntegrityError, match="mirror"), transaction.atomic():
            Contribution.objects.create(**(row | changes))


@pytest.mark.django_db(transaction=True)
def test_two_sends_at_once_count_once(harbour: Cast) -> None:
    number, barrier = uuid7(), threading.Barrier(2)
    kept: list[Any] = []

    def send() -> None:
        try:
            barrier.wait(timeout=60)
            with union_scope(harbour.union.id):
                kept.append(given(harbour.hana, client_id=number).id)
        finally:
            connection.close()

    threads = [threading.Thread(target=send) for _ in range(2)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(timeout=120)
    assert len(kept) == 2
    assert len(set(kept)) == 1
    with harbour.scope():
        assert Contribution.objects.count() == 1
