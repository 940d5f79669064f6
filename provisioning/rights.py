"""The rights of this app and the offices that give them."""

from unions.rights import Office

HELD: dict[Office, frozenset[str]] = {}
