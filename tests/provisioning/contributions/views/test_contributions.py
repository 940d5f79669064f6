"""The page Log and one's own list, as people meet them in a browser."""

import csv
import io
import re
from collections.abc import Iterator
from datetime import UTC, date, datetime
from typing import Any

import pytest
import time_machine
from django.test import Client

from provisioning.contributions.actions.contributions import log, reverse
from provisioning.contributions.models.contribution import Contribution
from provisioning.contributions.rules.kinds import Kind
from provisioning.measures import Quantity, Unit
from tests.cast import Cast
from unions.tenancy.ids import uuid7

NOON = datetime(2026, 11, 30, 12, tzinfo=UTC)
pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def noon() -> Iterator[Any]:
    with time_machine.travel(NOON, tick=False) as traveller:
        yield traveller


def hours(cast: Cast, name: str, what: str = "Pruning", minutes: int = 60) -> Contribution:
    with cast.scope():
        return log(
            kind=Kind.WORK,
            amount=Quantity(minutes, Unit.MINUTE),
            what=what,
            given_on=date(2026, 11, 30),
            client_id=uuid7(),
            by=cast.members[name],
        )


def count(cast: Cast) -> int:
    with cast.scope():
        return Contribution.objects.count()


def sent(**changes: str) -> dict[str, str]:
    fields = {
        "client_id": str(uuid7()),
        "what": "Mending nets",
        "length": "60",
        "given_on": "2026-11-30",
    }
    return fields | changes


def test_log_asks_for_hours_first(harbour: Cast) -> None:
    page = harbour.client("hana").get(harbour.url("log/"))
    assert page.status_code == 200
    assert 'name="length"' in page.text
    assert "You and the care circle" in page.text


@pytest.mark.parametrize(("kind", "field"), [("goods", "unit"), ("knowledge", "unit")])
def test_each_tab_has_its_own_fields(harbour: Cast, kind: str, field: str) -> None:
    page = harbour.client("hana").get(harbour.url(f"log/?kind={kind}"))
    assert f'name="{field}"' in page.text
    assert 'name="length"' not in page.text


def test_saving_says_so_and_offers_undo(harbour: Cast) -> None:
    client = harbour.client("hana")
    page = client.post(harbour.url("log/"), sent(), follow=True)
    with harbour.scope():
        entry = Contribution.objects.get()
    assert "1 h Mending nets saved." in page.text
    assert f"/contributions/{entry.id}/reverse/" in page.text
    back = client.post(harbour.url(f"contributions/{entry.id}/reverse/"), follow=True)
    assert "Both rows stay" in back.text
    assert count(harbour) == 2


def test_a_double_tap_counts_once(harbour: Cast) -> None:
    client, fields = harbour.client("hana"), sent()
    for _ in range(2):
        assert client.post(harbour.url("log/"), fields).status_code == 302
    assert count(harbour) == 1


@pytest.mark.parametrize(
    ("kind", "fields", "amount"),
    [
        ("hours", {"length": "other", "other": "1:30"}, Quantity(90, Unit.MINUTE)),
        ("goods", {"number": "2,5", "unit": "g"}, Quantity(2_500, Unit.GRAM)),
        ("goods", {"number": "3", "unit": "piece"}, Quantity(3, Unit.PIECE)),
        ("goods", {"number": "2", "unit": "night"}, Quantity(2, Unit.NIGHT)),
        ("knowledge", {"number": "1", "unit": "session"}, Quantity(1, Unit.SESSION)),
        ("knowledge", {"number": "2", "unit": "guide"}, Quantity(2, Unit.GUIDE)),
    ],
)
def test_every_kind_is_kept_in_its_unit(
    harbour: Cast, kind: str, fields: dict[str, str], amount: Quantity
) -> None:
    answer = harbour.client("hana").post(harbour.url(f"log/?kind={kind}"), sent(**fields))
    assert answer.status_code == 302
    with harbour.scope():
        assert Contribution.objects.get().amount == amount


