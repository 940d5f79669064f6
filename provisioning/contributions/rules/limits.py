"""How much one entry may hold; beyond it, someone most likely mistyped."""

from provisioning.measures import MINUTES_PER_DAY, Unit

MINUTES_STEP = 15
DAYS_BACK_MAX = 366
WHAT_CHARS_MAX = 80
AMOUNT_CHARS_MAX = 20
AGAIN_CHIPS_MAX = 3

AMOUNT_MAX = {
    Unit.MINUTE: MINUTES_PER_DAY,
    Unit.GRAM: 5_000_000,
    Unit.PIECE: 10_000,
    Unit.NIGHT: 366,
    Unit.SESSION: 24,
    Unit.GUIDE: 100,
}
