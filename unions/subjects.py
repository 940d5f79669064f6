"""Opens the doors of an app's subjects when Django is ready."""

from importlib import import_module
from importlib.util import find_spec

DOORS = ("news", "receivers", "effects", "tasks", "invariants", "views.cards", "views.references")


def open_doors(app: str, subjects: tuple[str, ...]) -> None:
    """Import every door that the subjects have, so that boards know what hangs on them."""
    for subject in subjects:
        for door in DOORS:
            parent, _, _ = door.rpartition(".")
            if parent and find_spec(f"{app}.{subject}.{parent}") is None:
                continue
            if find_spec(f"{app}.{subject}.{door}") is not None:
                import_module(f"{app}.{subject}.{door}")
