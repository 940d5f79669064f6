"""Who may take an entry back."""


def needs_another_keeper(*, own: bool, moved_minor: int, two_keys_minor: int) -> bool:
    """Whether one keeper is not enough: above the limit nobody takes back what they entered."""
    return own and moved_minor > two_keys_minor
