"""Four kinds hold all that people give."""

import pytest
from django.utils.translation import override

from unions.templatetags.kinds import kind_code, kind_of, kind_word


@pytest.mark.parametrize(
    ("code", "kind"),
    [("work", "hours"), ("care", "hours"), ("space", "goods"), ("money", "money")],
)
def test_care_counts_as_work_and_space_as_a_good(code: str, kind: str) -> None:
    assert kind_code(code) == kind


def test_a_kind_has_word_and_icon() -> None:
    with override("en"):
        assert (kind_word("care"), kind_of("care").icon) == ("Hours", "clock")


def test_an_unknown_kind_is_not_drawn_as_another() -> None:
    with pytest.raises(KeyError):
        kind_of("credit")
