"""Whether an amount stands in a text, and not by chance within one of its ids and tokens."""

import re

IDS = re.compile(r"\b[0-9a-f]{8}-(?:[0-9a-f]{4}-){3}[0-9a-f]{12}\b")


def tells(text: str, minor: int) -> bool:
    """Whether an amount of minor units stands in a text, as money or as a whole number: by itself,
    in a cell of a row (`2026-11-20,80.59`), and not as the end of a greater one (`1,313.37`)."""
    whole, rest = divmod(minor, 100)
    not_after_thousands = r"(?<!\d,)" if whole >= 100 else ""
    forms = rf"{not_after_thousands}{whole}[.,]{rest:02d}|{minor}"
    said = rf"(?<!\w)(?<!\d\.)(?:{forms})(?!\w|\.\d)"
    return re.search(said, IDS.sub("", text)) is not None
