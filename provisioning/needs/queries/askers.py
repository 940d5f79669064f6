"""Who asks: for whom they may, and who would read it."""

from dataclasses import dataclass

from unions.circles.queries import role_terms
from unions.people.models.membership import Membership
from unions.people.queries import people
from unions.rights import Office


@dataclass(frozen=True, slots=True)
class Circle:
    """The people around an asker, as choices: (person id, name)."""

    union: str
    first_name: str
    readers: tuple[tuple[str, str], ...]
    dependants: tuple[tuple[str, str], ...]
    persons: tuple[tuple[str, str], ...]
    own_ids: frozenset[str]

    @property
    def reader_names(self) -> str:
        """The names of the care circle."""
        return ", ".join(name for _, name in self.readers)


def circle_of(by: Membership) -> Circle:
    """Oneself first, then those one looks after, then the members by name."""
    me = (str(by.person_id), by.person.display_name)
    dependants = tuple(
        (str(person.id), person.display_name) for person in people.dependants_of(by.person_id)
    )
    others = tuple(
        (str(member.person_id), member.name)
        for member in people.members()
        if member.person_id != by.person_id
    )
    readers = tuple(
        (str(term.person_id), term.name)
        for term in role_terms.serving(Office.CARE_CIRCLE)
        if term.person_id != by.person_id
    )
    return Circle(
        union=by.union.name,
        first_name=by.person.first_name,
        readers=readers,
        dependants=dependants,
        persons=(me, *dependants, *others),
        own_ids=frozenset(person for person, _ in (me, *dependants)),
    )
