"""Read by gunicorn from the folder it starts in; everything else is said on its command line."""

import os

from unions.tenancy.serving import refuse_strong_role


def on_starting(_server: object) -> None:
    """Before the first worker: refuse to serve as a role that sees more than one union."""
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "config.settings")
    refuse_strong_role()
