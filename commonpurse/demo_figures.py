"""The figures of the demo's purses, in minor units of their currency; everything is invented."""

from dataclasses import dataclass


@dataclass(frozen=True)
class Spend:
    """What a union pays for every month; the amount moves a little from month to month."""

    day: int
    words: str
    payee: str
    amount_minor: int
    moves_minor: int = 0


@dataclass(frozen=True)
class Part:
    """Something that happened once, on a day of one of the whole months that are told, 0 the
    first."""

    place: int
    day: int
    words: str
    amount_minor: int


@dataclass(frozen=True)
class Kept:
    """A fund, and what was put into it."""

    name: str
    purpose: str
    parts: tuple[Part, ...]

    def put_in(self, place: int) -> int:
        """What went into it in a month."""
        return sum(part.amount_minor for part in self.parts if part.place == place)


@dataclass(frozen=True)
class Abroad:
    """A second purse: what came in and went out of it, and what of it was changed into the money
    of the first one, for `gets_minor`."""

    currency: str
    gifts: tuple[Part, ...]
    spends: tuple[tuple[int, Spend], ...]
    changed: Part
    gets_minor: int

    def changed_in(self, place: int) -> int:
        """What the first purse got for it in a month."""
        return self.gets_minor if self.changed.place == place else 0


@dataclass(frozen=True)
class Figures:
    """The purse of a union on the story's evening; balance − reserve − open spends = free.

    The gift of a month comes from an odd number of givers, whom nobody names.
    """

    balance: int
    reserve: int
    share: int
    gift: str
    gift_minor: int
    spends: tuple[Spend, ...]
    twice: Spend
    waiting: tuple[Spend, ...]
    givers: int = 1
    kept: Kept | None = None
    abroad: Abroad | None = None


FIGURES = {
    "harbour-lights": Figures(
        balance=960_000,
        reserve=250_000,
        share=35_000,
        gift="Gift at the pier market",
        gift_minor=31_260,
        spends=(
            Spend(3, "Rent of the hall", "Pier House", 145_000),
            Spend(10, "Power for the shared kitchen", "Coast Power", 41_235, 1_870),
            Spend(20, "Food for the soup kitchen", "Quayside Stores", 26_425, 940),
            Spend(24, "Van hire", "Harbour Vans", 13_200, 600),
        ),
        twice=Spend(12, "Roof felt, Pier House", "Tar & Timber", 18_640),
        waiting=(
            Spend(0, "Storm shutters, Pier House", "Tar & Timber", 85_000),
            Spend(0, "Winter stores for the soup kitchen", "Quayside Stores", 50_000),
        ),
    ),
    "alder-vale": Figures(
        balance=1_842_000,
        reserve=520_000,
        share=40_000,
        gift="Gift at the apple day",
        gift_minor=27_480,
        spends=(
            Spend(3, "Rent of the barn", "Vale Estate", 182_000),
            Spend(9, "Flour and seed", "Upper Mill", 64_380, 2_410),
            Spend(16, "Power and water", "Vale Power", 38_150, 1_290),
            Spend(22, "Diesel for the tractor", "Vale Fuels", 21_760, 880),
        ),
        twice=Spend(14, "Fencing wire", "Vale Hardware", 23_905),
        waiting=(
            Spend(0, "Press for the cider house", "Upper Mill", 171_000),
            Spend(0, "Young fruit trees", "Long Nursery", 60_000),
        ),
        # As many as its public report needs to tell what came in.
        givers=5,
        kept=Kept(
            "Seed store",
            "Seed of the old sorts, and jars that keep it dry",
            (
                Part(1, 12, "First part, out of the apple day", 30_000),
                Part(5, 8, "After the plant swap", 25_000),
                Part(9, 19, "Jars for the harvest", 20_000),
            ),
        ),
    ),
    "millrace": Figures(
        balance=2_796_000,
        reserve=840_000,
        share=45_000,
        gift="Gift at the weavers' fair",
        gift_minor=46_815,
        spends=(
            Spend(3, "Rent of the mill floor", "Race Trust", 395_000),
            Spend(8, "Wool and hemp", "North Fibre", 142_640, 5_320),
            Spend(15, "Power for the looms", "Weir Power", 98_470, 3_150),
            Spend(21, "Food for the mill kitchen", "Town Market", 57_930, 1_720),
        ),
        twice=Spend(11, "Needles and thread", "Haberdash", 16_480),
        waiting=(
            Spend(0, "Belt for the carding machine", "Weir Works", 262_500),
            Spend(0, "Boot leather", "North Fibre", 150_000),
        ),
        abroad=Abroad(
            currency="EUR",
            gifts=(
                Part(2, 14, "Gift at the cloth fair in Ghent", 52_000),
                Part(2, 14, "Gift at the cloth fair in Ghent", 38_500),
                Part(2, 15, "Gift at the cloth fair in Ghent", 33_500),
                Part(9, 17, "Gift at the cloth fair in Lille", 61_250),
                Part(9, 17, "Gift at the cloth fair in Lille", 44_000),
                Part(9, 18, "Gift at the cloth fair in Lille", 26_000),
            ),
            spends=(
                (3, Spend(18, "Flax from Courtrai", "De Vlasmolen", 48_320)),
                (8, Spend(12, "Shuttles and reeds", "Atelier Roubaix", 23_975)),
            ),
            changed=Part(10, 19, "Changed at the bank, for the mill floor", 80_000),
            gets_minor=68_640,
        ),
    ),
}
