"""Why a line is as it is: codes that are stored, and the sentences that people read.

Codes and numbers are stored; the sentence is made for the reader, in the reader's language.
"""

from enum import StrEnum


def _(text: str) -> str:
    """Mark a text for translation; the queries translate it for the reader."""
    return text


class Reason(StrEnum):
    """The one main reason of a line; the first that fits."""

    MET = "MET"
    SET_ASIDE = "SET_ASIDE"
    NOT_REACHED = "NOT_REACHED"
    CAPPED = "CAPPED"
    LEVEL = "LEVEL"


class Also(StrEnum):
    """What else was true of a line."""

    FLOOR = "FLOOR"
    ODD_UNIT = "ODD_UNIT"
    OVERRIDDEN = "OVERRIDDEN"


Sentences = dict[str, tuple[tuple[str, tuple[str, ...]], ...]]

# What happened. Each sentence names the numbers it needs; without one of them it is left out.
SENTENCES: Sentences = {
    Reason.MET: ((_("Met in full."), ()),),
    Reason.SET_ASIDE: (
        (_("This only helps as a whole (%(minimum)s)."), ("minimum",)),
        (
            _("Your fair share of %(share)s is kept for it, %(set_aside)s by now."),
            ("share", "set_aside"),
        ),
    ),
    Reason.NOT_REACHED: (
        (_("Nothing reached this need this time. It stays open and keeps its place."), ()),
    ),
    Reason.CAPPED: (
        (
            _("Met up to this round’s limit per person in %(tier)s; %(open)s stays open."),
            ("open",),
        ),
    ),
    Reason.LEVEL: (
        (_("%(Tier)s could not be met for all this time."), ()),
        (_("Everyone in it received up to %(level)s per person."), ("level",)),
        (_("So this need gets %(grant)s of %(amount)s; %(open)s stays open."), ("grant", "open")),
    ),
    Also.FLOOR: ((_("This comes from the part kept for %(tier)s."), ()),),
    Also.ODD_UNIT: (
        (
            _("What does not divide evenly goes by lot, here “%(seed)s”; %(odd)s of it is yours."),
            ("odd",),
        ),
    ),
}

# What would change it.
CHANGES: Sentences = {
    Reason.MET: ((_("Nothing is missing."), ()),),
    Reason.SET_ASIDE: (
        (_("%(missing)s is missing, about %(rounds)s more rounds like this one."), ("rounds",)),
        (_("%(short)s more in %(tier)s would have met it."), ("short",)),
    ),
    Reason.NOT_REACHED: (
        (_("%(before)s is missing in what comes first."), ("before",)),
        (_("%(short)s more in %(tier)s would have met it."), ("short",)),
    ),
    Reason.CAPPED: (
        (_("A limit per person stands in the way; the union can change it by a decision."), ()),
    ),
    Reason.LEVEL: ((_("%(short)s more in %(tier)s would have met it."), ("short",)),),
}
