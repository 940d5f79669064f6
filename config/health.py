"""Tells whoever watches the processes whether the web lives and can serve."""

import logging
from http import HTTPStatus

from django.conf import settings
from django.core.cache import cache
from django.db import DatabaseError, connection
from django.db.migrations.executor import MigrationExecutor
from django.http import HttpRequest, HttpResponse
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe
from redis.exceptions import RedisError

from unions import schedule
from unions.gate import open_to_guests

logger = logging.getLogger(__name__)


@never_cache
@require_safe
@open_to_guests("What watches the process has no account; the answer is one word.")
def live(_request: HttpRequest) -> HttpResponse:
    """Answer that the process lives; touches neither database nor broker."""
    return _word("ok", HTTPStatus.OK)


@never_cache
@require_safe
@open_to_guests("What watches the process has no account; the answer is one word.")
def ready(_request: HttpRequest) -> HttpResponse:
    """Answer in one word: `ok`, or 503 when database, role, schema or cache is not as it must be.

    `degraded` is 200: pages are served, but work for later does not make its way.
    """
    checks = {
        "role": _role_is_the_apps,
        "database": _schema_is_complete,
        "cache": _cache_answers,
    }
    for name, check in checks.items():
        try:
            fine = check()
        except (DatabaseError, RedisError, OSError):
            fine = False
        if not fine:
            logger.warning("not ready: %s", name)
            return _word("unavailable", HTTPStatus.SERVICE_UNAVAILABLE)
    return _word("ok" if schedule.is_on_time() else "degraded", HTTPStatus.OK)


def _role_is_the_apps() -> bool:
    with connection.cursor() as cursor:
        cursor.execute("SELECT current_user")
        return bool(cursor.fetchone() == (settings.APP_ROLE,))


def _schema_is_complete() -> bool:
    executor = MigrationExecutor(connection)
    return not executor.migration_plan(executor.loader.graph.leaf_nodes())


def _cache_answers() -> bool:
    cache.set("ready", "yes", timeout=10)
    return bool(cache.get("ready") == "yes")


def _word(word: str, status: HTTPStatus) -> HttpResponse:
    return HttpResponse(word + "\n", status=status, content_type="text/plain; charset=utf-8")
