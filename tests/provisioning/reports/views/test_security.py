"""The page of the security gauge, and what hangs of it beside the purse and on the home page."""

from uuid import uuid4

import time_machine

from commonpurse.spending.actions import payments
from commonpurse.spending.rules.wanted_payments import NewSpend
from tests.cast import Cast
from tests.provisioning.reports.conftest import TODAY
from unions.founding.actions.unions import set_policy


def get(cast: Cast, who: str, path: str) -> str:
    with time_machine.travel(TODAY, tick=False):
        answer = cast.client(who).get(cast.url(path))
    assert answer.status_code == 200, path
    return " ".join(answer.content.decode().split())


def test_it_says_how_it_is_worked_out(lived: Cast) -> None:
    page = get(lived, "hana", "purse/security/")
    for words in (
        "The purse covers survival needs for 4.3 months.",
        "From September 2026 to October 2026 the purse paid £300.00",
        "for survival needs of 3 people.",
        "Over 2 months that is £150.00 a month.",
        "£650.00, divided by this, gives 4.3 months, rounded down.",
        "The mark of this union is 2 months. The purse reaches it.",
        "£150.00 more that stay in the purse add one month.",
        "If survival took a tenth more each month, it would last for 3.9 months.",
    ):
        assert words in page, words


def test_the_table_holds_what_the_line_shows(lived: Cast) -> None:
    page = get(lived, "hana", "purse/security/")
    table = page[page.index("<tbody") : page.index("</tbody>")]
    assert table.count("<tr") == 12
    assert table.count("nothing was paid") == 9
    assert table.index("4.3") < table.index("8.5")
    assert page.count("<circle") == 3


def test_under_the_mark_everyone_is_told(lived: Cast) -> None:
    assert "Survival needs are covered for" not in get(lived, "hana", "")
    with lived.scope():
        set_policy(key="security.alert_months", value=5)
    page = get(lived, "hana", "purse/security/")
    assert "This is under 5 months, the mark of this union. £100.00 are missing to it." in page
    assert "Nothing happens by itself" in page
    assert "Survival needs are covered for 4.3 months." in get(lived, "hana", "")
    assert "This is under 5 months, the mark of this union." in get(lived, "hana", "purse/")


def test_too_few_people_are_not_given_away(lived: Cast) -> None:
    with lived.scope():
        set_policy(key="needs.min_cell", value=4)
    page = get(lived, "hana", "purse/security/")
    assert "Fewer than 4 people stand behind this: too few to show." in page
    assert "£300.00" not in page
    assert "<circle" not in page
    assert "too few to show" in get(lived, "hana", "purse/")


def test_before_the_first_payment_it_says_why_it_is_empty(harbour: Cast) -> None:
    page = get(harbour, "hana", "purse/security/")
    assert "The purse has paid for no survival need lately" in page


def test_the_purse_leads_here(lived: Cast) -> None:
    page = get(lived, "hana", "purse/")
    assert "Survival needs are covered for 4.3 months" in page
    assert lived.url("purse/security/") in page


def test_names_stay_out(lived: Cast) -> None:
    page = get(lived, "bo", "purse/security/")
    assert not [name for name in ("Hana", "Idris", "Jo") if f"{name} " in page]


def test_of_another_union_there_is_nothing(lived: Cast, millrace: Cast) -> None:
    with time_machine.travel(TODAY, tick=False):
        assert millrace.client("tom").get(lived.url("purse/security/")).status_code == 404


QUERIES = 17


def test_the_page_asks_as_often_however_much_was_paid(
    lived: Cast, django_assert_num_queries: object
) -> None:
    client = lived.client("hana")
    with time_machine.travel(TODAY, tick=False):
        client.get(lived.url("purse/security/"))
        with django_assert_num_queries(QUERIES):  # type: ignore[operator]
            client.get(lived.url("purse/security/"))
    with lived.scope(), time_machine.travel(TODAY, tick=False):
        payments.request(spend=NewSpend(uuid4(), "Nails", "", 100, "GBP"), by=lived.dev)
    with time_machine.travel(TODAY, tick=False), django_assert_num_queries(QUERIES):  # type: ignore[operator]
        client.get(lived.url("purse/security/"))
