"""One after the other: whoever wants the same thing under the same name waits for their turn."""

from django.db import connection

# The number is this lock's own: the books hold another one for the months of a union.
_TURN = "SELECT pg_advisory_xact_lock(hashtextextended(%s, 7106))"


def take_turn(name: str) -> None:
    """Waits until no other transaction has this turn, and has it until the open one ends; what is
    read after it, the one before has kept. Names begin with an id, so that no two unions share one.

    Raises RuntimeError outside a transaction.
    """
    if not connection.in_atomic_block:
        raise RuntimeError("There is no transaction to have a turn in.")
    with connection.cursor() as cursor:
        cursor.execute(_TURN, [name])
