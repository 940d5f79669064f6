"""What stands around every page."""

import pytest
from django.contrib.messages import error, success
from django.contrib.messages.storage.cookie import CookieStorage
from django.http import HttpRequest
from django.test import RequestFactory

from tests.cast import Cast
from unions.frame import Frame, undo_tag


@pytest.fixture
def request_of_nobody(rf: RequestFactory) -> HttpRequest:
    request = rf.get("/help/")
    request._messages = CookieStorage(request)  # type: ignore[attr-defined]
    return request


def test_a_guest_sees_the_frame_without_bar(request_of_nobody: HttpRequest) -> None:
    frame = Frame(request_of_nobody)
    assert (frame.union, frame.bar, frame.rail) == (None, [], [])


@pytest.mark.parametrize(("cookie", "theme"), [("dark", "dark"), ("auto", ""), ('"><b', "")])
def test_the_theme_is_one_of_two_words_or_the_devices_own(
    rf: RequestFactory, cookie: str, theme: str
) -> None:
    rf.cookies["theme"] = cookie
    assert Frame(rf.get("/")).theme == theme


def test_trouble_is_shown_before_success_and_only_one_line(request_of_nobody: HttpRequest) -> None:
    error(request_of_nobody, "That day is taken.")
    success(request_of_nobody, "Saved.")
    status = Frame(request_of_nobody).status
    assert status is not None
    assert (status.words, status.tone) == ("That day is taken.", "trouble")


def test_a_message_can_carry_an_undo(request_of_nobody: HttpRequest) -> None:
    success(request_of_nobody, "1 h saved.", extra_tags=undo_tag("/u/harbour/undo/"))
    status = Frame(request_of_nobody).status
    assert status is not None
    assert (status.tone, status.undo_url) == ("done", "/u/harbour/undo/")


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("page", "current"),
    [("", "Home"), ("more/", "More"), ("people/invitations/new/", "People and circles")],
)
def test_the_menu_marks_where_the_reader_is(harbour: Cast, page: str, current: str) -> None:
    frame = harbour.client("hana").get(harbour.url(page)).context["frame"]
    marked = [entry.label for entry in frame.bar + frame.rail if entry.is_current]
    assert current in marked
    assert set(marked) <= {current, "More"}


@pytest.mark.django_db
def test_a_member_reads_the_unions_name_and_the_bar(harbour: Cast) -> None:
    page = harbour.client("hana").get(harbour.url("more/")).content.decode()
    assert "Harbour Lights" in page
    assert 'class="bar"' in page
