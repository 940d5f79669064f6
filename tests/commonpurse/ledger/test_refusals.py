"""Programs tell the refusals of the books apart."""

from commonpurse.ledger import refusals
from commonpurse.refusals import PurseRefused


def test_each_refusal_has_a_code_of_its_own() -> None:
    found = [
        refusal
        for refusal in vars(refusals).values()
        if isinstance(refusal, type)
        and issubclass(refusal, PurseRefused)
        and refusal.__module__ == refusals.__name__
    ]
    codes = {refusal.code for refusal in found}
    assert len(codes) == len(found) >= 29
    assert PurseRefused.code not in codes
