"""What a test must not leave to the next one in its process, and how it is taken away."""

import os
import time
from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import Context, copy_context
from pathlib import Path

import time_machine
from django.core.cache import cache

# Django keeps the language, the time zone and the table of addresses in the first.
CONTEXT_VARIABLES = {"asgiref.local", "union_scope", "platform_scope"}
# Pytest tells there which part of which test it runs.
NOT_OURS = "PYTEST_CURRENT_TEST"


@contextmanager
def swept() -> Iterator[None]:
    """Whatever is begun, set or entered inside has ended afterwards, however the inside ends.

    This holds for context variables, time travel, environment, folder, mask of new files and cache.
    """
    context, variables, folder = copy_context(), _environment(), Path.cwd()
    mask, journeys = _mask(), len(time_machine.traveller_stack)
    try:
        yield
    finally:
        _restore_context(context)
        while len(time_machine.traveller_stack) > journeys:
            time_machine.travel(0).stop()  # ends the newest journey, whoever set out
        _restore_environment(variables)
        os.chdir(folder)
        os.umask(mask)
        cache.clear()


def _environment() -> dict[str, str]:
    return {name: value for name, value in os.environ.items() if name != NOT_OURS}


def _restore_environment(before: dict[str, str]) -> None:
    now = _environment()
    if now == before:
        return
    for name in now.keys() - before.keys():
        del os.environ[name]
    os.environ.update(before)
    time.tzset()


def _restore_context(before: Context) -> None:
    for variable, value in copy_context().items():
        if variable.name in CONTEXT_VARIABLES and before.get(variable) is not value:
            variable.set(before.get(variable))


def _mask() -> int:
    """The mask of new files; it can only be read by setting it."""
    mask = os.umask(0o077)
    os.umask(mask)
    return mask
