"""Who is reading or acting, in which union, and what they may do."""

from dataclasses import dataclass, field
from typing import TYPE_CHECKING
from uuid import UUID

from django.http import HttpRequest

from unions.refusals import NotYours
from unions.rights import Office, rights_of

if TYPE_CHECKING:
    from unions.founding.models.union import Union
    from unions.people.models.membership import Membership
    from unions.people.models.person import Person
    from unions.people.models.user import User


@dataclass(frozen=True)
class Standing:
    """A reader's place in one union; a guest has no membership."""

    union: "Union"
    user: "User | None" = None
    membership: "Membership | None" = None
    offices: frozenset[Office] = field(default_factory=frozenset)

    @property
    def is_member(self) -> bool:
        """True for a member of this union."""
        return self.membership is not None

    @property
    def member(self) -> "Membership":
        """The membership. Raises NotYours for a guest."""
        if self.membership is None:
            raise NotYours
        return self.membership

    @property
    def person(self) -> "Person":
        """The person counted for this member. Raises NotYours for a guest."""
        return self.member.person

    @property
    def person_id(self) -> UUID | None:
        """The person's id, None for a guest."""
        return None if self.membership is None else self.membership.person_id

    @property
    def rights(self) -> frozenset[str]:
        """All rights that the offices held give, over all apps."""
        return rights_of(self.offices)

    def has(self, right: str) -> bool:
        """True when this reader holds the right."""
        return right in self.rights

    def require(self, right: str) -> None:
        """Raise NotYours unless this reader holds the right."""
        if not self.has(right):
            raise NotYours(right=right)


class GuestRequest(HttpRequest):
    """A request under `/u/<union>/` or `/api/v1/u/<union>/`, perhaps from nobody we know."""

    standing: Standing


class MemberRequest(GuestRequest):
    """The same from a member."""

    user: "User"
