"""The pages on which a keeper takes an entry back: say why, check, done."""

from datetime import date
from typing import Any
from uuid import UUID, uuid4

import pytest
import time_machine
from django.http import HttpResponse

from commonpurse.ledger.actions import journal_entries, periods
from commonpurse.ledger.models.journal_entry import JournalEntry
from commonpurse.ledger.queries.accounts import PurseAccounts
from commonpurse.ledger.rules.entries import Draft, Memo, moving
from commonpurse.spending.actions import payments
from commonpurse.spending.rules.wanted_payments import NewSpend
from tests.cast import Cast
from tests.commonpurse.conftest import fill

TODAY = "2026-11-20 12:00"


@pytest.fixture
def books(harbour: Cast) -> PurseAccounts:
    with harbour.scope():
        return fill(harbour, 100_000)


def post(
    cast: Cast, purse: PurseAccounts, amount: int = 1_250, on: date = date(2026, 11, 5)
) -> UUID:
    draft = Draft(
        key=str(uuid4()),
        kind="spend",
        memo=Memo("spend", words="Roof felt"),
        effective_on=on,
        lines=moving(amount, out_of=purse.purse, into=purse.bank),
    )
    with cast.scope():
        return journal_entries.post(entry=draft, by=cast.dev).entry_id


def form(**changed: str) -> dict[str, str]:
    return {
        "client_id": "8c5f2c0e-6d0f-4a5e-9f5e-2f1d8f6f7a10",
        "reason": "twice",
        "words": "by Dev & Ana",
        "on": "2026-11-20",
        "step": "check",
        **changed,
    }


def ask(
    cast: Cast, who: str, entry_id: UUID, sent: dict[str, str] | None = None, page: str = "reverse"
) -> HttpResponse:
    client, url = cast.client(who), cast.url(f"purse/entries/{entry_id}/{page}/")
    with time_machine.travel(TODAY, tick=False):
        answer: Any = client.get(url) if sent is None else client.post(url, sent)
    return answer  # type: ignore[no-any-return]


def text(answer: HttpResponse) -> str:
    return " ".join(answer.content.decode().split())


def reversals(cast: Cast) -> list[JournalEntry]:
    with cast.scope():
        return list(JournalEntry.objects.filter(reverses__isnull=False))


def test_says_what_will_happen_before_it_does(harbour: Cast, books: PurseAccounts) -> None:
    entry_id = post(harbour, books)
    assert "Entered twice" in text(ask(harbour, "dev", entry_id))
    checked = ask(harbour, "dev", entry_id, form())
    assert checked.status_code == 200
    shown = text(checked)
    for words in (
        "“Roof felt” of 5 November 2026 is taken back on 20 November 2026.",
        "£12.50 more",
        "£12.50 less",
        "“entered twice: by Dev &amp; Ana”",
        "Only the books change.",
    ):
        assert words in shown
    assert reversals(harbour) == []
    back = ask(harbour, "dev", entry_id, form(step="back"))
    assert back.status_code == 200
    assert 'value="by Dev &amp; Ana"' in back.content.decode()


def test_sent_twice_it_is_one_reversal_and_leads_to_both(
    harbour: Cast, books: PurseAccounts
) -> None:
    entry_id = post(harbour, books)
    for _ in range(2):
        done = ask(harbour, "dev", entry_id, form(step="send"))
        assert done.status_code == 302
        assert done["Location"].endswith(f"/purse/entries/{entry_id}/undone/")
    (back,) = reversals(harbour)
    shown = text(ask(harbour, "dev", entry_id, page="undone"))
    assert str(back.pk) in shown
    assert str(entry_id) in shown
    assert back.effective_on == date(2026, 11, 20)


def test_sent_again_with_other_words_is_refused(harbour: Cast, books: PurseAccounts) -> None:
    entry_id = post(harbour, books)
    ask(harbour, "dev", entry_id, form(step="send"))
    other = ask(harbour, "dev", entry_id, form(step="send", words="other"))
    assert other.status_code == 422
    assert "This was taken back before." in text(other)
    assert len(reversals(harbour)) == 1


