"""Nothing that a test sets reaches the next one, in whatever order they run."""

import os
import tempfile
from contextlib import AbstractContextManager
from datetime import UTC, datetime
from pathlib import Path
from uuid import uuid4

import pytest
import time_machine
from django.conf import settings
from django.core.cache import cache
from django.test import Client
from django.urls import get_script_prefix, set_script_prefix
from django.utils import timezone, translation

from tests.cast import Cast
from tests.leftovers import swept
from unions.tenancy.scopes import current_or_none, in_platform_scope, platform_scope, union_scope

LONG_AGO = datetime(1999, 12, 31, tzinfo=UTC)
# Kept, for a scope that nobody holds any more ends by itself.
ENTERED: list[AbstractContextManager[None]] = []


def untidy() -> None:
    """Leave as much as one test can."""
    translation.activate("es")
    timezone.activate("Pacific/Auckland")
    set_script_prefix("/elsewhere/")
    time_machine.travel(LONG_AGO).start()
    time_machine.travel(LONG_AGO).start()
    os.environ["LEFT_BY_A_TEST"] = "yes"
    os.environ.pop("ONECLOAK_ENV")
    os.chdir(tempfile.gettempdir())
    os.umask(0o777)
    cache.set("left", "yes")
    ENTERED.append(platform_scope(reason="a test that never leaves"))
    ENTERED[-1].__enter__()


def assert_tidy() -> None:
    assert translation.get_language() == settings.LANGUAGE_CODE
    assert timezone.get_current_timezone_name() == settings.TIME_ZONE
    assert get_script_prefix() == "/"
    assert timezone.now().year > LONG_AGO.year
    assert not time_machine.traveller_stack
    assert "LEFT_BY_A_TEST" not in os.environ
    assert os.environ["ONECLOAK_ENV"] == "test"
    assert Path.cwd() != Path(tempfile.gettempdir())
    assert cache.get("left") is None
    assert not in_platform_scope()


@pytest.mark.parametrize("turn", ["one", "other"])
def test_whichever_comes_second_finds_nothing_of_the_first(turn: str, tmp_path: Path) -> None:
    assert_tidy()
    (tmp_path / turn).touch(0o600)
    assert (tmp_path / turn).stat().st_mode & 0o777 == 0o600, "the mask of the other was left"
    untidy()


def test_what_is_left_is_taken_away() -> None:
    with pytest.raises(RuntimeError, match="fails"), swept():
        untidy()
        raise RuntimeError("fails as well")
    assert_tidy()


def test_a_scope_that_was_never_left_ends_with_its_test(harbour: Cast) -> None:
    entered = union_scope(uuid4())
    with swept():
        entered.__enter__()
    assert current_or_none() is None
    with harbour.scope() as outer, swept(), translation.override("de"):
        pass
    assert outer.union_id == harbour.union.id


def test_what_stood_before_stands_afterwards(harbour: Cast) -> None:
    with translation.override("de"), harbour.scope() as scope:
        with swept():
            translation.activate("es")
            Client().get("/", headers={"Accept-Language": "en"})
        assert translation.get_language() == "de"
        assert current_or_none() is scope
