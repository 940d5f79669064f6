"""The security gauge for programs."""

from typing import Any

import time_machine
from django.test import Client

from tests.cast import Cast
from tests.provisioning.reports.conftest import TODAY
from unions.founding.actions.unions import set_policy

PATH = "/api/v1/u/harbour-lights/purse/security/"


def read(client: Client) -> Any:
    with time_machine.travel(TODAY, tick=False):
        return client.get(PATH)


def test_months_in_tenths_and_what_they_are_worked_out_from(lived: Cast) -> None:
    found = read(lived.client("hana")).json()
    assert found.pop("trend")[-2:] == [
        {"month": "2026-10-01", "tenths": 43},
        {"month": "2026-11-01", "tenths": 43},
    ]
    assert found == {
        "currency": "GBP",
        "held": 65_000,
        "covered_tenths": 43,
        "alert_months": 2,
        "is_low": False,
        "is_hidden": False,
        "least_persons": 3,
        "averaged_months": ["2026-09-01", "2026-10-01"],
        "paid_in_them": 30_000,
    }


def test_too_few_people_are_null(lived: Cast) -> None:
    with lived.scope():
        set_policy(key="needs.min_cell", value=4)
    found = read(lived.client("hana")).json()
    assert found["is_hidden"]
    assert (found["covered_tenths"], found["paid_in_them"]) == (None, None)
    assert {point["tenths"] for point in found["trend"]} == {None}


def test_closed_to_guests_and_to_other_unions(lived: Cast, millrace: Cast, guest: Client) -> None:
    assert read(guest).status_code == 401
    assert read(millrace.client("tom")).status_code == 404
