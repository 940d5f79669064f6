"""A cast that is written again is the one that gathered first, and changes nothing else."""

from django.db import connection, transaction

from tests.cast import Cast, gather_again
from unions.people.models.membership import Membership


def gathered() -> Cast:
    return gather_again("weir", "Weir", {"tom": []}, "weirvale")


def union_in_database() -> str:
    with connection.cursor() as cursor:
        cursor.execute("SELECT current_setting('app.union_id', true)")
        return str(cursor.fetchone()[0])


def test_a_cast_written_again_leaves_the_scope_of_its_test(harbour: Cast) -> None:
    with transaction.atomic():
        first = gathered()
        transaction.set_rollback(True)
    with harbour.scope():
        again = gathered()
        assert union_in_database() == str(harbour.union.id)
    assert again == first
    with again.scope():
        assert Membership.objects.get() == first.tom
