"""The ledger's functions in the database, and their refusals by name."""

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from typing import Any

from django.db import DatabaseError, connection

from commonpurse.ledger.refusals import (
    AccountNotEmpty,
    BadDay,
    BadLines,
    BadText,
    KeyUsed,
    MixedHours,
    MonthClosed,
    MonthNotOver,
    NotReversible,
    OtherUnion,
    PurseTooSmall,
    Unbalanced,
    UnknownAccount,
    UnknownFund,
    UnknownUnit,
)
from commonpurse.refusals import PurseRefused

_BY_CODE: dict[str, type[PurseRefused]] = {
    "OCL01": OtherUnion,
    "OCL02": KeyUsed,
    "OCL03": Unbalanced,
    "OCL04": UnknownAccount,
    "OCL05": BadLines,
    "OCL06": AccountNotEmpty,
    "OCL07": NotReversible,
    "OCL08": MonthNotOver,
    "OCL09": MonthClosed,
    "OCL12": MixedHours,
    "22001": BadText,
    "22003": BadLines,
}
_BY_CONSTRAINT: dict[str, type[PurseRefused]] = {
    "account_balance_not_below_floor": PurseTooSmall,
    "posting_amount_not_zero": BadLines,
    "account_code_given": BadText,
    "commonpurse_account_fund_id_same_union": UnknownFund,
    "commonpurse_account_unit_id_same_union": UnknownUnit,
    "commonpurse_entrynote_also_by_id_same_union": OtherUnion,
    "commonpurse_journalentry_posted_by_id_same_union": OtherUnion,
    "commonpurse_periodclose_closed_by_id_same_union": OtherUnion,
    "commonpurse_posting_pkey": UnknownAccount,
    "journal_entry_codes_in_form": BadText,
    "journal_entry_day_in_range": BadDay,
    "journal_entry_reversed_once": NotReversible,
    "commonpurse_journalentry_reverses_id_same_union": NotReversible,
}


@contextmanager
def named_refusals() -> Iterator[None]:
    """Turns what the database refuses into the refusal of that name; anything else passes."""
    try:
        yield
    except DatabaseError as error:
        named = _named(error)
        if named is None:
            raise
        raise named from error


def _named(error: DatabaseError) -> PurseRefused | None:
    cause = error.__cause__
    found = _BY_CODE.get(getattr(cause, "sqlstate", None) or "")
    if found is None:
        diagnosis = getattr(cause, "diag", None)
        found = _BY_CONSTRAINT.get(getattr(diagnosis, "constraint_name", None) or "")
    return found() if found else None


def call(statement: str, values: Sequence[Any]) -> tuple[object, ...]:
    """The one row that a ledger function answers with; raises a PurseRefused by name."""
    return call_each(statement, values)[0]


def call_each(statement: str, values: Sequence[Any]) -> list[tuple[object, ...]]:
    """All rows that ledger functions answer with; raises a PurseRefused by name."""
    with named_refusals(), connection.cursor() as cursor:
        cursor.execute(statement, values)
        return [tuple(row) for row in cursor.fetchall()]
