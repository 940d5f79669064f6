"""Form fields in our look: the class, and what a screen reader reads with the field."""

from django import template
from django.forms import BoundField, CheckboxInput
from django.utils.safestring import SafeString

register = template.Library()


@register.simple_tag
def widget(field: BoundField, hint: str = "") -> SafeString:
    """The field's input, described by its error and its hint."""
    described = [
        f"{field.auto_id}_error" if field.errors else "",
        f"{field.auto_id}_helptext" if hint else "",
    ]
    attributes = {"aria-describedby": " ".join(filter(None, described)) or None}
    if not isinstance(field.field.widget, CheckboxInput):
        attributes["class"] = "input"
    if field.errors:
        attributes["aria-invalid"] = "true"
    return field.as_widget(attrs={key: value for key, value in attributes.items() if value})


@register.filter
def lines(words: object) -> list[str]:
    """The lines of a label: the first is its name, the rest say more."""
    return str(words).split("\n")
