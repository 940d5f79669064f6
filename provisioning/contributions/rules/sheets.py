"""Text cells of a sheet that no spreadsheet program takes for a formula."""

STARTS_A_FORMULA = ("=", "+", "-", "@", "\t", "\r", "\n", "|", "%")


def safe_cell(text: str) -> str:
    """The text, with an apostrophe before it where a program would calculate with it."""
    return f"'{text}" if text.lstrip(" \u00a0\ufeff").startswith(STARTS_A_FORMULA) else text
