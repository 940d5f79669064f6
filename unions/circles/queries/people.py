"""Members together with the offices they hold."""

from dataclasses import dataclass
from typing import TYPE_CHECKING

from unions.circles.queries.role_terms import Serving, serving
from unions.people.queries.people import Associate, members
from unions.rights import OFFICE_NAMES, Office

if TYPE_CHECKING:
    from uuid import UUID


@dataclass(frozen=True)
class MemberLine:
    """One member and what they are asked for."""

    member: Associate
    terms: list[Serving]

    @property
    def offices(self) -> str:
        """The offices held, in the reader's language."""
        return ", ".join(str(OFFICE_NAMES[term.office]) for term in self.terms)


def with_offices() -> list[MemberLine]:
    """Everyone who belongs, by name, in two queries."""
    terms: dict[UUID, list[Serving]] = {}
    for term in serving():
        terms.setdefault(term.membership_id, []).append(term)
    return [MemberLine(member, terms.get(member.membership_id, [])) for member in members()]


def fillable() -> list[tuple[str, object]]:
    """The offices that can be given, with their names."""
    return [(office.value, OFFICE_NAMES[office]) for office in Office if office != Office.MEMBER]
