"""The chapters that means and needs add to the demo story; everything is invented."""

from collections.abc import Callable

from provisioning.demo_asks import tell_asks
from provisioning.demo_contributions import tell_contributions
from provisioning.demo_needs import tell_rounds
from provisioning.demo_things import tell_bookings, tell_things
from unions.demo import Story

CHAPTERS: tuple[Callable[[Story], None], ...] = (
    tell_contributions,
    tell_things,
    tell_bookings,
    tell_rounds,
    tell_asks,
)


def tell(story: Story) -> None:
    """Tell all chapters for one union, in its scope."""
    for chapter in CHAPTERS:
        chapter(story)
