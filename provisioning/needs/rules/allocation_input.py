"""Reads the input of the rule, strictly, into its normal form (format "allocation/1")."""

import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from hashlib import blake2b
from typing import Any

from provisioning.tiers import Tier

FORMAT = "allocation/1"
NUMBER_MAX = 2**53 - 1
TEXT_MAX = 100
WHOLE_BP = 10_000
ROUNDS_MAX = 1_000
ABSOLUTE_LEAST, ABSOLUTE_MOST = 2, 3
CHECKSUM_BYTES = 32
SPOKEN_DIGITS, SPOKEN_GROUP = 12, 4

Json = dict[str, Any]


class UnreadableInput(ValueError):
    """The input is not of the form "allocation/1"; one line says where."""


@dataclass(frozen=True, slots=True)
class Claim:
    """One accepted need; amounts in the smallest unit."""

    id: str
    tier: Tier
    amount: int
    minimum: int
    order: int
    held: int
    persons: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Policy:
    """What the union has decided about the rule, for all four tiers."""

    absolute: int
    floor_bp: Mapping[Tier, int]
    cap: Mapping[Tier, int | None]
    window: Mapping[Tier, int]


@dataclass(frozen=True, slots=True)
class Past:
    """What a person newly got in a tier, so many rounds ago."""

    rounds_ago: int
    person: str
    tier: Tier
    amount: int


@dataclass(frozen=True, slots=True)
class Run:
    """One run of the rule, in normal form."""

    seed: str
    purse: int
    needs: tuple[Claim, ...]
    policy: Policy
    history: tuple[Past, ...]


def read(given: object) -> Run:
    """The run that a JSON object describes. Raises UnreadableInput."""
    top = _object(given, "input", {"format", "seed", "purse", "needs"}, {"policy", "history"})
    if top["format"] != FORMAT:
        raise UnreadableInput(f"format: must be {FORMAT!r}")
    needs = tuple(sorted(map(_need, _list(top["needs"], "needs")), key=lambda need: need.id))
    _refuse_twice((need.id for need in needs), "needs")
    history = tuple(sorted(map(_past, _list(top.get("history", []), "history")), key=_place))
    _refuse_twice(map(_place, history), "history")
    return Run(
        seed=_text(top["seed"], "seed"),
        purse=_number(top["purse"], "purse"),
        needs=needs,
        policy=_policy(top.get("policy", {})),
        history=history,
    )


def read_text(text: str) -> Run:
    """The run that a JSON text describes. Raises UnreadableInput."""
    try:
        given = json.loads(text, object_pairs_hook=_once, parse_constant=_no_constant)
    except UnreadableInput:
        raise
    except (ValueError, RecursionError) as error:
        # ValueError also covers numbers with more digits than Python reads.
        raise UnreadableInput("input: this is not JSON") from error
    return read(given)


def normal_form(run: Run) -> Json:
    """The input with every default filled in and every list sorted."""
    policy = run.policy
    return {
        "format": FORMAT,
        "seed": run.seed,
        "purse": run.purse,
        "needs": [_need_form(need) for need in run.needs],
        "policy": {
            "absolute": policy.absolute,
            "floor_bp": {str(tier): policy.floor_bp[tier] for tier in Tier},
            "cap": {str(tier): policy.cap[tier] for tier in Tier},
            "window": {str(tier): policy.window[tier] for tier in Tier},
        },
        "history": [
            {
                "rounds_ago": past.rounds_ago,
                "person": past.person,
                "tier": str(past.tier),
                "amount": past.amount,
            }
            for past in run.history
        ],
    }


def canonical(value: object) -> str:
    """Canonical JSON: sorted keys, no spaces, no escapes beyond what JSON needs."""
    return json.dumps(value, sort_keys=True, separators=(",", ":"), ensure_ascii=False)


def checksum(run: Run) -> str:
    """BLAKE2b with 32 bytes over the canonical JSON of the normal form, in hex."""
    content = canonical(normal_form(run)).encode()
    return blake2b(content, digest_size=CHECKSUM_BYTES).hexdigest()


def in_groups(digits: str) -> str:
    """A checksum in groups that can be read aloud, and that a narrow page can break."""
    starts = range(0, len(digits), SPOKEN_GROUP)
    return " ".join(digits[start : start + SPOKEN_GROUP] for start in starts)


def spoken(digits: str) -> str:
    """The first digits of a checksum, in groups."""
    return in_groups(digits[:SPOKEN_DIGITS])


def _need_form(need: Claim) -> Json:
    return {
        "id": need.id,
        "tier": str(need.tier),
        "amount": need.amount,
        "minimum": need.minimum,
        "order": need.order,
        "held": need.held,
        "persons": list(need.persons),
    }


