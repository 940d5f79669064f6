"""What a child must be told of a union's books."""

from dataclasses import asdict, dataclass
from typing import Any
from uuid import UUID


@dataclass(frozen=True)
class Books:
    """A union, a keeper with their login, the purse, the bank and the many accounts."""

    union: UUID
    slug: str
    keeper: UUID
    user: UUID
    purse: UUID
    bank: UUID
    accounts: tuple[UUID, ...]

    def told(self) -> dict[str, Any]:
        """For the pipe."""
        texts = {name: str(value) for name, value in asdict(self).items()}
        return {**texts, "accounts": [str(one) for one in self.accounts]}

    @classmethod
    def heard(cls, told: dict[str, Any]) -> "Books":
        """From the pipe."""
        ids = {name: UUID(told[name]) for name in ("union", "keeper", "user", "purse", "bank")}
        accounts = tuple(UUID(one) for one in told["accounts"])
        return cls(slug=told["slug"], accounts=accounts, **ids)
