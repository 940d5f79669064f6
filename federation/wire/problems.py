"""How a request between instances is answered with a no: RFC 9457, `status` and `code` count."""

from dataclasses import dataclass, field

TITLES = {
    400: "Bad request",
    401: "Not accepted",
    403: "Not allowed",
    404: "Nothing here",
    405: "Method not allowed",
    409: "In conflict",
    410: "Gone",
    413: "Too large",
    415: "Wrong media type",
    416: "Beyond the end",
    422: "Not usable",
    429: "Slow down",
    503: "Not ready",
}
RETRY_SECONDS = 30


@dataclass(eq=False)
class Problem(Exception):
    """One no: status, code, further members, further headers."""

    status: int
    code: str
    extras: dict[str, int | str] = field(default_factory=dict)
    headers: dict[str, str] = field(default_factory=dict)

    @property
    def content(self) -> dict[str, int | str]:
        """The JSON of the answer."""
        return {
            "type": "about:blank",
            "title": TITLES[self.status],
            "status": self.status,
            "code": self.code,
            **self.extras,
        }


def slow_down(*, seconds: int = RETRY_SECONDS) -> Problem:
    """429: this caller's share of the minute is used up."""
    return Problem(429, "slow-down", headers={"Retry-After": str(seconds)})


def busy(code: str = "busy") -> Problem:
    """503: later."""
    return Problem(503, code, headers={"Retry-After": str(RETRY_SECONDS)})
