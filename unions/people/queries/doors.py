"""Which unions open to a user."""

from unions.founding.models.union import Union
from unions.founding.queries.unions import by_ids
from unions.people.models.user import User
from unions.people.queries.people import union_ids_of
from unions.tenancy.scopes import directory_scope


def unions_of(user: User) -> list[Union]:
    """The unions that this user may enter, by name; none for someone who has left all."""
    with directory_scope(user.id):
        ids = union_ids_of(user)
    return [union for union in by_ids(ids) if union.is_live]
