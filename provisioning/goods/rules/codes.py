"""The code on a label, as it is printed and as it stands in an address."""

import re

CODE = re.compile(r"[A-Z]{1,4} [0-9]{1,6}")


def tidy(words: str) -> str:
    """The code as printed: "hl-014", "HL014" and " hl 014" all become "HL 014"; other signs than
    letters and digits are left out."""
    bare = re.sub(r"[^A-Za-z0-9]", "", words).upper()
    letters = re.match(r"[A-Z]*", bare)
    head = letters[0] if letters else ""
    return f"{head} {bare[len(head) :]}".strip()


def is_code(words: str) -> bool:
    """True for a tidy code: one to four letters, a space, one to six digits."""
    return CODE.fullmatch(words) is not None


def address(code: str) -> str:
    """The code as it stands in an address and under a QR code: "HL-014"."""
    return code.replace(" ", "-")
