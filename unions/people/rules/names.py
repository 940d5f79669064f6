"""How names are cleaned, shown and sorted."""

import unicodedata

NAME_CHARS_MAX = 80


def clean(name: str) -> str:
    """The name in NFC with single spaces and without control or direction characters."""
    return in_one_line(name)[:NAME_CHARS_MAX]


def in_one_line(words: str) -> str:
    """Words of any length as a name is cleaned; empty where nothing of them can be seen."""
    # A new line or a tab parts two words, though it is a control character.
    parted = " ".join(unicodedata.normalize("NFC", words).split())
    kept = "".join(c for c in parted if unicodedata.category(c)[0] != "C")
    return " ".join(kept.split())


def sort_key(name: str) -> str:
    """The name without case and accents, for sorting by byte order."""
    bare = unicodedata.normalize("NFKD", clean(name).casefold())
    return "".join(c for c in bare if not unicodedata.combining(c))[:NAME_CHARS_MAX]
