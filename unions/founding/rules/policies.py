"""The keys of union policy and what holds until a union decides otherwise (domain, section 3).

Money in minor units, times in whole hours, days, weeks or months as the key's last word says.
"""

Value = int | str | list[int]

PUBLIC_REPORT = "report.public"

DEFAULTS: dict[str, Value] = {
    "payment.two_keys_minor": 15_000,
    "reserve.months": 2,
    "reserve.floor_minor": 0,
    "security.alert_months": 2,
    # 1 where everybody may read the union's sums, signed in or not.
    PUBLIC_REPORT: 0,
    "allocation.absolute": 2,
    "allocation.comfort_floor_bp": 500,
    "allocation.comfort_window": 6,
    "round.silence_hours": 72,
    "round.appeal_days": 14,
    "needs.care_circle_max": 5,
    "needs.min_cell": 3,
    "federation.min_cell": 5,
    "loan.days": 7,
    "loan.items_max": 8,
    "invitation.days": 14,
    "term.max_months": 12,
}


class UnknownPolicy(KeyError):
    """A key that no rule reads."""


def default(key: str) -> Value:
    """The value of a key before any decision. Raises UnknownPolicy."""
    try:
        return DEFAULTS[key]
    except KeyError as error:
        raise UnknownPolicy(key) from error
