"""What an operator types: who lives, what was given up on, what is broken."""

import json
from collections.abc import Callable, Iterator
from datetime import timedelta
from typing import Any
from uuid import uuid4

import pytest
from django.core.management import CommandError, call_command
from django.utils import timezone

from tests.cast import Cast
from tests.unions.courier import deeds
from unions import invariants, schedule
from unions.courier.models.job_slot import JobSlot
from unions.courier.models.pulse import Pulse
from unions.courier.models.receipt import Receipt
from unions.invariants import Breach
from unions.people.models.person import Person


def test_healthy_is_quiet_while_the_pulse_is_young(
    db: None, capsys: pytest.CaptureFixture[str]
) -> None:
    schedule.pulse("relay")
    call_command("healthy", "relay")
    assert "relay was heard" in capsys.readouterr().out


def test_healthy_fails_on_an_old_pulse_and_on_none(db: None) -> None:
    with pytest.raises(CommandError, match="not been heard") as none:
        call_command("healthy", "beat")
    assert none.value.returncode == 1
    Pulse.objects.create(name="beat", beat_at=timezone.now() - timedelta(minutes=4))
    with pytest.raises(CommandError, match="last heard 240 s ago"):
        call_command("healthy", "beat")


@pytest.fixture
def dead(harbour: Cast) -> Receipt:
    """A receipt that was given up on."""
    with harbour.scope():
        deeds.deed_poisoned.announce(deed_id=uuid4())
        Receipt.objects.update(dead_at=timezone.now(), attempts=8, error="Poison poison")
        return Receipt.objects.get()


def reread(cast: Cast) -> Receipt:
    """The receipt as it stands now."""
    with cast.scope():
        return Receipt.objects.get()


def test_dead_letters_are_listed_with_their_union(
    harbour: Cast, dead: Receipt, capsys: pytest.CaptureFixture[str]
) -> None:
    now = timezone.now()
    JobSlot.objects.create(
        job="tests.instance", slot="1", zone="UTC", due_at=now, lane="default", dead_at=now
    )
    call_command("dead_letters")
    lines = capsys.readouterr().out
    assert f"{dead.id}" in lines
    assert f"deeds.spoil  Poison poison  union {harbour.union.id}" in lines
    assert "tests.instance    union -" in lines
    assert "2 dead letters." in lines


def test_a_dead_letter_is_retried(harbour: Cast, dead: Receipt) -> None:
    call_command("dead_letters", retry=dead.id)
    assert (reread(harbour).dead_at, reread(harbour).attempts) == (None, 0)


def test_a_dead_letter_is_closed_with_a_reason_and_never_without(
    harbour: Cast, dead: Receipt
) -> None:
    with pytest.raises(CommandError, match="reason"):
        call_command("dead_letters", close=dead.id)
    call_command("dead_letters", close=dead.id, because="paid by hand")
    assert reread(harbour).closed_because == "paid by hand"
    with pytest.raises(CommandError, match="no dead letter"):
        call_command("dead_letters", retry=dead.id)


@pytest.fixture
def one_law(monkeypatch: pytest.MonkeyPatch) -> None:
    """Only one law: nobody is called Nobody."""
    monkeypatch.setattr(invariants, "_laws", {})

    @invariants.invariant("Nobody is called Nobody.")
    def nobody_is_nobody() -> Iterator[Breach]:
        for row in Person.objects.filter(display_name="Nobody"):
            yield Breach(f"person {row.id}", "is called Nobody")

    @invariants.invariant("Runs are due before they are done.", platform=True)
    def runs_are_due() -> Iterator[Breach]:
        yield from ()


def answer(capsys: pytest.CaptureFixture[str], *arguments: str) -> tuple[int, dict[str, Any]]:
    """Exit code and JSON of the check."""
    code = 0
    try:
        call_command("check_invariants", *arguments)
    except SystemExit as ended:
        code = int(str(ended.code))
    return code, json.loads(capsys.readouterr().out)


def test_laws_that_hold_are_said_to_hold(
    harbour: Cast, one_law: None, capsys: pytest.CaptureFixture[str]
) -> None:
    code, found = answer(capsys)
    assert (code, found["ok"]) == (0, True)
    assert [item["breaches"] for item in found["checked"]] == [[], [], []]
    assert found["checked"][0]["name"] == "tenancy.walls"


def test_a_spoilt_row_is_named_with_its_union(
    harbour: Cast, millrace: Cast, one_law: None, capsys: pytest.CaptureFixture[str]
) -> None:
    with millrace.scope():
        Person.objects.filter(id=millrace.tom.person_id).update(display_name="Nobody")
    code, found = answer(capsys, "--json")
    assert (code, found["ok"]) == (1, False)
    law = next(item for item in found["checked"] if "nobody_is_nobody" in item["name"])
    assert law["breaches"] == [
        {
            "union": str(millrace.union.id),
            "row": f"person {millrace.tom.person_id}",
            "words": "is called Nobody",
        }
    ]


def test_a_hole_in_the_walls_is_named(
    harbour: Cast,
    one_law: None,
    capsys: pytest.CaptureFixture[str],
    as_owner: Callable[[], Any],
) -> None:
    with as_owner() as cursor:
        cursor.execute("ALTER TABLE unions_announcement DISABLE ROW LEVEL SECURITY")
    code, found = answer(capsys)
    assert code == 1
    assert found["checked"][0]["breaches"][0]["words"].startswith("C3 unions_announcement")


def test_all_real_laws_hold_in_a_new_union(
    harbour: Cast, capsys: pytest.CaptureFixture[str]
) -> None:
    assert answer(capsys)[0] == 0
