"""What gunicorn is told besides its command line: `gunicorn --config=python:config.gunicorn`.

It names the application too, so that a start without this file finds none and serves nothing.
"""

import os

from unions.tenancy.serving import refuse_strong_role

wsgi_app = "config.wsgi"


def on_starting(_server: object) -> None:
    """Before the first worker: refuse to serve as a role that sees more than one union."""
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "config.settings")
    refuse_strong_role()
