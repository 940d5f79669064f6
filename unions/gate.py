"""The gate stands on the view: who may knock, said in one line above it."""

from collections.abc import Callable
from dataclasses import dataclass
from functools import wraps
from typing import TYPE_CHECKING, Any, TypeVar, cast

from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponseBase

from unions.refusals import NotYours

if TYPE_CHECKING:
    from unions.standing import MemberRequest

View = TypeVar("View", bound=Callable[..., HttpResponseBase])


@dataclass(frozen=True)
class Gate:
    """What a view asks of its reader: membership, a right, or nothing and why."""

    right: str | None = None
    open_because: str = ""

    @property
    def opens_to_guests(self) -> bool:
        """True when no account is needed."""
        return bool(self.open_because)


def gate(right: str | None = None) -> Callable[[View], View]:
    """Only members of the union, and with a right only those who hold it."""
    return _stand_before(Gate(right=right))


def open_to_guests(reason: str) -> Callable[[View], View]:
    """No account needed; the reason says why, for the reader of the code."""
    return _stand_before(Gate(open_because=reason))


def gate_of(view: Callable[..., Any]) -> Gate | None:
    """The gate that stands on a view, None where there is none."""
    return cast("Gate | None", getattr(view, "gate", None))


def _stand_before(this: Gate) -> Callable[[View], View]:
    def decorate(view: View) -> View:
        @wraps(view)
        def guarded(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
            if this.right is not None:
                try:
                    cast("MemberRequest", request).standing.require(this.right)
                except NotYours as refusal:
                    raise PermissionDenied(this.right) from refusal
            return view(request, *args, **kwargs)

        guarded.gate = this  # type: ignore[attr-defined]
        return cast("View", guarded)

    return decorate
