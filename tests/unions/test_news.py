"""News have a name, tell ids alone, and know who hears them."""

from uuid import uuid4

import pytest

from tests.unions.courier import deeds
from unions.courier.rules.lanes import Lane
from unions.courier.rules.receivers import UnknownReceiver, every, hearers_of, named
from unions.news import Announcement


def test_news_are_named_after_subject_and_attribute() -> None:
    assert deeds.deed_done.topic == "tests.unions.courier.deeds.deed_done"


def test_news_that_no_module_names_have_no_topic() -> None:
    with pytest.raises(LookupError):
        _ = Announcement("deed_id").topic


@pytest.mark.parametrize("names", [(), ("name",), ("deed_id", "amount")])
def test_news_tell_ids_and_nothing_else(names: tuple[str, ...]) -> None:
    with pytest.raises(ValueError, match="ids alone"):
        Announcement(*names)


def test_news_are_told_by_exactly_their_ids() -> None:
    with pytest.raises(TypeError):
        deeds.deed_done.announce(need_id=uuid4())
    with pytest.raises(TypeError):
        deeds.deed_done.announce(deed_id="a text")  # type: ignore[arg-type]


def test_receivers_are_found_by_topic_and_by_name() -> None:
    heard = hearers_of(deeds.deed_sent_out.topic)
    assert [receiver.name for receiver in heard] == ["tests.unions.courier.deeds.send_out"]
    assert heard[0].lane is Lane.NETWORK
    assert named(heard[0].name) is heard[0]
    assert heard[0] in every()
    with pytest.raises(UnknownReceiver):
        named("nobody")
