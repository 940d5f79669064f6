"""The four kinds of what people give: always pattern, icon and word together."""

from dataclasses import dataclass
from typing import TYPE_CHECKING

from django import template
from django.utils.translation import gettext_lazy as _

if TYPE_CHECKING:
    from django_stubs_ext import StrPromise

register = template.Library()


@dataclass(frozen=True)
class Kind:
    """One kind: the code names its pattern and colour in the style sheet."""

    code: str
    word: "StrPromise"
    icon: str


KINDS = {
    "hours": Kind("hours", _("Hours"), "clock"),
    "goods": Kind("goods", _("Goods"), "package"),
    "money": Kind("money", _("Money"), "coins"),
    "knowledge": Kind("knowledge", _("Knowledge"), "book-open"),
}
# Care counts the same as work; a room or bench lent for a time is a good.
FOLDED = {"work": "hours", "care": "hours", "space": "goods", "goods": "goods"}


@register.filter(name="kind")
def kind_of(code: str) -> Kind:
    """The kind for its own code or that of a contribution. Raises KeyError for others."""
    return KINDS[FOLDED.get(code, code)]


@register.filter
def kind_code(code: str) -> str:
    """`work` and `care` → `hours`; the class name is made from it."""
    return kind_of(code).code


@register.filter
def kind_word(code: str) -> str:
    """The kind's name in the reader's language."""
    return str(kind_of(code).word)
