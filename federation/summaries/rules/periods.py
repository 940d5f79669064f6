"""Calendar months as the wire names them: `YYYY-MM`."""

from dataclasses import dataclass
from datetime import date, timedelta

KIND = "month"
BACK_MAX = 12
QUIET = timedelta(hours=48)
CLOSE_OUT_DAYS = 56


@dataclass(frozen=True)
class Period:
    """One month, both days included."""

    key: str
    first_on: date
    last_on: date

    @property
    def after_on(self) -> date:
        """The day after its last."""
        return self.last_on + timedelta(days=1)


def month_of(day: date) -> Period:
    """The month in which a day lies."""
    first = day.replace(day=1)
    following = (first + timedelta(days=31)).replace(day=1)
    return Period(f"{first:%Y-%m}", first, following - timedelta(days=1))


def by_key(key: str) -> Period:
    """The month of this name."""
    year, month = map(int, key.split("-"))
    return month_of(date(year, month, 1))


def before(period: Period) -> Period:
    """The month before."""
    return month_of(period.first_on - timedelta(days=1))


def closed(*, today: date, quiet_days: int, back: int = BACK_MAX) -> list[Period]:
    """The last months that ended at least `quiet_days` ago, oldest first."""
    period = before(month_of(today))
    found: list[Period] = []
    while len(found) < back:
        if (today - period.last_on).days > quiet_days:
            found.append(period)
        period = before(period)
    return found[::-1]


def is_at_close_out(period: Period, *, today: date) -> bool:
    """True from eight weeks after the end on: the one correction may be made."""
    return (today - period.last_on).days >= CLOSE_OUT_DAYS
