"""Who someone is in one union."""

from uuid import UUID

from unions.circles.models.role_term import RoleTerm
from unions.founding.models.union import Union
from unions.people.models.directory import Directory
from unions.people.models.membership import Membership
from unions.people.models.user import User
from unions.rights import Office
from unions.standing import Standing


def may_enter(*, user_id: UUID, union_id: UUID) -> bool:
    """True when the directory lets this user into this union; inside the scope of either."""
    return Directory.objects.filter(
        user_id=user_id, union_id=union_id, state__in=Membership.PRESENT
    ).exists()


def of_user(*, union: Union, user: User) -> Standing | None:
    """The user's standing in the union in scope; None when they are no member any more."""
    membership = (
        Membership.objects.select_related("person")
        .filter(user=user, state__in=Membership.PRESENT)
        .first()
    )
    if membership is None:
        return None
    return Standing(union=union, user=user, membership=membership, offices=offices(membership))


def of_membership(*, union: Union, membership: Membership) -> Standing:
    """The standing of a membership, for work without a request."""
    return Standing(
        union=union, user=membership.user, membership=membership, offices=offices(membership)
    )


def offices(membership: Membership) -> frozenset[Office]:
    """The offices that a member serves in now; every member holds MEMBER."""
    held = RoleTerm.objects.filter(membership=membership, state=RoleTerm.State.SERVING).values_list(
        "office", flat=True
    )
    return frozenset({Office.MEMBER, *(Office(office) for office in held)})
