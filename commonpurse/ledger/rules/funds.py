"""How a fund is named in the books."""

import hashlib
import re
import unicodedata

NAME_LENGTH_MAX = 80
PURPOSE_LENGTH_MAX = 200
# An account's code is made of it, the word "fund" and the unit.
CODE_LENGTH_MAX = 20
_MARK_LENGTH = 6


def can_be_read(name: str, purpose: str) -> bool:
    """Whether both say something, and no more than there is room for."""
    return 0 < len(name) <= NAME_LENGTH_MAX and 0 < len(purpose) <= PURPOSE_LENGTH_MAX


def code_of(name: str) -> str:
    """The code of a fund of this name: `Roof of Pier House` → `roof-of-pier-house`.

    Small letters, digits and hyphens, at most CODE_LENGTH_MAX. What is cut, or cannot be written
    with these, leaves a mark of the whole name, so that two names keep two codes.
    """
    name = " ".join(name.split()).casefold()
    plain = unicodedata.normalize("NFKD", name).encode("ascii", "ignore").decode()
    code = re.sub(r"[^a-z0-9]+", "-", plain).strip("-")
    if code and len(code) <= CODE_LENGTH_MAX and _keeps_all(name):
        return code
    mark = hashlib.sha256(name.encode()).hexdigest()[:_MARK_LENGTH]
    kept = code[: CODE_LENGTH_MAX - _MARK_LENGTH - 1].strip("-")
    return f"{kept}-{mark}" if kept else mark


def account_code(fund_code: str, unit: str) -> str:
    """The code of a fund's account in one unit."""
    return f"fund.{fund_code}.{unit.lower()}"


def _keeps_all(name: str) -> bool:
    """Whether letters of the name are all written with those of a code, marks aside."""
    letters = [sign for sign in unicodedata.normalize("NFKD", name) if sign.isalnum()]
    return all(sign.isascii() for sign in letters)
