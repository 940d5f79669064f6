"""A request as its signature sees it, on the way out and on the way in."""

from dataclasses import dataclass, field


@dataclass
class Message:
    """Method, absolute address, headers with names in small letters, body, the sender's address."""

    method: str
    url: str
    headers: dict[str, str] = field(default_factory=dict)
    body: bytes = b""
    address: str = ""

    @property
    def is_write(self) -> bool:
        """True for all but GET."""
        return self.method != "GET"