def test_care_is_ticked_and_counts_the_same(harbour: Cast) -> None:
    harbour.client("hana").post(harbour.url("log/"), sent(care="on"))
    with harbour.scope():
        entry = Contribution.objects.get()
    assert (entry.kind, entry.quantity) == (Kind.CARE, 60)


@pytest.mark.parametrize(
    ("kind", "fields", "words"),
    [
        (
            "hours",
            {"length": "other", "other": "60"},
            "60 hours in one day is more than a day holds. Did you mean 6?",
        ),
        ("hours", {"length": "other", "other": "25"}, "25 hours in one day is more than a day"),
        ("hours", {"length": "other", "other": "1:20"}, "Did you mean 1 h 15 m or 1 h 30 m?"),
        ("hours", {"length": "other", "other": "0:05"}, "The shortest time to log is 15 m."),
        ("hours", {"length": "other", "other": "soon"}, "This is not a time we can read."),
        ("hours", {"length": "other", "other": ""}, "Write how long it took"),
        ("hours", {"length": "7"}, "Select a valid choice"),
        ("hours", {"what": ""}, "Say in a word or two what you gave."),
        ("hours", {"what": "\u200b\u202e"}, "Say in a word or two what you gave."),
        ("hours", {"what": "x" * 81}, "Use at most 80 letters; you have 81."),
        ("hours", {"given_on": "2026-12-01"}, "That day has not come yet."),
        ("hours", {"given_on": "2024-01-01"}, "more than a year ago"),
        ("hours", {"given_on": "yesterday"}, "Write the day as year-month-day"),
        ("hours", {"client_id": "not-a-number"}, "Enter a valid UUID."),
        ("goods", {"number": "a lot", "unit": "g"}, "This is not a weight we can read."),
        ("goods", {"number": "1.5", "unit": "piece"}, "Write a whole number"),
        ("goods", {"number": "0", "unit": "g"}, "Write more than nothing."),
        ("goods", {"number": "9999999", "unit": "g"}, "One entry holds at most 5,000 kg."),
        ("knowledge", {"number": "", "unit": "session"}, "Write how many."),
    ],
)
def test_bad_input_is_refused_in_words_and_nothing_is_lost(
    harbour: Cast, kind: str, fields: dict[str, str], words: str
) -> None:
    page = harbour.client("hana").post(harbour.url(f"log/?kind={kind}"), sent(**fields))
    assert page.status_code == 422
    assert words in page.text
    assert "Nothing is" in page.text
    if "what" not in fields:
        assert 'value="Mending nets"' in page.text
    assert count(harbour) == 0


def test_a_refused_form_keeps_its_number(harbour: Cast) -> None:
    fields = sent(length="other", other="60")
    page = harbour.client("hana").post(harbour.url("log/"), fields)
    assert fields["client_id"] in page.text


def test_words_of_others_are_never_markup(harbour: Cast) -> None:
    client = harbour.client("hana")
    client.post(harbour.url("log/"), sent(what="<script>alert(1)</script>"))
    for path in ("log/", "mine/given/"):
        page = client.get(harbour.url(path))
        assert "<script>alert" not in page.text
        assert "&lt;script&gt;alert" in page.text


class TestAgain:
    """The chips that log the same once more."""

    def test_the_last_three_different_ones_newest_first(self, harbour: Cast) -> None:
        for what in ("Lunch", "Pruning", "School run", "Gutters", "gutters"):
            hours(harbour, "hana", what)
        hours(harbour, "idris", "Not hers")
        page = harbour.client("hana").get(harbour.url("log/")).text
        places = [page.index(what) for what in ("gutters", "School run", "Pruning")]
        assert places == sorted(places)
        assert "Lunch" not in page
        assert "Not hers" not in page

    def test_a_chip_saves_at_the_tap_and_a_double_tap_once(self, harbour: Cast) -> None:
        entry = hours(harbour, "hana")
        client = harbour.client("hana")
        page = client.get(harbour.url("log/")).text
        number = re.search(r'name="client_id" value="([0-9a-f-]{36})"', page)
        assert number
        for _ in range(2):
            answer = client.post(
                harbour.url(f"contributions/{entry.id}/again/"), {"client_id": number[1]}
            )
            assert answer.status_code == 302
        assert count(harbour) == 2

    def test_a_chip_that_no_longer_fits_the_day_says_why(self, harbour: Cast) -> None:
        entry = hours(harbour, "hana", minutes=13 * 60)
        page = harbour.client("hana").post(
            harbour.url(f"contributions/{entry.id}/again/"), {"client_id": str(uuid7())}
        )
        assert page.status_code == 422
        assert "more than a day holds" in page.text
        assert count(harbour) == 1


