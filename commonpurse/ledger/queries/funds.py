"""The funds, and what each holds."""

from uuid import UUID

from commonpurse.ledger.models.fund import Fund


def fund_names() -> tuple[tuple[UUID, str], ...]:
    """All funds by name."""
    return tuple(Fund.objects.order_by("name", "id").values_list("id", "name"))
