"""The letter says in sentences what codes and numbers keep, in the reader's language."""

from types import SimpleNamespace
from typing import Any

import pytest
from django.utils import translation

from provisioning.needs.actions import allocation_rounds
from provisioning.needs.queries import letters
from provisioning.needs.queries.letters import WhyLetter
from provisioning.needs.rules.reasons import CHANGES, SENTENCES, Reason
from provisioning.tiers import Tier
from tests.cast import Cast
from tests.provisioning.needs.conftest import accepted, ask, fill, proposed
from unions.refusals import NotFound

FULL: dict[str, int | None] = {
    "minimum": 90,
    "level": 80,
    "before": 70,
    "short": 60,
    "rounds": 5,
    "odd": 1,
}


def line(reason: str, params: dict[str, int | None], also: tuple[str, ...] = ()) -> Any:
    return SimpleNamespace(
        reason=reason,
        also=also,
        tier="livelihood",
        amount_minor=100,
        grant_minor=40,
        share_minor=40,
        set_aside_minor=30,
        reason_params=params,
    )


ROUND: Any = SimpleNamespace(currency="GBP", seed="a|b %(x)s")


@pytest.mark.parametrize("reason", list(Reason))
@pytest.mark.parametrize("language", ["en", "de", "es"])
def test_every_reason_is_said_in_whole_sentences(reason: Reason, language: str) -> None:
    with translation.override(language):
        for texts in (SENTENCES, CHANGES):
            said = letters._said(line(reason, FULL, ("FLOOR", "ODD_UNIT")), ROUND, texts)
            assert said
            assert not any("%(" in words.replace(ROUND.seed, "") for words in said)


def test_a_sentence_without_its_number_is_left_out() -> None:
    without = {**FULL, "short": None, "level": None, "rounds": None, "before": 0}
    assert letters._said(line("NOT_REACHED", without), ROUND, CHANGES) == ()
    level = " ".join(letters._said(line("LEVEL", without), ROUND, SENTENCES))
    assert "up to" not in level
    assert "So this need gets £0.40 of £1.00" in level


def letter_of(cast: Cast, name: str, *, may_care: bool = False) -> WhyLetter:
    this = proposed(cast)
    row = this.lines.select_related("need").get(need__claimant=cast.members[name].person)
    return letters.why(row.pk, cast.members[name], may_care=may_care)


def test_a_level_is_told_with_what_would_change_it(now_harbour: Cast) -> None:
    accepted(now_harbour.hana, now_harbour.mira, 80_000)
    accepted(now_harbour.idris, now_harbour.mira, 70_000)
    letter = letter_of(now_harbour, "hana")
    assert (letter.reason, letter.grant, letter.open) == (Reason.LEVEL, 50_000, 30_000)
    assert "Everyone in it received up to £500.00 per person." in letter.sentences
    assert letter.changes == ("£500.00 more in livelihood would have met it.",)


def test_what_is_kept_says_how_long_it_may_take(now_harbour: Cast) -> None:
    accepted(now_harbour.hana, now_harbour.mira, 250_000, only_whole=True)
    letter = letter_of(now_harbour, "hana")
    assert letter.reason == Reason.SET_ASIDE
    assert "Your fair share of £1,000.00 is kept for it, £1,000.00 by now." in letter.sentences
    assert "about 2 more rounds like this one" in letter.changes[0]


def test_what_was_not_reached_says_what_comes_first(in_harbour: Cast) -> None:
    fill(in_harbour, 10_000)
    accepted(in_harbour.idris, in_harbour.mira, 30_000, Tier.SURVIVAL)
    accepted(in_harbour.hana, in_harbour.mira, 5_000, Tier.COMFORT)
    letter = letter_of(in_harbour, "hana")
    assert letter.reason == Reason.NOT_REACHED
    assert letter.changes[0] == "£200.00 is missing in what comes first."
    hidden = {reach.tier: reach.is_hidden for reach in letter.reaches}
    assert hidden[Tier.SURVIVAL] is True
    assert hidden[Tier.COMFORT] is False


def test_the_care_circle_reads_it_unless_it_is_too_near(now_harbour: Cast) -> None:
    need = accepted(
        now_harbour.hana, now_harbour.noor, 5_000, kept_from_id=now_harbour.mira.person_id
    )
    this = proposed(now_harbour)
    row = this.lines.get(need=need)
    assert letters.why(row.pk, now_harbour.noor, may_care=True).to == "Hana"
    with pytest.raises(NotFound):
        letters.why(row.pk, now_harbour.mira, may_care=True)
    with pytest.raises(NotFound):
        letters.why(row.pk, now_harbour.idris, may_care=False)


def test_a_stopped_round_sends_no_letters(now_harbour: Cast) -> None:
    need = accepted(now_harbour.hana, now_harbour.mira)
    this = proposed(now_harbour)
    allocation_rounds.stop(round_id=this.pk, why="Wrong purse", by=now_harbour.mira)
    with pytest.raises(NotFound):
        letters.why(this.lines.get(need=need).pk, now_harbour.hana, may_care=False)
    assert ask(now_harbour.jo).state == "asked"