class TestOwnList:
    """Month by month, each unit by itself, both rows of what was taken back."""

    def test_rows_sums_and_reversals(self, harbour: Cast) -> None:
        first = hours(harbour, "hana", "Pruning", 90)
        hours(harbour, "hana", "Lunch", 60)
        with harbour.scope():
            reverse(contribution_id=first.id, by=harbour.hana)
        page = harbour.client("hana").get(harbour.url("mine/given/")).text
        assert "November 2026" in page
        assert page.count('class="pair"') == 2
        assert "Waits for a second person" in page
        assert 'value="60"' in page

    def test_nobody_reads_the_list_of_another(self, harbour: Cast) -> None:
        hours(harbour, "hana", "Marker of Hana")
        for name in ("idris", "mira", "dev", "bo"):
            page = harbour.client(name).get(harbour.url("mine/given/"))
            assert "Marker of Hana" not in page.text

    def test_an_empty_month_says_what_stands_here(self, harbour: Cast) -> None:
        page = harbour.client("hana").get(harbour.url("mine/given/?month=2026-02"))
        assert "February 2026" in page.text
        assert "Nothing logged for this month" in page.text

    @pytest.mark.parametrize("month", ["", "9999-99", "0000-00", "2031-01", "<b>", "2026-1\u0661"])
    def test_odd_months_are_this_month(self, harbour: Cast, month: str) -> None:
        page = harbour.client("hana").get(harbour.url("mine/given/"), {"month": month})
        assert page.status_code == 200
        assert "November 2026" in page.text


def test_the_sheet_is_safe_and_complete(harbour: Cast) -> None:
    hours(harbour, "hana", "=HYPERLINK(1)")
    entry = hours(harbour, "hana", "+cmd")
    with harbour.scope():
        reverse(contribution_id=entry.id, by=harbour.hana)
    answer = harbour.client("hana").get(harbour.url("mine/given.csv"))
    rows = list(csv.reader(io.StringIO(answer.text)))
    assert answer["Content-Type"] == "text/csv; charset=utf-8"
    assert rows[0][:5] == ["Day", "Kind", "What", "Quantity", "Unit"]
    assert [row[2:5] for row in rows[1:]] == [
        ["'=HYPERLINK(1)", "60", "min"],
        ["'+cmd", "60", "min"],
        ["'+cmd", "-60", "min"],
    ]


POSTS = ["contributions/{id}/reverse/", "contributions/{id}/again/", "contributions/{id}/see/"]


@pytest.mark.parametrize("path", POSTS)
def test_entries_of_another_union_are_not_there(harbour: Cast, millrace: Cast, path: str) -> None:
    entry = hours(harbour, "hana")
    where = path.format(id=entry.id)
    fields = {"client_id": str(uuid7())}
    assert harbour.client("mira").post(millrace.url(where), fields).status_code == 404
    assert millrace.client("ada").post(millrace.url(where), fields).status_code == 404
    assert count(harbour) == 1
    assert count(millrace) == 0


@pytest.mark.parametrize("path", ["log/", "mine/given/", "mine/given.csv", "contributions/totals/"])
def test_pages_are_for_members_of_this_union(
    harbour: Cast, millrace: Cast, guest: Client, path: str
) -> None:
    assert guest.get(harbour.url(path)).status_code == 302
    assert millrace.client("tom").get(harbour.url(path)).status_code == 404
    assert harbour.client("hana").get(harbour.url(path)).status_code == 200
