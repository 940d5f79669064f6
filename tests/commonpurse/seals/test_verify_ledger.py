"""The command that hosts and keepers run: an exit code, and the first wrong row by name."""

import json
from io import StringIO

import pytest
from django.core.management import CommandError, call_command

from tests.cast import Cast
from tests.commonpurse.conftest import fill
from tests.commonpurse.seals.actions.test_recounts import spoil
from tests.commonpurse.seals.conftest import AsOwner, Sealed, books

__all__ = ["books"]


def run(*options: str) -> str:
    """What the command prints."""
    out = StringIO()
    call_command("verify_ledger", *options, stdout=out)
    return out.getvalue()


def test_whole_books_of_all_unions(books: Sealed, millrace: Cast) -> None:
    with millrace.scope():
        fill(millrace, 500)
    said = run()
    assert "harbour-lights: whole; 7 entries with 14 lines, 7 sealed, head " in said
    assert "millrace: whole; 1 entries with 2 lines, none sealed" in said
    told = json.loads(run("--json", "--union", "harbour-lights"))
    assert told["ok"] is True
    assert list(told["unions"]) == ["harbour-lights"]
    assert told["unions"]["harbour-lights"]["sealed"] == 7
    assert "whole" in run(
        "--union", "harbour-lights", "--head", told["unions"]["harbour-lights"]["head"]
    )


def test_a_wrong_row_is_named_with_exit_code_one(books: Sealed, as_owner: AsOwner) -> None:
    third = books.spends[2]
    spoil(as_owner, f"UPDATE commonpurse_journalentry SET kind = 'gift' WHERE id = '{third}'")
    out = StringIO()
    with pytest.raises(SystemExit) as ended:
        call_command("verify_ledger", "--json", stdout=out)
    assert ended.value.code == 1
    told = json.loads(out.getvalue())
    assert told["ok"] is False
    assert told["unions"]["harbour-lights"]["wrong"]["row"] == f"journal entry {third}"


def test_a_union_that_is_not_here_and_a_head_that_is_no_hash(books: Sealed) -> None:
    with pytest.raises(CommandError, match="no union 'nowhere'"):
        run("--union", "nowhere")
    with pytest.raises(CommandError, match="64 signs"):
        run("--head", "not a hash")
    with pytest.raises(SystemExit):
        run("--head", "ab" * 32)
