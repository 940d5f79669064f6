"""What of the seals may be told to sibling unions: where the chain ends, and nothing of whom."""

from commonpurse.seals.models.seal import Seal


def head() -> tuple[int, str] | None:
    """Number and hash in hex of the newest block of the union in scope; None while nothing is
    sealed."""
    last = Seal.objects.order_by("-block").only("block", "hash").first()
    return (last.block, bytes(last.hash).hex()) if last else None
