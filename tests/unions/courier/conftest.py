"""Steps into the role of relay and beat."""

from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, contextmanager

import pytest
from django.conf import settings
from django.db import connection


@pytest.fixture
def as_platform() -> Callable[[], AbstractContextManager[None]]:
    """Speak as the platform role for a while, then as the app again."""

    @contextmanager
    def stepped_over() -> Iterator[None]:
        with connection.cursor() as cursor:
            cursor.execute("RESET ROLE")
            cursor.execute(f'SET ROLE "{settings.PLATFORM_ROLE}"')
            try:
                yield
            finally:
                cursor.execute("RESET ROLE")
                cursor.execute(f'SET ROLE "{settings.APP_ROLE}"')

    return stepped_over
