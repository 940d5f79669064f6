"""A marker in every column that holds people's words or names; none leaves in any byte."""

import os
import zlib

from tests.wire import markers, stacks
from tests.wire.conftest import Pair

PERSONAL = {
    "unions_user.email",
    "unions_person.display_name",
    "unions_person.sort_key",
    "provisioning_contribution.what",
    "commonpurse_payment.words",
    "commonpurse_payment.payee_words",
}


def unfolded(recorded: bytes) -> bytes:
    """The bytes as they went, and every gzip body in them unfolded besides."""
    found = recorded
    for part in recorded.split(b"\r\n\r\n")[1:]:
        if part.startswith(b"\x1f\x8b"):
            found += zlib.decompressobj(31).decompress(part)
    return found


def test_no_marker_leaves_in_any_recorded_byte(pair: Pair) -> None:
    pair.a.do("furnish", slug="alder-yard", name="Alder Yard")
    address = stacks.with_database(os.environ["DATABASE_URL"], pair.a.database)
    marked = markers.mark(address)
    assert marked.keys() >= PERSONAL, sorted(PERSONAL - marked.keys())

    assert pair.a.do("publish", slug="alder-yard") > 0
    pair.a.do("seal")
    for _ in range(2):
        assert pair.b.do("pull")["trouble"] == ""
        assert pair.a.do("pull")["trouble"] == ""

    received = pair.b.do("received")
    (u,) = {row[1] for row in received if row[4].get("name") == "Alder Yard"}
    told = {row[0] for row in received if row[1] == u}
    assert told == {"union/1", "summary/1"}, "Nothing of this union arrived: nothing is proved."
    for stack in (pair.a, pair.b):
        assert stack.recorder is not None
        crossed = unfolded(bytes(stack.recorder.answered)) + bytes(stack.recorder.sent)
        assert b"summary/1" in crossed or stack is pair.b
        assert markers.MARKER.encode() not in crossed.upper()
