"""The demo's chapter of this app: each union lets its sums be read, and tells the past year."""

from federation.peers.actions import sharing_consents
from federation.peers.rules.scopes import SECTIONS
from federation.summaries.actions import summaries
from federation.wire import identity
from unions.demo import Story
from unions.rights import Office


def tell(story: Story) -> None:
    """Consent of the union to share sums with all peers, and its summaries up to today."""
    by = story.holding(Office.HUB_OPERATOR)
    sharing_consents.give(sections=SECTIONS, decision_id=None, by_id=by[0].id if by else None)
    summaries.publish(now=identity.now())
