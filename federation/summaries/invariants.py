"""What must always hold of what a union has told."""

from collections.abc import Iterator

from federation.log.queries import log_entries
from federation.peers.queries import sharing_consents
from federation.summaries.guards import cells
from federation.summaries.models.summary import Summary
from federation.summaries.rules import periods, suppression
from unions.invariants import Breach, invariant

FLOWS = ("work", "purse", "allocations")


@invariant("What a union has told is what stands in the log.")
def summaries_are_their_lines() -> Iterator[Breach]:
    """Compare every summary with its line; an erased line is gone with its summary's figures."""
    for summary in Summary.objects.order_by("period", "rev"):
        if log_entries.body_of_outbox(summary.outbox_id) != summary.body:
            yield Breach(f"summary {summary.period} rev {summary.rev}", "is not what its line says")


@invariant("What a union has told of a period is what its rows amounted to at that moment.")
def summaries_are_recomputed_aggregates() -> Iterator[Breach]:
    """Count the flows again as recorded then, and put them through the privacy gate again."""
    for summary in Summary.objects.order_by("period", "rev"):
        period = periods.by_key(summary.period)
        counted = cells.counted(period, recorded_by=summary.counted_at, with_stocks=False)
        again = suppression.flows(
            counted=counted,
            sections=sharing_consents.sections_at(summary.counted_at),
            k=summary.k,
        )
        told = {name: summary.body[name] for name in FLOWS if name in summary.body}
        if again != told:
            yield Breach(
                f"summary {summary.period} rev {summary.rev}", "its rows amount to something else"
            )
