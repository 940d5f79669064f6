"""A move is locked, checked and leaves a trace."""

import pytest

from tests.cast import Cast
from unions.founding.actions.moves import move
from unions.founding.models.audit_event import AuditEvent
from unions.people.models.membership import Membership
from unions.states import MoveRefused

State = Membership.State


def test_a_move_in_the_table_is_made_and_kept(in_harbour: Cast) -> None:
    hana = in_harbour.hana
    moved = move(row=hana, to=State.PAUSED, act="membership.pause", by_id=hana.id, why="rest")
    assert moved.state == State.PAUSED
    event = AuditEvent.objects.get(act="membership.pause")
    assert (event.object_kind, event.object_id, event.actor_id) == ("membership", hana.id, hana.id)
    assert event.detail == {"from": "associate", "to": "paused", "why": "rest"}


def test_a_move_beside_the_table_is_refused_and_changes_nothing(in_harbour: Cast) -> None:
    with pytest.raises(MoveRefused):
        move(row=in_harbour.hana, to=State.APPLIED, act="membership.apply", by_id=None)
    assert Membership.objects.get(id=in_harbour.hana.id).state == State.ASSOCIATE
    assert not AuditEvent.objects.filter(act="membership.apply").exists()


def test_what_counts_is_where_the_row_stands_by_now(in_harbour: Cast) -> None:
    stale = Membership.objects.get(id=in_harbour.hana.id)
    move(row=in_harbour.hana, to=State.LEFT, act="membership.leave", by_id=None)
    with pytest.raises(MoveRefused):
        move(row=stale, to=State.PAUSED, act="membership.pause", by_id=None)
