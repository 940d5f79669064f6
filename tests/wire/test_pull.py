"""What one instance tells arrives at the other: once, whole, and however long it was away."""

from tests.wire.conftest import Pair


def test_the_handshake_makes_both_active_and_both_pull(pair: Pair) -> None:
    for stack in (pair.a, pair.b):
        stack.do("seal")
    for stack in (pair.a, pair.b):
        stack.do("pull")
    a, b = pair.a.do("lines"), pair.b.do("lines")

    assert pair.b.do("received_lines") == a
    # A union at B has withdrawn its consent in another test: its lines are withheld, and empty.
    theirs = pair.a.do("received_lines")
    assert all(line in {"", sent} for line, sent in zip(theirs, b, strict=True))
    assert [line.count('"s":"agreement/1"') for line in a].count(1) == 1


def test_a_summary_arrives_the_next_night(pair: Pair) -> None:
    pair.a.do("tell", slug="alder", k="2026-W46", members=33)
    pair.a.do("seal")

    assert pair.b.do("pull")["trouble"] == ""

    told = [[row[0], *row[2:]] for row in pair.b.do("received")]
    assert ["summary/1", "2026-W46", 1, {"members": 33}] in told


def test_three_nights_away_and_everything_comes_once(pair: Pair) -> None:
    pair.b.stop()
    for night in range(3):
        pair.a.do("tell", slug="alder", k=f"2026-W0{night + 1}", members=20 + night)
        pair.a.do("seal")
        assert pair.a.do("pull")["trouble"] == "unreachable"
    pair.b.start()
    assert pair.a.recorder is not None
    before = len(pair.a.recorder.requests)

    pair.b.do("tick_pull")
    found = pair.b.do("pull")
    pair.b.do("pull")

    assert found["trouble"] == ""
    assert pair.b.do("received_lines") == pair.a.do("lines")
    told = {row[2]: (row[3], row[4]) for row in pair.b.do("received") if "W0" in row[2]}
    assert [told[f"2026-W0{n}"] for n in (1, 2, 3)] == [(1, {"members": 20 + n}) for n in range(3)]
    assert len(pair.a.recorder.requests) > before
    # And the other way: B's call has A look again before its time.
    assert pair.a.do("tick_pull")["trouble"] == ""
