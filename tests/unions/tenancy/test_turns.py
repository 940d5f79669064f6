"""Turns: one transaction after the other."""

import pytest
from django.db import transaction

from tests.cast import Cast
from tests.commonpurse.crowd import at_once
from unions.tenancy.turns import take_turn


@pytest.mark.django_db(transaction=True)
def test_whoever_wants_the_same_turn_waits(harbour: Cast) -> None:
    inside: list[int] = []

    def work(number: int) -> int:
        take_turn("same")
        inside.append(number)
        # Were another one inside meanwhile, it would stand in the list.
        with transaction.atomic():
            harbour.hana.refresh_from_db()
        assert inside == [number]
        inside.clear()
        return number

    assert at_once(harbour, work) == list(range(8))


@pytest.mark.django_db(transaction=True)
def test_there_is_no_turn_outside_a_transaction() -> None:
    with pytest.raises(RuntimeError):
        take_turn("alone")
