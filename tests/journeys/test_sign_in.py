"""Someone comes in with a code from their mail; whoever holds an invitation becomes a member."""

import re
from collections.abc import Callable

from allauth.account.models import EmailAddress
from django.core.mail import EmailMessage

from tests.journeys.hands import Visitor
from tests.journeys.stage import Stage
from unions.people.actions.invitations import invite

CODE = re.compile(r"^\s*([A-Z0-9-]{6,12})\s*$", re.MULTILINE)


def code_in(mail: EmailMessage) -> str:
    """The code that a mail brings."""
    found = CODE.search(str(mail.body))
    assert found, mail.body
    return found[1]


def test_sign_in_with_a_code_by_mail(
    phone: Callable[[str], Visitor], stage: Stage, mailoutbox: list[EmailMessage]
) -> None:
    user = stage.harbour.hana.user
    EmailAddress.objects.create(user=user, email=str(user), verified=True, primary=True)
    hana = phone("")
    hana.page.goto("/accounts/login/code/")
    hana.fill("Email", "hana@harbour-lights.example")
    hana.press("Send")
    hana.sees("A sign-in code has been sent")
    hana.fill("Code", code_in(mailoutbox[0]))
    hana.press("Confirm")
    hana.sees("Harbour Lights")
    assert hana.page.url.endswith("/u/harbour-lights/")


def test_someone_invited_joins(
    phone: Callable[[str], Visitor], stage: Stage, mailoutbox: list[EmailMessage]
) -> None:
    with stage.harbour.scope():
        code = invite(called="Lou", by=stage.harbour.hana)
    lou = phone("").open(f"join/{code}/")
    lou.sees("Hana")
    lou.press("I am new here", "link")
    lou.fill("Email", "lou@example.org")
    lou.press("Go on")
    lou.sees("Code")
    lou.fill("Code", code_in(mailoutbox[0]))
    lou.press("Confirm")
    lou.fill("What shall we call you?", "Lou")
    lou.press("Join")
    lou.page.wait_for_url("**/u/harbour-lights/")
    lou.sees("Lou")


def test_a_guest_is_asked_to_sign_in(phone: Callable[[str], Visitor]) -> None:
    guest = phone("")
    for path in ("", "needs/", "purse/", "things/", "people/", "settings/"):
        guest.open(path)
        assert "/accounts/login/" in guest.page.url, path
