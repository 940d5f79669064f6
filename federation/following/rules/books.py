"""Whether two cards of one union, told one after the other, can be of the same books."""

from collections.abc import Mapping
from typing import Any

# Kept with a line that holds, but contradicts the one before.
BROKEN = "books"


def lead_on(before: Mapping[str, Any], after: Mapping[str, Any]) -> bool:
    """False when the later card takes back the seal of the earlier one: no seal any more, one of
    an earlier block, or another for the same block."""
    was, now = before.get("books"), after.get("books")
    if was is None:
        return True
    if now is None or now["block"] < was["block"]:
        return False
    return bool(now["block"] > was["block"] or now["head"] == was["head"])
