"""Every address of the site, with its name and the view behind it."""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from functools import cache
from typing import Any

from django.urls import URLPattern, URLResolver, get_resolver

# What libraries bring along; they answer for their own doors.
LIBRARIES = ("accounts/", "host/", "api/schema/", "api/docs/", "i18n/", "static/")


@dataclass(frozen=True)
class Address:
    """One pattern: its path from the root, its full name, its view."""

    path: str
    name: str
    view: Callable[..., Any]

    @property
    def of_union(self) -> bool:
        """True under a union's own path, for pages and programs alike."""
        return self.path.startswith(("u/<slug:union>/", "api/v1/u/<slug:union>/"))

    @property
    def ours(self) -> bool:
        """True for what this project answers itself."""
        return not self.path.startswith(LIBRARIES)

    @property
    def function(self) -> str:
        """`unions.people.views.settings.show`."""
        api_class = getattr(self.view, "cls", None)
        return f"{self.view.__module__}.{api_class.__name__ if api_class else self.view.__name__}"

    @property
    def parameters(self) -> list[str]:
        """What the path asks for besides the union: `["need_id"]`."""
        names = [part.split(":")[-1] for part in _between(self.path)]
        return [name for name in names if name != "union"]


@cache
def addresses() -> tuple[Address, ...]:
    """All of them, in the order in which they are tried."""
    return tuple(_walk(get_resolver().url_patterns, "", ()))


def ours() -> list[Address]:
    """Those that this project answers itself."""
    return [address for address in addresses() if address.ours]


def _walk(
    patterns: Sequence[URLPattern | URLResolver], path: str, spaces: tuple[str, ...]
) -> Iterator[Address]:
    for pattern in patterns:
        here = path + str(pattern.pattern)
        if isinstance(pattern, URLPattern):
            yield Address(here, ":".join((*spaces, pattern.name or "")), pattern.callback)
        else:
            inner = (*spaces, pattern.namespace) if pattern.namespace else spaces
            yield from _walk(pattern.url_patterns, here, inner)


def _between(path: str) -> list[str]:
    return [part.split(">")[0] for part in path.split("<")[1:]]
