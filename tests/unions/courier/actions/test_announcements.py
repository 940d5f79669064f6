"""News are rows of the transaction that they tell of."""

from uuid import uuid4

import pytest
from django.db import transaction
from pytest_django import DjangoCaptureOnCommitCallbacks

from tests.cast import Cast
from tests.unions.courier import deeds
from unions.courier.actions import hints
from unions.courier.models.announcement import Announcement
from unions.courier.models.receipt import Receipt
from unions.tenancy.scopes import NoScope


def test_news_come_with_one_receipt_per_receiver(in_harbour: Cast) -> None:
    deed_id = uuid4()
    deeds.deed_done.announce(deed_id=deed_id)
    news = Announcement.objects.get(key=deed_id)
    assert news.topic == "tests.unions.courier.deeds.deed_done"
    assert news.payload == {"deed_id": str(deed_id)}
    receipt = Receipt.objects.get(cause_id=news.id)
    assert receipt.receiver == "tests.unions.courier.deeds.keep_deed"
    assert (receipt.lane, receipt.attempts, receipt.sends) == ("default", 0, 0)


def test_a_cause_that_fails_leaves_no_news(harbour: Cast) -> None:
    with harbour.scope():
        with pytest.raises(ZeroDivisionError), transaction.atomic():
            deeds.deed_done.announce(deed_id=uuid4())
            raise ZeroDivisionError
        assert not Announcement.objects.exists()
        assert not Receipt.objects.exists()


def test_news_need_a_scope(harbour: Cast) -> None:
    with pytest.raises(NoScope):
        deeds.deed_done.announce(deed_id=uuid4())


def test_the_relay_is_woken_after_the_commit_and_not_before(
    in_harbour: Cast,
    monkeypatch: pytest.MonkeyPatch,
    django_capture_on_commit_callbacks: DjangoCaptureOnCommitCallbacks,
) -> None:
    woken: list[int] = []
    monkeypatch.setattr(hints, "_wakers", [lambda: woken.append(1)])
    with django_capture_on_commit_callbacks(execute=True):
        deeds.deed_done.announce(deed_id=uuid4())
        assert woken == []
    assert woken == [1]
