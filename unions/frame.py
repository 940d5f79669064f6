"""What every page shows around its content: union, menu, one status line, light or dark."""

from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING

from django.conf import settings
from django.contrib.messages import ERROR, WARNING, get_messages
from django.http import HttpRequest
from django.urls import reverse

from unions import cards
from unions.cards import Slot

if TYPE_CHECKING:
    from unions.standing import Standing

THEME_COOKIE = "theme"
THEMES = ("light", "dark")
UNDO = "undo:"


@dataclass(frozen=True)
class Entry:
    """One link of the menu."""

    label: str
    url: str
    icon: str
    is_current: bool
    is_log: bool
    is_last: bool


@dataclass(frozen=True)
class FrameUnion:
    """The union whose page this is, and where to choose another."""

    name: str
    slug: str
    change_url: str


@dataclass(frozen=True)
class Status:
    """The one sentence on what just happened; `undo_url` is empty when nothing can be undone."""

    words: str
    tone: str
    undo_url: str


def undo_tag(url: str) -> str:
    """For `extra_tags` of a message: its status line gets an Undo button that posts to `url`."""
    return UNDO + url


def frame(request: HttpRequest) -> dict[str, "Frame"]:
    """Context processor: `frame` for `base.html`. Reads no table."""
    return {"frame": Frame(request)}


class Frame:
    """The frame of one page; each part is worked out when the page asks for it."""

    def __init__(self, request: HttpRequest) -> None:
        """Keep the request."""
        self._request = request
        self._standing: Standing | None = getattr(request, "standing", None)

    @property
    def demo(self) -> bool:
        """True on the demo, where a strip says that all people are invented."""
        return bool(settings.IS_DEMO)

    @property
    def theme(self) -> str:
        """`light`, `dark`, or empty for the device's own choice."""
        chosen = self._request.COOKIES.get(THEME_COOKIE, "")
        return chosen if chosen in THEMES else ""

    @property
    def help_url(self) -> str:
        """Always the same page."""
        return reverse("outside:doors.help_page")

    @cached_property
    def union(self) -> FrameUnion | None:
        """The union in the address, None outside of one."""
        if self._standing is None or not self._standing.is_member:
            return None
        union = self._standing.union
        return FrameUnion(union.name, union.slug, reverse("outside:doors.show") + "?choose=1")

    @cached_property
    def bar(self) -> list[Entry]:
        """Home, Needs, Log, Things, More as far as they exist; empty for guests."""
        return self._entries(cards.bar_entries()) if self.union else []

    @cached_property
    def rail(self) -> list[Entry]:
        """The sections under More that this reader may open; empty for guests."""
        if self.union is None or self._standing is None:
            return []
        return self._entries(cards.entries(self._standing))

    @cached_property
    def status(self) -> Status | None:
        """The last message, a trouble before a success; None when there is none."""
        waiting = list(get_messages(self._request))
        troubles = [message for message in waiting if message.level in {WARNING, ERROR}]
        if not waiting:
            return None
        shown = (troubles or waiting)[-1]
        tags = shown.extra_tags or ""
        undo_url = tags.removeprefix(UNDO) if tags.startswith(UNDO) else ""
        return Status(str(shown.message), "trouble" if troubles else "done", undo_url)

    @cached_property
    def _current(self) -> str:
        """The name of the entry this page lies under: the one with the longest address."""
        path = self._request.path
        pinned = [*cards.bar_entries(), *(cards.entries(self._standing) if self._standing else [])]
        urls = {entry.url_name: self._url(entry) for entry in pinned}
        # Home's address begins every other, so it is home only on the page itself.
        home = slot_name(Slot.HOME)
        under = [n for n, url in urls.items() if path.startswith(url) and n != home]
        if under:
            return max(under, key=lambda name: len(urls[name]))
        return home if urls.get(home) == path else ""

    def _url(self, entry: cards.Entry) -> str:
        slug = self.union.slug if self.union else ""
        return reverse(entry.url_name, args=[slug])

    def _entries(self, pinned: list[cards.Entry]) -> list[Entry]:
        bar = {entry.url_name for entry in cards.bar_entries()}
        log, more = slot_name(Slot.LOG), slot_name(Slot.MORE)
        return [
            Entry(
                label=str(entry.label),
                url=self._url(entry),
                icon=entry.icon,
                is_current=entry.url_name == self._current
                or (entry.url_name == more and bool(self._current) and self._current not in bar),
                is_log=entry.url_name == log,
                is_last=entry.url_name == more,
            )
            for entry in pinned
        ]


def slot_name(slot: Slot) -> str:
    """The name of the page that a place of the bar leads to; empty where there is none yet."""
    label = cards.BAR_LABELS[slot][0]
    return next((e.url_name for e in cards.bar_entries() if e.label is label), "")
