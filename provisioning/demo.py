"""The chapters that means and needs add to the demo story; everything is invented."""

from collections.abc import Callable

from provisioning.demo_asks import tell_asks
from provisioning.demo_contributions import tell_contributions
from provisioning.demo_needs import tell_rounds
from provisioning.demo_things import tell_bookings, tell_things
from provisioning.reports.actions import public_reports
from unions.demo import Story
from unions.rights import Office

# The union that lets everybody read its sums; the others keep them among themselves.
OPEN_TO_ALL = "alder-vale"


def tell_report(story: Story) -> None:
    """One union has agreed to a public report."""
    if story.union.slug == OPEN_TO_ALL:
        public_reports.open_to_all(by=story.holding(Office.KEEPER)[0])


CHAPTERS: tuple[Callable[[Story], None], ...] = (
    tell_contributions,
    tell_things,
    tell_bookings,
    tell_rounds,
    tell_asks,
    tell_report,
)


def tell(story: Story) -> None:
    """Tell all chapters for one union, in its scope."""
    for chapter in CHAPTERS:
        chapter(story)
