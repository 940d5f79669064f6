"""The hub shows what the unions of another region have told, night by night.

The other region's log is signed and paged by a publisher written from the wire specification; our
own follower pulls and believes it. Two whole instances talk to each other in `tests/wire`.
"""

from collections.abc import Callable

from tests.federation.following.conftest import pull
from tests.federation.peer_log import PeerLog
from tests.journeys.hands import Visitor

CARD = {
    "id": "019ab2d4-7c00-7a51-8e02-5b1f0c6d9a10",
    "name": "Millrace",
    "region": "westvale",
    "area": "GB-WLS",
    "cur": "GBP",
    "tz": "Europe/London",
    "langs": ["en"],
    "period": "month",
    "status": "active",
    "consent": ["card", "summary"],
    "hubs": [],
}


def told(log: PeerLog, *, hours: int, rev: int) -> None:
    """A night at Millrace: the sum of October, sealed; then ours comes and reads it."""
    body = {"members": 41, "work": {"work.min": {"n": 12, "sum": hours * 60}}}
    log.add("summary/1", "2026-10", body, u=1, q=1 + rev, rev=rev)
    log.seal()
    assert pull().trouble == ""


def test_the_other_regions_totals_arrive(log: PeerLog, visit: Callable[[str], Visitor]) -> None:
    log.add("union/1", "card", CARD, u=1, q=1)
    told(log, hours=130, rev=1)

    hana = visit("hana").open()
    hana.open("hub/")
    hana.sees("Millrace")
    hana.sees("Westvale")
    hana.sees("Last sync")
    hana.sees("130")

    told(log, hours=142, rev=2)
    hana.open("hub/")
    hana.sees("142")
    hana.sees("41 members")
    hana.press("Millrace", "link")
    hana.sees("What this union has told")