def _need(given: object) -> Claim:
    must = {"id", "tier", "amount", "persons"}
    need = _object(given, "need", must, {"minimum", "order", "held"})
    name = _text(need["id"], "need.id")
    where = f"need {name!r}"
    amount = _number(need["amount"], f"{where}: amount", least=1)
    persons = sorted(_text(p, f"{where}: person") for p in _list(need["persons"], where))
    if not persons:
        raise UnreadableInput(f"{where}: persons: at least one")
    _refuse_twice(persons, f"{where}: persons")
    return Claim(
        id=name,
        tier=_tier(need["tier"], where),
        amount=amount,
        minimum=_number(need.get("minimum", 0), f"{where}: minimum", most=amount),
        order=_number(need.get("order", 0), f"{where}: order", least=-NUMBER_MAX),
        held=_number(need.get("held", 0), f"{where}: held", most=amount),
        persons=tuple(persons),
    )


def _past(given: object) -> Past:
    past = _object(given, "history", {"rounds_ago", "person", "tier", "amount"}, set())
    return Past(
        rounds_ago=_number(past["rounds_ago"], "history: rounds_ago", least=1, most=ROUNDS_MAX),
        person=_text(past["person"], "history: person"),
        tier=_tier(past["tier"], "history"),
        amount=_number(past["amount"], "history: amount"),
    )


def _place(past: Past) -> tuple[int, int, str]:
    return past.rounds_ago, past.tier.place, past.person


def _policy(given: object) -> Policy:
    policy = _object(given, "policy", set(), {"absolute", "floor_bp", "cap", "window"})
    absolute = _number(
        policy.get("absolute", ABSOLUTE_LEAST),
        "policy: absolute",
        least=ABSOLUTE_LEAST,
        most=ABSOLUTE_MOST,
    )
    floor = _by_tier(policy.get("floor_bp", {"comfort": 500}), "floor_bp", most=WHOLE_BP)
    if sum(floor.values()) > WHOLE_BP:
        raise UnreadableInput(f"policy: floor_bp: together more than {WHOLE_BP}")
    cap = _caps(policy.get("cap", {}))
    window = _by_tier(policy.get("window", {"comfort": 6}), "window", most=ROUNDS_MAX)
    for tier in list(Tier)[:absolute]:
        if floor[tier] or window[tier] or cap[tier] is not None:
            raise UnreadableInput(f"policy: {tier} is absolute: no floor, cap or window")
    return Policy(absolute=absolute, floor_bp=floor, cap=cap, window=window)


def _by_tier(given: object, name: str, *, most: int) -> dict[Tier, int]:
    values = _object(given, f"policy: {name}", set(), set(Tier))
    return {
        tier: _number(values.get(tier, 0), f"policy: {name}: {tier}", most=most) for tier in Tier
    }


def _caps(given: object) -> dict[Tier, int | None]:
    values = _object(given, "policy: cap", set(), set(Tier))
    return {
        tier: None
        if values.get(tier) is None
        else _number(values[tier], f"policy: cap: {tier}", least=1)
        for tier in Tier
    }


def _object(given: object, where: str, must: set[str], may: set[Any]) -> Json:
    if not isinstance(given, dict):
        raise UnreadableInput(f"{where}: must be an object")
    keys = set(given)
    if missing := must - keys:
        raise UnreadableInput(f"{where}: missing {', '.join(sorted(missing))}")
    if unknown := keys - must - may:
        raise UnreadableInput(f"{where}: unknown {', '.join(sorted(map(repr, unknown)))}")
    return given


def _list(given: object, where: str) -> list[object]:
    if not isinstance(given, list):
        raise UnreadableInput(f"{where}: must be a list")
    return given


def _text(given: object, where: str) -> str:
    if not isinstance(given, str) or not 1 <= len(given) <= TEXT_MAX:
        raise UnreadableInput(f"{where}: must be a text of 1 to {TEXT_MAX} characters")
    if any("\ud800" <= letter <= "\udfff" for letter in given):
        raise UnreadableInput(f"{where}: half a character cannot be written in UTF-8")
    return given


def _number(given: object, where: str, *, least: int = 0, most: int = NUMBER_MAX) -> int:
    # bool is a kind of int in Python and must not pass as a number.
    if type(given) is not int or not least <= given <= most:
        raise UnreadableInput(f"{where}: must be a whole number from {least} to {most}")
    return given


def _tier(given: object, where: str) -> Tier:
    if not isinstance(given, str) or given not in set(Tier):
        raise UnreadableInput(f"{where}: tier: must be one of {', '.join(Tier)}")
    return Tier(given)


def _refuse_twice(names: Iterable[object], where: str) -> None:
    seen: set[object] = set()
    for name in names:
        if name in seen:
            raise UnreadableInput(f"{where}: {name!r} stands there twice")
        seen.add(name)


def _once(pairs: list[tuple[str, object]]) -> Json:
    _refuse_twice((key for key, _ in pairs), "input: key")
    return dict(pairs)


def _no_constant(name: str) -> object:
    raise UnreadableInput(f"input: {name} is not a number")
