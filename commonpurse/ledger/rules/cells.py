"""Cells of a CSV file that no spreadsheet takes for a formula."""

_STARTS_A_FORMULA = ("=", "+", "-", "@", "\t", "\r", "\n", "\uff1d", "\uff0b", "\uff0d", "\uff20")


def text(words: str) -> str:
    """People's words as a cell: one that would start a formula gets an apostrophe in front.

    Numbers do not pass through here, so that negative ones stay numbers.
    """
    return f"'{words}" if words.startswith(_STARTS_A_FORMULA) else words
