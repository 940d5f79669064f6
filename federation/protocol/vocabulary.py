"""The code words of the wire; a word that is not here travels as `other`."""

SCOPES = ("alert", "card", "exchange", "summary")
SCOPE_OF_TYPE = {"union/1": "card", "summary/1": "summary"}
# Visible to every peer, whatever was agreed.
OPEN_TYPES = frozenset({"keys/1", "seal/1"})
TIERS = ("survival", "health", "livelihood", "comfort")
KINDS = ("work", "care", "knowledge", "goods", "space")
UNITS = ("piece", "g", "ml", "cm", "m2", "min", "night", "wh", "minor")
FUNCTIONS = ("learn", "make", "distribute", "store", "kitchen", "shelter", "repair")
CATEGORIES = (
    "food-fresh",
    "food-dry",
    "food-cooked",
    "seed",
    "clothing",
    "footwear",
    "bedding",
    "hygiene",
    "children",
    "household",
    "furniture",
    "tools",
    "building",
    "energy",
    "electronics",
    "books",
    "transport",
    "care",
    "skill",
    "space",
    "money",
    "other",
)
CRISIS = ("none", "watch", "active", "easing")
OTHER = "other"


def known(code: str, codes: tuple[str, ...]) -> str:
    """The code if it is one of these, else `other`."""
    return code if code in codes else OTHER
