"""How names are cleaned, shown and sorted."""

import unicodedata

NAME_CHARS_MAX = 80


def clean(name: str) -> str:
    """The name in NFC with single spaces and without control or direction characters."""
    kept = "".join(
        c for c in unicodedata.normalize("NFC", name) if unicodedata.category(c)[0] != "C"
    )
    return " ".join(kept.split())[:NAME_CHARS_MAX]


def sort_key(name: str) -> str:
    """The name without case and accents, for sorting by byte order."""
    bare = unicodedata.normalize("NFKD", clean(name).casefold())
    return "".join(c for c in bare if not unicodedata.combining(c))[:NAME_CHARS_MAX]
