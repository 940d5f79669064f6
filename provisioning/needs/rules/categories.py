"""What a need is for: few words, so that nobody has to explain themselves."""

from enum import StrEnum

TITLE_CHARS_MAX = 60
WORDS_CHARS_MAX = 1_000
PEOPLE_MAX = 40
AMOUNT_MINOR_MAX = 10**9


def _(text: str) -> str:
    """Mark a text for translation; the pages translate it for the reader."""
    return text


class Category(StrEnum):
    """The six words of the form for asking."""

    FOOD = "food"
    HOME = "home"
    HEALTH = "health"
    WORK = "work"
    TRAVEL = "travel"
    OTHER = "other"


LABELS: dict[Category, str] = {
    Category.FOOD: _("Food"),
    Category.HOME: _("Home and heat"),
    Category.HEALTH: _("Health"),
    Category.WORK: _("Work and tools"),
    Category.TRAVEL: _("Getting about"),
    Category.OTHER: _("Something else"),
}
