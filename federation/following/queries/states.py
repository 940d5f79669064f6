"""What holds by a peer's log, as the next lines must know it."""

import json
from collections.abc import Collection, Mapping
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from django.db import connection

# The number of the union in the log, the type, and the key: what a revision counts for.
Key = tuple[int, str, str]

_HELD = """
SELECT held.u, held.s, held.k, held.rev, CASE held.s WHEN 'union/1' THEN held.body END
FROM unnest(%s::bigint[], %s::text[], %s::text[]) AS asked(u, s, k)
JOIN federation_receivedstate AS held
  ON held.peer_id = %s AND held.u = asked.u AND held.s = asked.s AND held.k = asked.k"""


@dataclass(frozen=True, slots=True)
class Held:
    """The highest revision of a key, and of a union's card what it says."""

    rev: int
    body: Mapping[str, Any]


def held(peer_id: UUID, keys: Collection[Key]) -> dict[Key, Held]:
    """What is known of these keys, in one query."""
    if not keys:
        return {}
    columns = [list(column) for column in zip(*keys, strict=True)]
    with connection.cursor() as cursor:
        cursor.execute(_HELD, [*columns, peer_id])
        return {
            (u, s, k): Held(rev, json.loads(body or "{}"))
            for u, s, k, rev, body in cursor.fetchall()
        }
