"""What the rules of the union in scope are today."""

from unions.founding.models.union_policy import UnionPolicy
from unions.founding.rules.policies import DEFAULTS, Value, default


def value(key: str) -> Value:
    """The newest value of a key, or its default. Raises UnknownPolicy."""
    fallback = default(key)
    row = UnionPolicy.objects.filter(key=key).order_by("-version").first()
    return fallback if row is None else row.value


def whole(key: str) -> int:
    """The newest value of a key that is a whole number. Raises TypeError for another kind."""
    found = value(key)
    if not isinstance(found, int):
        raise TypeError(f"{key} is not a whole number.")
    return found


def all_values() -> dict[str, Value]:
    """Every key with its newest value; what rounds and payments keep as their snapshot."""
    found = dict(DEFAULTS)
    for row in UnionPolicy.objects.order_by("key", "version"):
        found[row.key] = row.value
    return found
