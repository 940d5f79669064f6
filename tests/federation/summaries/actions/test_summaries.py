"""What a union tells, when, and what it keeps to itself."""

from collections.abc import Iterator
from datetime import UTC, date, datetime

import pytest
import time_machine

from federation.log.models.outbox_line import OutboxLine
from federation.peers.actions import sharing_consents
from federation.summaries.actions import summaries
from federation.summaries.models.summary import Summary
from tests.cast import Cast
from tests.federation.summaries.conftest import log_hours
from unions.founding.actions.unions import set_policy

NOVEMBER_5 = datetime(2026, 11, 5, 1, 0, tzinfo=UTC)
DECEMBER_28 = datetime(2026, 12, 28, 1, 0, tzinfo=UTC)


@pytest.fixture(autouse=True)
def early_november() -> Iterator[None]:
    """The clock of the record: entries are made on 4 November."""
    with time_machine.travel(datetime(2026, 11, 4, 12, 0, tzinfo=UTC), tick=False):
        yield


def bodies(k: str = "2026-10") -> list[dict[str, object]]:
    """What waits for the log of one period."""
    return [row.body for row in OutboxLine.objects.filter(s="summary/1", k=k).order_by("id")]


def test_without_consent_nothing_leaves(giving: Cast) -> None:
    with giving.scope():
        assert summaries.publish(now=NOVEMBER_5) == []
    assert not OutboxLine.objects.exists()


def test_a_closed_month_is_told_once(sharing: Cast) -> None:
    with sharing.scope():
        told = summaries.publish(now=NOVEMBER_5)
        again = summaries.publish(now=NOVEMBER_5)

    assert [(s.period, s.rev) for s in told] == [("2026-10", 1)]
    assert again == []
    (body,) = bodies()
    assert body["work"] == {"work.min": {"n": 8, "sum": 480}}
    assert body["members"] == 8
    (card,) = OutboxLine.objects.filter(s="union/1")
    assert card.body["name"] == "Harbour Lights"


def test_the_running_month_and_the_one_just_over_stay_here(sharing: Cast) -> None:
    with sharing.scope():
        for name in sharing.members:
            log_hours(sharing, name, 30, date(2026, 11, 2))
        summaries.publish(now=datetime(2026, 11, 2, 1, 0, tzinfo=UTC))
    assert not bodies("2026-10")

    with sharing.scope():
        summaries.publish(now=NOVEMBER_5)
    assert bodies("2026-10")
    assert not bodies("2026-11")


def test_only_sections_agreed_to_are_told(giving: Cast) -> None:
    with giving.scope():
        sharing_consents.give(sections=["members"], decision_id=None, by_id=giving.bo.id)
        summaries.publish(now=NOVEMBER_5)

    assert bodies() == [{"members": 8}]


def test_what_is_withdrawn_is_told_no_more(sharing: Cast) -> None:
    with sharing.scope():
        sharing_consents.withdraw(decision_id=None, by_id=sharing.bo.id)
        assert summaries.publish(now=NOVEMBER_5) == []


def test_a_stricter_union_hides_more(sharing: Cast) -> None:
    with sharing.scope():
        set_policy(key="federation.min_cell", value=9)
        assert summaries.publish(now=NOVEMBER_5) == []


def test_a_late_entry_of_one_person_changes_nothing_told(sharing: Cast) -> None:
    with sharing.scope():
        summaries.publish(now=NOVEMBER_5)
    with time_machine.travel(datetime(2026, 11, 20, tzinfo=UTC)), sharing.scope():
        log_hours(sharing, "hana", 600, date(2026, 10, 5))
    with sharing.scope():
        told = summaries.publish(now=DECEMBER_28)

    assert [s.period for s in told if s.period == "2026-10"] == []


def test_five_people_s_late_entries_are_one_correction_at_close_out(sharing: Cast) -> None:
    with sharing.scope():
        summaries.publish(now=NOVEMBER_5)
    with time_machine.travel(datetime(2026, 11, 20, tzinfo=UTC)), sharing.scope():
        for name in ("hana", "idris", "jo", "mira", "noor"):
            log_hours(sharing, name, 60, date(2026, 10, 5))
    with sharing.scope():
        summaries.publish(now=datetime(2026, 12, 1, tzinfo=UTC))
        assert Summary.objects.filter(period="2026-10").count() == 1
        summaries.publish(now=DECEMBER_28)
        summaries.publish(now=DECEMBER_28)
        corrected = Summary.objects.filter(period="2026-10").latest("rev")

    assert corrected.rev == 2
    assert corrected.body["work"] == {"work.min": {"n": 8, "sum": 780}}
    assert corrected.body["members"] == 8


def test_in_the_demo_the_running_month_is_told_anew_every_night(
    sharing: Cast, settings: object
) -> None:
    settings.FEDERATION["demo_night"] = 120  # type: ignore[attr-defined]
    with sharing.scope():
        summaries.publish(now=NOVEMBER_5)
        for name in sharing.members:
            log_hours(sharing, name, 30, date(2026, 11, 3))
        summaries.publish(now=NOVEMBER_5)

    first, second = bodies("2026-11")
    assert "work" not in first
    assert second["work"] == {"work.min": {"n": 8, "sum": 240}}
    assert OutboxLine.objects.filter(is_urgent=False).count() == 0
