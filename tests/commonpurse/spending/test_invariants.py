"""The laws between payments, set-asides and the books name what is spoilt.

`promised_is_the_sum_of_payments` and `set_aside_is_the_sum_of_needs` are also silent on whole
books, as `tests/commonpurse/ledger/test_invariants.py` shows.
"""

from uuid import uuid4

from django.db import connection

from commonpurse.ledger.queries.accounts import PurseAccounts
from commonpurse.ledger.rules.entries import Source
from commonpurse.spending.actions import set_asides
from commonpurse.spending.actions.payments import request
from commonpurse.spending.actions.set_asides import KeepLine
from commonpurse.spending.rules.wanted_payments import NewSpend
from tests.cast import Cast
from tests.commonpurse.ledger.test_invariants import breaches


def test_edited_payment_and_set_aside_are_named(in_harbour: Cast, purse: PurseAccounts) -> None:
    request(spend=NewSpend(uuid4(), "Van", "", 700, "GBP"), by=in_harbour.dev)
    keep = [KeepLine(Source("need", uuid4()), 300)]
    set_asides.set_aside(
        source=Source("allocation_round", uuid4()), lines=keep, currency="GBP", by=in_harbour.mira
    )
    assert breaches() == {}
    with connection.cursor() as cursor:
        cursor.execute("UPDATE commonpurse_payment SET amount_minor = amount_minor + 1")
        cursor.execute("UPDATE commonpurse_setaside SET amount_minor = amount_minor + 1")
    assert breaches() == {
        "promised_is_the_sum_of_payments": ["promised in GBP"],
        "set_aside_is_the_sum_of_needs": ["set aside in GBP"],
    }
