"""The relay takes what is due, once, and sees nothing of what is said."""

from collections.abc import Callable
from contextlib import AbstractContextManager
from datetime import timedelta
from uuid import uuid4

import pytest
from django.db import DatabaseError, connection, transaction
from django.utils import timezone

from tests.cast import Cast
from tests.unions.courier import deeds
from unions.courier.actions.claims import claim
from unions.courier.models.receipt import Receipt

AsPlatform = Callable[[], AbstractContextManager[None]]


def tell(cast: Cast) -> None:
    """One piece of news with one receiver."""
    with cast.scope():
        deeds.deed_done.announce(deed_id=uuid4())


def test_due_work_of_every_union_is_taken_once(
    harbour: Cast, millrace: Cast, as_platform: AsPlatform
) -> None:
    tell(harbour)
    tell(millrace)
    with as_platform():
        first, second = claim(), claim()
    assert {row.union_id for row in first} == {harbour.union.id, millrace.union.id}
    assert second == []
    with harbour.scope():
        receipt = Receipt.objects.get()
    assert receipt.sends == 1
    assert receipt.claimed_until is not None
    assert timedelta(seconds=15) < receipt.claimed_until - timezone.now() <= timedelta(seconds=20)


def test_work_returns_when_its_lease_ends(harbour: Cast, as_platform: AsPlatform) -> None:
    tell(harbour)
    with as_platform():
        assert len(claim()) == 1
    with harbour.scope():
        Receipt.objects.update(claimed_until=timezone.now() - timedelta(seconds=1))
    with as_platform():
        assert len(claim()) == 1


@pytest.mark.parametrize("closed", ["done_at", "dead_at"])
def test_closed_and_later_work_is_left(harbour: Cast, as_platform: AsPlatform, closed: str) -> None:
    tell(harbour)
    tell(harbour)
    with harbour.scope():
        now_id, later_id = Receipt.objects.order_by("id").values_list("id", flat=True)
        Receipt.objects.filter(id=now_id).update(**{closed: timezone.now()})
        Receipt.objects.filter(id=later_id).update(next_at=timezone.now() + timedelta(hours=1))
    with as_platform():
        assert claim() == []


@pytest.mark.parametrize(
    "statement",
    [
        "SELECT payload FROM unions_announcement",
        "SELECT error FROM unions_receipt",
        "UPDATE unions_receipt SET done_at = now()",
        "DELETE FROM unions_receipt",
        "SELECT name FROM unions_union",
        "SELECT display_name FROM unions_person",
    ],
)
def test_relay_and_beat_may_do_no_more_than_their_work(
    harbour: Cast, as_platform: AsPlatform, statement: str
) -> None:
    tell(harbour)
    with (
        as_platform(),
        pytest.raises(DatabaseError, match="permission denied"),
        transaction.atomic(),
        connection.cursor() as cursor,
    ):
        cursor.execute(statement)
