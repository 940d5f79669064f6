"""Charts drawn on the server: inline SVG with its sizes in attributes, so that no style is inline.

A chart shows one kind in one unit. What came in stands filled above zero, what went out as an
outline below, on one scale. It is never the only way: the same rows stand beside it as a table.
"""

from django import template
from django.utils.html import format_html
from django.utils.safestring import SafeString

from unions.templatetags.kinds import kind_code

register = template.Library()


@register.simple_tag
def meter(kind: str, value: int, of: int) -> SafeString:
    """A bar filled to `value` of `of`; the words beside it say the same."""
    share = 0 if of <= 0 else max(0, min(100, round(100 * value / of, 2)))
    full = format_html(
        '<rect class="full" width="{}%" height="100%" rx="4" fill="url(#pattern-{})"/>',
        share,
        kind_code(kind),
    )
    gap = format_html('<rect class="gap" x="{}%" width="2" height="100%"/>', share)
    return format_html(
        '<svg class="meter kind-{}" aria-hidden="true">'
        '<rect class="well" width="100%" height="100%" rx="4"/>{}{}</svg>',
        kind_code(kind),
        full if share else "",
        gap if 0 < share < 100 else "",  # noqa: PLR2004 - neither empty nor full
    )