@pytest.mark.parametrize(
    ("changed", "words"),
    [
        ({"reason": ""}, "This field is required."),
        ({"reason": "other", "words": ""}, "Please say in a few words why."),
        ({"on": "2026-11-04"}, "An entry cannot be taken back before its own day."),
        ({"on": "2026-11-21"}, "This day has not come yet."),
        ({"on": "1900-01-01"}, "The books cover the years 2000 to 2099."),
    ],
)
@pytest.mark.parametrize("step", ["check", "send"])
def test_what_is_wrong_is_said_at_its_field_and_nothing_is_lost(
    harbour: Cast, books: PurseAccounts, changed: dict[str, str], words: str, step: str
) -> None:
    answer = ask(harbour, "dev", post(harbour, books), form(step=step, **changed))
    assert answer.status_code == 422
    assert words in text(answer)
    assert "Problem:" in text(answer)
    if "words" not in changed:
        assert 'value="by Dev &amp; Ana"' in answer.content.decode()
    assert reversals(harbour) == []


def test_a_closed_month_is_said_at_the_day_and_an_open_day_does(
    harbour: Cast, books: PurseAccounts
) -> None:
    entry_id = post(harbour, books, on=date(2026, 10, 5))
    with time_machine.travel(TODAY, tick=False), harbour.scope():
        periods.close_period(month=date(2026, 10, 1), by=harbour.ana)
    late = ask(harbour, "dev", entry_id, form(step="send", on="2026-10-30"))
    assert late.status_code == 422
    assert "The books of this month are closed." in text(late)
    assert 'value="2026-10-30"' in late.content.decode()
    assert ask(harbour, "dev", entry_id, form(step="send")).status_code == 302


def test_where_it_cannot_be_the_reason_stands_instead_of_the_form(
    harbour: Cast, books: PurseAccounts
) -> None:
    large = post(harbour, books, 15_001)
    shown = ask(harbour, "dev", large)
    assert shown.status_code == 200
    assert "another keeper takes it back" in text(shown)
    assert "client_id" not in shown.content.decode()
    assert ask(harbour, "dev", large, form(step="send")).status_code == 422
    assert reversals(harbour) == []
    assert ask(harbour, "ana", large, form(step="send")).status_code == 302


def test_what_belongs_to_a_payment_leads_there(harbour: Cast, books: PurseAccounts) -> None:
    with harbour.scope():
        payment = payments.request(spend=NewSpend(uuid4(), "Van", "", 700, "GBP"), by=harbour.dev)
        entry = JournalEntry.objects.get(source_id=payment.pk)
    shown = text(ask(harbour, "dev", entry.pk))
    assert "taken back where it came from" in shown
    assert f"/purse/spends/{payment.pk}/" in shown
    assert ask(harbour, "dev", entry.pk, form(step="send")).status_code == 422
    assert reversals(harbour) == []


def test_members_see_the_pair_and_only_keepers_the_button(
    harbour: Cast, books: PurseAccounts
) -> None:
    entry_id = post(harbour, books)
    url = f"/purse/entries/{entry_id}/reverse/"
    entry = harbour.url(f"purse/entries/{entry_id}/")
    assert url in harbour.client("dev").get(entry).content.decode()
    assert url not in harbour.client("hana").get(entry).content.decode()
    assert ask(harbour, "hana", entry_id).status_code == 403
    assert ask(harbour, "hana", entry_id, form(step="send")).status_code == 403
    ask(harbour, "dev", entry_id, form(step="send"))
    (back,) = reversals(harbour)
    shown = harbour.client("hana").get(entry).content.decode()
    assert "taken back by its reversal" in shown
    assert str(back.pk) in shown
    assert url not in harbour.client("dev").get(entry).content.decode()


def test_another_unions_entry_is_not_there(
    harbour: Cast, millrace: Cast, books: PurseAccounts
) -> None:
    entry_id = post(harbour, books)
    for page in ("reverse", "undone"):
        url = f"purse/entries/{entry_id}/{page}/"
        assert millrace.client("kit").get(harbour.url(url)).status_code == 404
        assert millrace.client("kit").get(millrace.url(url)).status_code == 404
    assert ask(harbour, "dev", entry_id, page="undone").status_code == 404
    assert ask(harbour, "dev", uuid4()).status_code == 404
