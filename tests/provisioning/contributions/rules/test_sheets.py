"""No cell of a sheet is taken for a formula."""

import pytest

from provisioning.contributions.rules.sheets import safe_cell


@pytest.mark.parametrize(
    "text",
    ["=1+1", "+1", "-1", "@SUM(A1)", "\t=1", " =1", "\u00a0=1", "|cmd", "%0A=1", '=HYPERLINK("x")'],
)
def test_formulas_become_text(text: str) -> None:
    assert safe_cell(text) == f"'{text}"


@pytest.mark.parametrize("text", ["", "Pruning", "2 = 2", "Ünïcode", "1-2"])
def test_other_text_stays(text: str) -> None:
    assert safe_cell(text) == text
