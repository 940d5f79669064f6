"""A night out of turn."""

import pytest

from federation.following import receivers as following
from federation.following.models.follower_cursor import FollowerCursor
from federation.following.receivers import pull_soon
from federation.log.models.outbox_line import OutboxLine
from federation.peers.actions import sharing_consents
from federation.peers.models.peer import Peer
from federation.summaries import receivers as summaries
from federation.wire import identity
from tests.cast import Cast
from unions.courier.models.job_slot import JobSlot
from unions.courier.models.receipt import Receipt
from unions.founding.models.audit_event import AuditEvent


def test_a_hub_operator_calls_it_and_all_parts_hear(instance: str, harbour: Cast) -> None:
    answer = harbour.client("bo").post(harbour.url("hub/nights/"))

    assert answer.status_code == 302
    with harbour.scope():
        heard = set(Receipt.objects.values_list("receiver", flat=True))
        assert heard == {
            f"{summaries.__name__}.publish",
            f"{following.__name__}.pull_soon",
        }
        assert AuditEvent.objects.get(act="night.call").actor_id == harbour.bo.id


@pytest.mark.parametrize("name", ["hana", "dev", "mira"])
def test_others_may_not(instance: str, harbour: Cast, name: str) -> None:
    assert harbour.client(name).post(harbour.url("hub/nights/")).status_code == 403
    with harbour.scope():
        assert not Receipt.objects.exists()


def test_hearing_it_twice_is_harmless(
    instance: str, harbour: Cast, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(summaries, "SETTLING_SECONDS", 0)
    with harbour.scope():
        sharing_consents.give(sections=["members"], decision_id=None, by_id=harbour.bo.id)
        summaries.publish(harbour.bo.id)
        before = OutboxLine.objects.count()
        summaries.publish(harbour.bo.id)

    assert OutboxLine.objects.count() == before > 0


def test_every_pull_is_due_but_that_of_a_changed_history(instance: str, harbour: Cast) -> None:
    for name, trouble in (("good", ""), ("forked", "mismatch")):
        peer = Peer.objects.create(side="inviter", state="active", origin=f"https://{name}.example")
        FollowerCursor.objects.create(peer=peer, trouble=trouble)

    with harbour.scope():
        pull_soon(harbour.bo.id)
        pull_soon(harbour.bo.id)

    due = FollowerCursor.objects.filter(next_due_at__lte=identity.now())
    assert [cursor.peer.origin for cursor in due] == ["https://good.example"]
    assert JobSlot.objects.filter(job="following.pull").exists()
